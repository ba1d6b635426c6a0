package io.intertie.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Ends processes: first by asking, then by force.
final class Signals {
    /// How long a process may take to end. It is what a portal with the usual drain needs for its
    /// open answers (20 s) and all else (10 s), so that one that a killed launcher left behind is
    /// not cut short either; a portal with another drain is given its own time (`Payara`).
    static final Duration GRACE = Duration.ofSeconds(30);

    private Signals() {}

    /// Returns when the process is gone.
    static void end(ProcessHandle process, String signal) {
        end(process, signal, GRACE);
    }

    static void end(ProcessHandle process, String signal, Duration grace) {
        if (signal.equals("TERM")) {
            process.destroy();
        } else {
            send(process.pid(), signal);
        }
        if (!isGoneWithin(process, grace)) {
            process.destroyForcibly();
            isGoneWithin(process, GRACE);
        }
    }

    /// Java can send no signal but TERM and KILL; every shell can.
    private static void send(long pid, String signal) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new MarketProblem("Process %d got no signal %s.".formatted(pid, signal), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isGoneWithin(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
