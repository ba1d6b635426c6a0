package io.intertie.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphansTest {
    private static final Path ROOT = Path.of("/srv/market/var");

    @TempDir private Path temporary;

    @Test
    void aProcessIsOursByItsArgumentsOnly() {
        assertTrue(isOurs("/jdk/bin/java", "-Dintertie.market=/srv/market/var", "-jar"));
        assertTrue(isOurs("/dist/bin/postgres", "-D", "/srv/market/var/postgres"));

        assertFalse(isOurs("/jdk/bin/java", "-Dintertie.market=/srv/market/var2", "-jar"));
        assertFalse(isOurs("vi", "/srv/market/var/postgres", "-Dintertie"));
        assertFalse(isOurs("/dist/bin/postgres", "-D", "/srv/other/var/postgres"));
        assertFalse(isOurs("grep", "x -Dintertie.market=/srv/market/var"));
        assertFalse(isOurs());
    }

    @Test
    void theLauncherIsNoOrphan() {
        assertFalse(isOurs("java", "-Dintertie.market=/srv/market/var", Orphans.LAUNCHER));
    }

    @Test
    void orphansAreEndedAndStrangersStay() throws IOException {
        Process orphan = sleeper(temporary);
        Process stranger = sleeper(temporary.resolve("another"));
        try {
            new Orphans(new VarFolder(temporary)).reap(Terminal.silent());

            assertFalse(orphan.isAlive());
            assertTrue(stranger.isAlive());
        } finally {
            orphan.destroyForcibly();
            stranger.destroyForcibly();
        }
    }

    @Test
    void aLauncherIsFoundByItsFolder() throws IOException {
        Process launcher = sleeper(temporary, Orphans.LAUNCHER);
        try {
            var found = new Orphans(new VarFolder(temporary)).launchers().toList();

            assertEquals(List.of(launcher.toHandle()), found);
        } finally {
            launcher.destroyForcibly();
        }
    }

    private static boolean isOurs(String... arguments) {
        return Orphans.isOurs(List.of(arguments), ROOT);
    }

    private static Process sleeper(Path root, String... more) throws IOException {
        var command = new ArrayList<>(List.of("sh", "-c", "read line"));
        command.add(Orphans.mark(root));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).start();
    }
}
