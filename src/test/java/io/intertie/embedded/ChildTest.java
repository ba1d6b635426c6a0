package io.intertie.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildTest {
    @TempDir private Path root;

    @Test
    void aKilledProcessIsStartedAgain() throws InterruptedException {
        try (var child = child("exec sleep 100", () -> true)) {
            child.start();
            var first = child.handle().orElseThrow();
            first.destroyForcibly();
            await(() -> !first.isAlive());
            await(() -> child.handle().isPresent());

            assertNotEquals(first.pid(), child.handle().orElseThrow().pid());
            assertEquals(Optional.of(child.handle().orElseThrow().pid()), folder().pid("test"));
        }
    }

    @Test
    void closedItIsGoneAndStaysAway() throws InterruptedException {
        var child = child("exec sleep 100", () -> true);
        child.start();
        var process = child.handle().orElseThrow();

        child.close();
        Thread.sleep(Duration.ofMillis(1500));

        assertFalse(process.isAlive());
        assertEquals(Optional.empty(), child.handle());
        assertFalse(Files.exists(folder().pidFile("test")));
    }

    @Test
    void whatEndsBeforeItIsReadyIsReportedWithItsLastWords() {
        try (var child = child("echo no such disk; exit 3", () -> false)) {
            var problem = assertThrows(MarketProblem.class, child::start);

            assertTrue(problem.words().contains("ended (3)"), problem.words());
            assertTrue(problem.words().contains("no such disk"), problem.words());
        }
    }

    @Test
    void whatWasClosedIsNotStarted() {
        var child = child("exec sleep 100", () -> true);
        child.close();

        assertThrows(MarketProblem.class, child::start);
        assertEquals(Optional.empty(), child.handle());
    }

    @Test
    void aProcessSeesNothingOfTheCallersShellButTheBasics() {
        var environment =
                new HashMap<>(Map.of("PATH", "/bin", "HOME", "/h", "JAVA_TOOL_OPTIONS", "-Dx"));

        Child.surround(environment, Map.of("OWN", "value"));

        assertEquals(
                Map.of(
                        "PATH", "/bin",
                        "HOME", "/h",
                        "LANG", "C.UTF-8",
                        "MALLOC_ARENA_MAX", "2",
                        "OWN", "value"),
                environment);
    }

    private Child child(String script, HealthCheck check) {
        var spec = ChildSpec.server("test", "The test", List.of("sh", "-c", script), Map.of());
        return new Child(spec, folder(), check, Terminal.silent());
    }

    private VarFolder folder() {
        return VarFolder.at(root);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(Duration.ofMillis(20));
        }
    }
}
