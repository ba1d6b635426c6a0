package io.intertie.proof;

import io.intertie.platform.persistence.Database;
import java.io.PrintStream;
import java.time.Clock;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;

/// What `deploy/archive` runs, as the role that owns the database.
public final class Archivist {
    private static final int MONTHS_KEPT = 13;

    private final Database database;
    private final Clock clock;
    private final PrintStream out;

    Archivist(Database database, Clock clock, PrintStream out) {
        this.database = database;
        this.clock = clock;
        this.out = out;
    }

    /// Runs `[--attach] [--really] [--kept=MONTHS] MONTH`.
    public static void main(String[] arguments) {
        var database = Auditor.database(System.getenv());
        System.exit(new Archivist(database, Clock.systemUTC(), System.out).run(arguments));
    }

    /// 0 if it is done or could be, 1 if it is refused, 2 if the question is none.
    int run(String... arguments) {
        var words = new ArrayList<>(Arrays.asList(arguments));
        var isAttach = words.remove("--attach");
        var isDry = !words.remove("--really");
        var kept = MONTHS_KEPT;
        if (!words.isEmpty() && words.getFirst().matches("--kept=[0-9]{1,4}")) {
            kept = Integer.parseInt(words.removeFirst().substring("--kept=".length()));
        }
        YearMonth month;
        try {
            month = YearMonth.parse(String.join(" ", words));
        } catch (DateTimeParseException malformed) {
            out.println("Say which month: deploy/archive 2026-03");
            return 2;
        }
        var archiving = new Archiving(database, clock, kept);
        return told(
                month, isAttach ? archiving.attach(month, isDry) : archiving.archive(month, isDry));
    }

    private int told(YearMonth month, Archiving.Outcome outcome) {
        return switch (outcome) {
            case Archiving.Outcome.Archived(var entries, var lines, var brought, var isDone) -> {
                out.printf(
                        "%s: %,d entries with %,d lines %s, brought forward as %,d%n",
                        month, entries, lines, isDone ? "archived" : "would be archived", brought);
                yield hint(isDone);
            }
            case Archiving.Outcome.Attached(var isDone) -> {
                out.printf("%s %s attached again%n", month, isDone ? "is" : "would be");
                yield hint(isDone);
            }
            case Archiving.Outcome.Already() -> {
                out.printf("%s is so already; nothing was changed%n", month);
                yield 0;
            }
            case Archiving.Outcome.Refused(var reasons) -> {
                reasons.forEach(reason -> out.printf("%s stays: %s%n", month, reason));
                yield 1;
            }
        };
    }

    private int hint(boolean isDone) {
        if (!isDone) {
            out.println("Nothing was changed; say --really to do it.");
        }
        return 0;
    }
}
