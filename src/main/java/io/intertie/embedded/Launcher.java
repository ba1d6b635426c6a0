package io.intertie.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// The process behind `deploy/start`, `deploy/stop` and `deploy/status`.
///
/// Its working directory is the project's. It stays up as long as the market does.
public final class Launcher {
    private static final Duration LONGEST_START = Duration.ofMinutes(6);

    private final Terminal terminal;
    private final MarketOptions options;

    private Launcher(Terminal terminal, MarketOptions options) {
        this.terminal = terminal;
        this.options = options;
    }

    /// Runs `start [--fresh] [--detached]`, `stop`, `status`, or `errand CLASS WORDS`.
    public static void main(String[] arguments) throws InterruptedException {
        var terminal = Terminal.ofThisProcess();
        var words = Arrays.asList(arguments);
        try {
            var options = MarketOptions.from(Path.of(""), System.getenv());
            var launcher = new Launcher(terminal, options);
            int code =
                    switch (words.isEmpty() ? "" : words.getFirst()) {
                        case "start" -> launcher.start(words);
                        case "stop" -> launcher.stop();
                        case "status" -> launcher.status();
                        case "errand" ->
                                new Errand(options, terminal).run(words.subList(1, words.size()));
                        default -> throw new MarketProblem("Say start, stop or status.");
                    };
            System.exit(code);
        } catch (MarketProblem problem) {
            terminal.say(problem.words());
            System.exit(1);
        }
    }

    private int start(List<String> words) throws InterruptedException {
        boolean fresh = words.contains("--fresh");
        boolean detached = words.contains("--detached");
        var folder = VarFolder.at(options.data());
        if (folder.isTaken()) {
            return join(folder, fresh);
        }
        VarFolder.delete(folder.run("summary"));
        var market = new Market(options, terminal);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().unstarted(() -> close(market, folder)));
        terminal.say("Intertie starts.");
        EnvFile.writePrivate(folder.pidFile("launcher"), ProcessHandle.current().pid() + "\n");
        String summary = market.open(fresh).toString();
        EnvFile.writePrivate(folder.run("summary"), summary);
        if (!detached) {
            terminal.say(summary + "\nCtrl-C stops it.");
        }
        new CountDownLatch(1).await();
        return 0;
    }

    private void close(Market market, VarFolder folder) {
        if (Files.exists(folder.run("summary"))) {
            terminal.say("Intertie stops.");
        }
        VarFolder.delete(folder.run("summary"));
        market.close();
        VarFolder.delete(folder.pidFile("launcher"));
    }

    /// Somebody has started it already: wait with them, and tell the same.
    private int join(VarFolder folder, boolean fresh) throws InterruptedException {
        if (fresh) {
            throw new MarketProblem("Intertie is running: deploy/stop first, then --fresh.");
        }
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (folder.isTaken() && System.nanoTime() < deadline) {
            Path summary = folder.run("summary");
            if (Files.exists(summary)) {
                terminal.say(folder.text(summary));
                return 0;
            }
            Thread.sleep(Duration.ofMillis(200));
        }
        throw new MarketProblem("The Intertie that was starting has given up: see var/log.");
    }

    private int stop() {
        var folder = VarFolder.at(options.data());
        var orphans = new Orphans(folder);
        var launchers = orphans.launchers().toList();
        var patience = patience(folder);
        launchers.forEach(launcher -> Signals.end(launcher, "TERM", patience));
        orphans.reap(terminal);
        terminal.say(launchers.isEmpty() ? "Intertie was not running." : "Intertie has stopped.");
        return 0;
    }

    /// The launcher ends its parts one after the other, the portal once its answers have ended.
    private Duration patience(VarFolder folder) {
        var variables = folder.optionsFile().read();
        var running =
                variables.isEmpty() ? options : MarketOptions.from(options.project(), variables);
        return running.drain().plus(Signals.GRACE.multipliedBy(3));
    }

    private int status() {
        var folder = VarFolder.at(options.data());
        boolean taken = folder.isTaken();
        String pid = folder.pid("launcher").map(number -> "process " + number).orElse("");
        terminal.state("launcher", taken, taken ? pid : "deploy/start starts it");
        Map<String, String> variables = folder.optionsFile().read();
        boolean all = taken && !variables.isEmpty();
        if (all) {
            var running = MarketOptions.from(options.project(), variables);
            var parts = Market.parts(running, folder, Secrets.kept(folder), terminal);
            for (Part part : parts.all()) {
                boolean up = part.isUp();
                terminal.state(part.title(), up, part.address());
                all &= up;
            }
        }
        return all ? 0 : 1;
    }
}
