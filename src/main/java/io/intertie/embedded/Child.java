package io.intertie.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One process of the market, started again whenever it ends without having been told to.
///
/// It runs in a session of its own, so that Ctrl-C at the terminal reaches the launcher alone and
/// the parts end in the launcher's order.
final class Child implements AutoCloseable {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final List<String> PASSED_ON = List.of("PATH", "HOME", "TZ");

    private final ChildSpec spec;
    private final VarFolder folder;
    private final HealthCheck check;
    private final Terminal terminal;
    private final LogTail log;

    private @Nullable Process process;
    private boolean stopping;

    Child(ChildSpec spec, VarFolder folder, HealthCheck check, Terminal terminal) {
        this.spec = spec;
        this.folder = folder;
        this.check = check;
        this.terminal = terminal;
        this.log = new LogTail(folder.log(spec.name()));
    }

    /// Returns when the process does its work; from then on it is kept alive.
    ///
    /// @throws MarketProblem with the end of its log, if it ends or stays unready
    void start() {
        log.rotate();
        Process ready = firstReady();
        Thread.ofVirtual().name("keeps " + spec.name()).start(() -> keep(ready));
    }

    synchronized Optional<ProcessHandle> handle() {
        return Optional.ofNullable(process).filter(Process::isAlive).map(Process::toHandle);
    }

    @Override
    public void close() {
        Optional<ProcessHandle> last;
        synchronized (this) {
            stopping = true;
            last = handle();
        }
        last.ifPresent(handle -> Signals.end(handle, spec.stopSignal(), spec.grace()));
        VarFolder.delete(folder.pidFile(spec.name()));
    }

    private Process firstReady() {
        for (int attempt = 1; ; attempt++) {
            Process born = spawn();
            try {
                awaitReady(born);
                return born;
            } catch (MarketProblem problem) {
                Signals.end(born.toHandle(), spec.stopSignal());
                if (attempt >= spec.attempts() || isStopping()) {
                    throw problem;
                }
                pause(Duration.ofSeconds(1));
            }
        }
    }

    private void keep(Process first) {
        Process watched = first;
        Duration pause = Duration.ofSeconds(1);
        while (true) {
            int code = exitCode(watched);
            if (isStopping()) {
                return;
            }
            terminal.event("%s ended (%d) and is started again.".formatted(spec.title(), code));
            pause(pause);
            try {
                long begun = System.nanoTime();
                watched = spawn();
                awaitReady(watched);
                var elapsed = Duration.ofNanos(System.nanoTime() - begun);
                terminal.event(spec.title() + " is back after " + Terminal.seconds(elapsed));
                pause = Duration.ofSeconds(1);
            } catch (MarketProblem problem) {
                if (isStopping()) {
                    return;
                }
                terminal.event(problem.words());
                Signals.end(watched.toHandle(), spec.stopSignal());
                Duration longer = pause.multipliedBy(2);
                pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
            }
        }
    }

    private synchronized Process spawn() {
        if (stopping) {
            throw new MarketProblem(spec.title() + " is being stopped.");
        }
        spec.scratch().ifPresent(this::empty);
        log.beginRun();
        var command = new ArrayList<>(List.of("setsid"));
        command.addAll(spec.command());
        var builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        surround(builder.environment(), spec.environment());
        try {
            Process born = builder.start();
            process = born;
            Files.writeString(folder.pidFile(spec.name()), born.pid() + "\n");
            return born;
        } catch (IOException e) {
            throw new MarketProblem(spec.title() + " cannot be started.", e);
        }
    }

    /// A process sees what its part gives it, not what happens to be set in the caller's shell.
    static void surround(Map<String, String> environment, Map<String, String> own) {
        var inherited = Map.copyOf(environment);
        environment.clear();
        for (String name : PASSED_ON) {
            Optional.ofNullable(inherited.get(name)).ifPresent(v -> environment.put(name, v));
        }
        environment.put("LANG", "C.UTF-8");
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.putAll(own);
    }

    private void awaitReady(Process born) {
        long deadline = System.nanoTime() + spec.patience().toNanos();
        while (System.nanoTime() < deadline) {
            if (isStopping()) {
                throw new MarketProblem(spec.title() + " is being stopped.");
            }
            if (!born.isAlive()) {
                throw failure("ended (%d) before it was ready".formatted(born.exitValue()));
            }
            if (check.passes()) {
                return;
            }
            if (check.isHopeless(log)) {
                throw failure("runs, but its application did not start");
            }
            pause(Duration.ofMillis(200));
        }
        throw failure("was not ready within %d s".formatted(spec.patience().toSeconds()));
    }

    private MarketProblem failure(String what) {
        return new MarketProblem(
                "%s %s. From %s:\n%s".formatted(spec.title(), what, log.path(), log.lastWords()));
    }

    private void empty(Path scratch) {
        try {
            VarFolder.delete(scratch);
            Files.createDirectories(scratch);
        } catch (IOException | UncheckedIOException e) {
            throw new MarketProblem("%s cannot be emptied.".formatted(scratch), e);
        }
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private static int exitCode(Process process) {
        while (true) {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                // Nobody interrupts a keeper on purpose; the process is still to be watched.
            }
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MarketProblem("Interrupted while starting.", e);
        }
    }
}
