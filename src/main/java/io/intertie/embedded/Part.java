package io.intertie.embedded;

/// One of the things that together are a market.
sealed interface Part extends AutoCloseable permits Postgres, Keycloak, Payara, Sandbox, Outside {
    String title();

    /// Where it answers, for people.
    String address();

    /// Returns when it does its work.
    ///
    /// @throws MarketProblem if it will not
    void start();

    boolean isUp();

    @Override
    void close();
}
