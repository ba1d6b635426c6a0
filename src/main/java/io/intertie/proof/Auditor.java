package io.intertie.proof;

import io.intertie.platform.http.Problem;
import io.intertie.platform.persistence.Database;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What `deploy/verify` and `deploy/explain` run: on the database alone, the portal may be stopped.
public final class Auditor {
    private final Database database;
    private final PrintStream out;

    Auditor(Database database, PrintStream out) {
        this.database = database;
        this.out = out;
    }

    /// Runs `verify` or `explain REQUEST`; the database is told by `INTERTIE_DB_URL` and so on.
    public static void main(String[] arguments) {
        System.exit(new Auditor(database(System.getenv()), System.out).run(arguments));
    }

    static Database database(Map<String, String> environment) {
        return Database.at(
                needed(environment, "INTERTIE_DB_URL"),
                needed(environment, "INTERTIE_DB_USER"),
                needed(environment, "INTERTIE_DB_PASSWORD"));
    }

    private static String needed(Map<String, String> environment, String name) {
        var value = environment.get(name);
        if (value == null) {
            System.err.println(name + " is not set: the commands in deploy/ set it.");
            System.exit(2);
        }
        return String.valueOf(value);
    }

    /// 0 if all is as it should be, 1 if not, 2 if the question is none.
    int run(String... arguments) {
        if (arguments.length == 1 && arguments[0].equals("verify")) {
            return verify();
        }
        if (arguments.length == 2 && arguments[0].equals("explain")) {
            return explain(arguments[1]);
        }
        out.println("Say verify, or explain and a request's id.");
        return 2;
    }

    private int verify() {
        var verified = Verifying.on(database).verify(out::println);
        out.printf(
                "%,d blocks, %,d documents with %,d rows; %,d written since the last block;"
                        + " %,d audit entries%n",
                verified.blocks(),
                verified.documents(),
                verified.rows(),
                verified.waiting(),
                verified.auditEntries());
        out.println("head " + verified.head());
        out.printf("%,d breaks%n", verified.found());
        return verified.isSound() ? 0 : 1;
    }

    private int explain(String id) {
        UUID request;
        try {
            request = UUID.fromString(id);
        } catch (IllegalArgumentException malformed) {
            out.println(id + " is no request's id.");
            return 2;
        }
        Optional<Explanation> found;
        try {
            found = Explaining.on(database).explain(request, new Viewer(new UUID(0, 0), true));
        } catch (Problem archived) {
            out.println(archived.getMessage());
            return 2;
        }
        if (found.isEmpty()) {
            out.println("There is no request " + id + ".");
            return 2;
        }
        found.get().figures().forEach(figure -> out.println(figure.told()));
        out.println(found.get().isEqual() ? "Every figure is as stored." : "NOT as stored.");
        return found.get().isEqual() ? 0 : 1;
    }
}
