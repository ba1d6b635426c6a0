package io.intertie.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The Java of this process, to run another one.
record Jvm(Path home) {
    static Jvm ofThisProcess() {
        return new Jvm(Path.of(System.getProperty("java.home")));
    }

    /// A command line that carries the mark by which [Orphans] knows its process.
    List<String> command(String part, VarFolder folder, List<String> rest) {
        var command = new ArrayList<String>();
        command.add(home.resolve("bin/java").toString());
        command.add(Orphans.mark(folder.root()));
        command.add("-Dintertie.part=" + part);
        command.add("-XX:+UseSerialGC");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-Djava.awt.headless=true");
        command.addAll(rest);
        return command;
    }
}
