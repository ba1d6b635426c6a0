package io.intertie.embedded;

import io.intertie.sandbox.SandboxProvider;
import java.io.UncheckedIOException;
import java.util.Optional;

/// The sandbox provider, a guest in this process: it lives and ends with the launcher.
final class Sandbox implements Part {
    private final MarketOptions options;
    private Optional<SandboxProvider> provider = Optional.empty();
    private boolean closed;

    Sandbox(MarketOptions options) {
        this.options = options;
    }

    @Override
    public String title() {
        return "sandbox provider";
    }

    @Override
    public String address() {
        return options.sandboxUrl();
    }

    @Override
    public synchronized void start() {
        if (closed) {
            throw new MarketProblem("The sandbox provider is being stopped.");
        }
        try {
            provider = Optional.of(SandboxProvider.start(options.ports().sandbox()));
        } catch (UncheckedIOException e) {
            throw new MarketProblem("The sandbox provider cannot be started.", e);
        }
    }

    @Override
    public boolean isUp() {
        return HealthCheck.http(options.sandboxUrl() + "/models").passes();
    }

    @Override
    public synchronized void close() {
        closed = true;
        provider.ifPresent(SandboxProvider::close);
        provider = Optional.empty();
    }
}
