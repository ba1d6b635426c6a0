package io.intertie.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VarFolderTest {
    @TempDir private Path temporary;

    @Test
    void onlyOneMarketWorksOnAFolder() {
        var folder = folder();
        var first = folder.lock();

        assertTrue(first.isPresent());
        assertEquals(Optional.empty(), folder.lock());
        assertTrue(folder.isTaken());

        first.ifPresent(VarFolder::release);

        assertFalse(folder.isTaken());
    }

    @Test
    void itsOwnerAloneMayLookInside() throws IOException {
        var permissions = Files.getPosixFilePermissions(folder().root());

        assertEquals("rwx------", PosixFilePermissions.toString(permissions));
    }

    @Test
    void wipingTakesTheMarketsDataAndNothingElse() throws IOException {
        var folder = folder();
        Path strangers = folder.root().resolve("my-notes.txt");
        Files.writeString(strangers, "mine");
        Files.createDirectories(folder.postgres().resolve("base"));
        Files.writeString(folder.postgres().resolve("base/1"), "row");
        folder.secretsFile().write("old", Map.of("A", "b"));

        folder.wipe();

        assertTrue(Files.exists(strangers));
        assertFalse(Files.exists(folder.postgres()));
        assertFalse(folder.secretsFile().exists());
    }

    @Test
    void deletingALinkLeavesWhatItPointsTo() throws IOException {
        Path kept = Files.createDirectories(temporary.resolve("kept"));
        Files.writeString(kept.resolve("file"), "kept");
        Path folder = Files.createDirectories(temporary.resolve("deleted"));
        Files.createSymbolicLink(folder.resolve("link"), kept);

        VarFolder.delete(folder);

        assertFalse(Files.exists(folder));
        assertTrue(Files.exists(kept.resolve("file")));
    }

    @Test
    void aPidFileThatIsMissingOrSpoiltNamesNobody() throws IOException {
        var folder = folder();

        assertEquals(Optional.empty(), folder.pid("payara"));
        Files.writeString(folder.pidFile("payara"), "not a number");
        assertEquals(Optional.empty(), folder.pid("payara"));
        Files.writeString(folder.pidFile("payara"), "17\n");
        assertEquals(Optional.of(17L), folder.pid("payara"));
    }

    private VarFolder folder() {
        return VarFolder.at(temporary.resolve("var"));
    }
}
