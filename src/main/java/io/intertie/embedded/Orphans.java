package io.intertie.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a killed launcher left running, known by arguments that name our data folder.
///
/// Pid files are for people: a pid may be somebody else's by now, an argument list may not.
record Orphans(VarFolder folder) {
    static final String LAUNCHER = "-Dintertie.part=launcher";

    static String mark(Path root) {
        return "-Dintertie.market=" + root;
    }

    /// Ends them all: servers first, then the database that they write to.
    void reap(Terminal terminal) {
        reap(terminal, "TERM", find().filter(orphan -> !isDatabase(orphan)).toList());
        reap(terminal, "INT", find().filter(Orphans::isDatabase).toList());
    }

    /// The launcher that works on this folder, or is stuck on it.
    Stream<ProcessHandle> launchers() {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    var arguments = arguments(process);
                    return arguments.contains(mark(folder.root())) && arguments.contains(LAUNCHER);
                });
    }

    static boolean isOurs(List<String> arguments, Path root) {
        boolean marked = arguments.contains(mark(root)) && !arguments.contains(LAUNCHER);
        return marked || isDatabase(arguments, root);
    }

    private Stream<ProcessHandle> find() {
        return ProcessHandle.allProcesses()
                .filter(process -> isOurs(arguments(process), folder.root()));
    }

    private static void reap(Terminal terminal, String signal, List<ProcessHandle> orphans) {
        for (ProcessHandle orphan : orphans) {
            terminal.busy("left over", "process %d is being ended".formatted(orphan.pid()));
            Signals.end(orphan, signal);
        }
    }

    private static boolean isDatabase(ProcessHandle process) {
        return arguments(process).stream().findFirst().orElse("").endsWith("/bin/postgres");
    }

    private static boolean isDatabase(List<String> arguments, Path root) {
        return arguments.size() > 2
                && arguments.get(0).endsWith("/bin/postgres")
                && arguments.contains(root.resolve("postgres").toString());
    }

    /// Empty for a process that is gone, or another user's.
    private static List<String> arguments(ProcessHandle process) {
        try {
            Path line = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            return List.of(Files.readString(line).split("\0"));
        } catch (IOException e) {
            return List.of();
        }
    }
}
