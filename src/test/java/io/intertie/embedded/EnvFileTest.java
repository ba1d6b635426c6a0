package io.intertie.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.money.CheckFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileTest {
    private static final String AWKWARD = "it's $HOME \"quoted\" `x` \\ & 中文";

    @TempDir private Path folder;

    @Test
    void whatIsWrittenIsReadAgain() {
        var file = file();
        file.write("a comment", Map.of("ONE", AWKWARD, "TWO", "", "THREE", "a=b"));

        assertEquals(Map.of("ONE", AWKWARD, "TWO", "", "THREE", "a=b"), file.read());
    }

    @Test
    void aShellReadsTheSameValue() throws IOException, InterruptedException {
        var file = file();
        file.write("a comment", Map.of("ONE", AWKWARD));

        var shell =
                new ProcessBuilder("sh", "-c", ". '" + file.path() + "'; printf %s \"$ONE\"")
                        .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, shell.waitFor());
        assertEquals(AWKWARD, said);
    }

    @Test
    void onlyItsOwnerMayReadItEvenWhenItReplacesAnOpenOne() throws IOException {
        var file = file();
        Files.writeString(file.path(), "ONE='old'\n");
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r--r--"));

        file.write("a comment", Map.of("ONE", "new"));

        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())));
        try (var all = Files.list(folder)) {
            assertEquals(List.of(file.path()), all.toList());
        }
    }

    @Test
    void aFileThatIsNotThereHasNoEntries() {
        assertEquals(Map.of(), file().read());
    }

    @Test
    void aNameThatAShellCannotHoldIsOurBug() {
        assertThrows(CheckFailed.class, () -> file().write("c", Map.of("no-name", "x")));
        assertThrows(CheckFailed.class, () -> file().write("c", Map.of("ONE", "two\nlines")));
    }

    private EnvFile file() {
        return new EnvFile(folder.resolve("test.env"));
    }
}
