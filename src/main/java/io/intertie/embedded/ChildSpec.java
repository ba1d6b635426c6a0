package io.intertie.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How to run one process of the market.
///
/// @param name of its pid file and its log
/// @param environment all that it sees beside the few variables of every process
/// @param stopSignal what asks it to end in good order, `TERM` or `INT`
/// @param attempts how often it may die at the start before we give up
/// @param grace how long it may take to end before it is killed
/// @param scratch a folder that is emptied before each run
record ChildSpec(
        String name,
        String title,
        List<String> command,
        Map<String, String> environment,
        String stopSignal,
        int attempts,
        Duration patience,
        Duration grace,
        Optional<Path> scratch) {
    /// A Java server: ends on TERM, gets one attempt.
    static ChildSpec server(
            String name, String title, List<String> command, Map<String, String> environment) {
        var patience = Duration.ofMinutes(4);
        return new ChildSpec(
                name,
                title,
                command,
                environment,
                "TERM",
                1,
                patience,
                Signals.GRACE,
                Optional.empty());
    }

    ChildSpec withScratch(Path folder) {
        return new ChildSpec(
                name,
                title,
                command,
                environment,
                stopSignal,
                attempts,
                patience,
                grace,
                Optional.of(folder));
    }

    ChildSpec withGrace(Duration longer) {
        return new ChildSpec(
                name, title, command, environment, stopSignal, attempts, patience, longer, scratch);
    }
}
