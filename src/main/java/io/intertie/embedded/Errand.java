package io.intertie.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A program of the market's own that needs its database and nothing else: it runs beside the
/// market, or on a database that is started for that time.
record Errand(MarketOptions options, Terminal terminal) {
    /// Runs a main class with its words, after `--owner` as the role that owns the database, and
    /// returns what it ended with.
    int run(List<String> words) throws InterruptedException {
        var folder = VarFolder.at(options.data());
        var lock = folder.lock();
        var access = access(folder);
        if (lock.isEmpty() || options.database().isPresent()) {
            lock.ifPresent(VarFolder::release);
            return run(words, access);
        }
        if (!Files.exists(folder.postgres())) {
            throw new MarketProblem("No market was ever started in " + folder.root() + ".");
        }
        new Orphans(folder).reap(terminal);
        try (var database = new Postgres(kept(folder), folder, Secrets.kept(folder), terminal)) {
            terminal.say("The market is stopped: its database starts for this alone.");
            database.start();
            return run(words, access);
        } finally {
            lock.ifPresent(VarFolder::release);
        }
    }

    /// What the market was last started with.
    private MarketOptions kept(VarFolder folder) {
        Map<String, String> variables = folder.optionsFile().read();
        return variables.isEmpty() ? options : MarketOptions.from(options.project(), variables);
    }

    private DatabaseAccess access(VarFolder folder) {
        return kept(folder)
                .database()
                .orElseGet(() -> Postgres.access(kept(folder), Secrets.kept(folder)));
    }

    private static int run(List<String> words, DatabaseAccess access) throws InterruptedException {
        boolean asOwner = words.getFirst().equals("--owner");
        var owner = access.owner().filter(any -> asOwner);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(asOwner ? words.subList(1, words.size()) : words);
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("INTERTIE_DB_URL", access.url());
        builder.environment()
                .put("INTERTIE_DB_USER", owner.map(one -> one.user()).orElse(access.user()));
        builder.environment()
                .put(
                        "INTERTIE_DB_PASSWORD",
                        owner.map(one -> one.password()).orElse(access.password()));
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new MarketProblem("%s does not start.".formatted(words), e);
        }
    }
}
