package io.intertie.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// The one place of this room that prints.
final class Terminal {
    private final PrintStream out;
    private final Clock clock;

    Terminal(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    static Terminal ofThisProcess() {
        return new Terminal(System.out, Clock.system(ZoneId.systemDefault()));
    }

    /// For markets inside of tests.
    static Terminal silent() {
        var nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Terminal(nowhere, Clock.system(ZoneId.systemDefault()));
    }

    /// A part works now, so long after it was begun.
    void ready(String title, Duration elapsed) {
        say("  %-18s ready after %s".formatted(title, seconds(elapsed)));
    }

    /// A part says what takes time just now.
    void busy(String title, String what) {
        say("  %-18s %s".formatted(title, what));
    }

    /// A part's state in a table.
    void state(String title, boolean up, String where) {
        say("%-18s %-5s %s".formatted(title, up ? "up" : "DOWN", where));
    }

    /// Something happened while the market runs.
    void event(String what) {
        say(LocalTime.now(clock).truncatedTo(ChronoUnit.SECONDS) + " " + what);
    }

    synchronized void say(String text) {
        out.println(text);
        out.flush();
    }

    static String seconds(Duration elapsed) {
        return String.format(Locale.ROOT, "%5.1f s", elapsed.toMillis() / 1000.0);
    }
}
