package io.intertie.embedded;

/// A part that somebody else runs: looked at, never started or stopped.
record Outside(String title, String address, HealthCheck check) implements Part {
    @Override
    public void start() {
        if (!check.passes()) {
            throw new MarketProblem(
                    "%s does not let us in at %s: see its address and credentials."
                            .formatted(title, address));
        }
    }

    @Override
    public boolean isUp() {
        return check.passes();
    }

    @Override
    public void close() {}
}
