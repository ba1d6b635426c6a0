package io.intertie.embedded;

import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/// A whole market on this machine: database, identity, portal, watched until it is closed.
///
/// The parts start side by side, only the portal waits for its database; a part that ends is
/// started again. Two markets need two data folders and two sets of ports.
public final class Market implements AutoCloseable {
    private final MarketOptions options;
    private final Terminal terminal;
    private Optional<FileLock> lock = Optional.empty();
    private List<Part> parts = List.of();
    private Map<String, String> environment = Map.of();
    private boolean closed;

    Market(MarketOptions options, Terminal terminal) {
        this.options = options;
        this.terminal = terminal;
    }

    /// Starts a market in this process and returns when every part does its work.
    ///
    /// @throws MarketProblem if the folder is in use, a port is taken or a part does not start
    public static Market start(MarketOptions options) {
        var market = new Market(options, Terminal.silent());
        try {
            market.open(false);
            return market;
        } catch (MarketProblem problem) {
            market.close();
            throw problem;
        }
    }

    /// The story: take the folder, clear what a kill left, make the secrets, start the parts.
    ///
    /// @return what to tell the person at the terminal
    Summary open(boolean fresh) {
        var folder = VarFolder.at(options.data());
        take(folder);
        new Orphans(folder).reap(terminal);
        if (fresh) {
            folder.wipe();
        }
        options.ports().requireFree(options.database().isEmpty(), options.identity().isEmpty());
        var secrets = Secrets.in(folder, options);
        folder.optionsFile().write("What the running market was started with", options.variables());
        var made = parts(options, folder, secrets, terminal);
        synchronized (this) {
            environment = secrets.shared();
            parts = made.all();
        }
        startTogether(made);
        return new Summary(options, secrets);
    }

    /// The address of the portal, as a browser sees it.
    public String url() {
        return options.portalUrl();
    }

    /// What `var/intertie.env` holds: addresses, keys, demonstration users and passwords.
    public synchronized Map<String, String> environment() {
        return environment;
    }

    /// The log of `payara`, `keycloak` or `postgres`.
    public Path log(String process) {
        return new VarFolder(options.data()).log(process);
    }

    /// The number of the process `payara`, `keycloak` or `postgres`, for those who want to kill it.
    public Optional<ProcessHandle> process(String process) {
        return new VarFolder(options.data()).pid(process).flatMap(ProcessHandle::of);
    }

    /// Stops the parts, the database last, and gives the folder back.
    @Override
    public void close() {
        List<Part> running;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            running = parts.reversed();
        }
        running.forEach(Part::close);
        synchronized (this) {
            lock.ifPresent(VarFolder::release);
        }
    }

    /// The parts of a market, without starting any.
    static Parts parts(
            MarketOptions options, VarFolder folder, Secrets secrets, Terminal terminal) {
        Part database =
                options.database()
                        .<Part>map(Market::outside)
                        .orElseGet(() -> new Postgres(options, folder, secrets, terminal));
        Part identity =
                options.identity()
                        .<Part>map(Market::outside)
                        .orElseGet(() -> new Keycloak(options, folder, secrets, terminal));
        return new Parts(
                database,
                identity,
                new Sandbox(options),
                new Payara(options, folder, secrets, terminal));
    }

    private void startTogether(Parts made) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = new ExecutorCompletionService<Boolean>(threads);
            List<Callable<Boolean>> chains =
                    List.of(
                            () -> start(List.of(made.sandbox(), made.database(), made.portal())),
                            () -> start(List.of(made.identity())));
            chains.forEach(starts::submit);
            for (int i = 0; i < chains.size(); i++) {
                try {
                    starts.take().get();
                } catch (ExecutionException e) {
                    // The others need not go on: closing them ends their waiting.
                    close();
                    throw e.getCause() instanceof MarketProblem problem
                            ? problem
                            : new MarketProblem("The market did not start: " + e.getCause(), e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MarketProblem("Interrupted while starting.", e);
        }
    }

    private boolean start(List<Part> chain) {
        for (Part part : chain) {
            long begun = System.nanoTime();
            part.start();
            terminal.ready(part.title(), Duration.ofNanos(System.nanoTime() - begun));
        }
        return true;
    }

    private synchronized void take(VarFolder folder) {
        lock = folder.lock();
        for (int i = 0; i < 5 && lock.isEmpty(); i++) {
            // A deploy/status that just looks holds it for an instant.
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            lock = folder.lock();
        }
        if (lock.isEmpty()) {
            throw new MarketProblem("A market runs on %s already.".formatted(options.data()));
        }
    }

    private static Part outside(DatabaseAccess access) {
        var check = HealthCheck.jdbc(access.url(), access.user(), access.password());
        return new Outside("PostgreSQL", access.toString(), check);
    }

    private static Part outside(IdentityAccess access) {
        String discovery = access.issuer() + "/.well-known/openid-configuration";
        return new Outside("Keycloak", access.issuer(), HealthCheck.http(discovery));
    }

    /// The parts by their work; `all` is the order of their start.
    record Parts(Part database, Part identity, Part sandbox, Part portal) {
        List<Part> all() {
            return List.of(database, identity, sandbox, portal);
        }
    }
}
