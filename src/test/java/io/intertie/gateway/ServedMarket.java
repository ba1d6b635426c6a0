package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.access.ApiKey;
import io.intertie.access.RoutePolicy;
import io.intertie.access.SpendLimit;
import io.intertie.gateway.front.OpenFront;
import io.intertie.gateway.readout.TestReadOuts;
import io.intertie.money.Money;
import io.intertie.sandbox.SandboxProvider;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A whole market behind the gateway's own port: what a client of it sees.
public final class ServedMarket implements AutoCloseable {
    public static final String KEY = TestMarket.KEY;

    /// Of a key that may spend less than anything costs.
    public static final String POOR_KEY = "sk-poor-0123456789";

    /// Of a key that may ask once a minute.
    public static final String RARE_KEY = "sk-rare-0123456789";

    private final SandboxProvider sandbox = SandboxProvider.start(0);
    private final TestMarket market = new TestMarket("50", sandbox.baseUrl());
    private final OpenFront front;

    public ServedMarket() {
        var least = new SpendLimit(new Money(TestOffers.USD, 1), SpendLimit.Reset.NEVER);
        market.add(
                POOR_KEY,
                new ApiKey.Limits(Optional.of(least), Optional.empty()),
                ApiKey.Grant.ALL);
        var once = new ApiKey.Rates(Optional.of(1L), Optional.empty(), Optional.empty());
        market.add(
                RARE_KEY,
                ApiKey.Limits.NONE,
                new ApiKey.Grant(
                        Set.of(ApiKey.Scope.CHAT), List.of(), Set.of(), once, RoutePolicy.ANY));
        front =
                new OpenFront(
                        market.completion(TestReadOuts.of(market.metering.records())::answer));
    }

    public URI url() {
        return front.url();
    }

    /// How many answers the provider was told to stop.
    public long cancelled() {
        return sandbox.cancelled();
    }

    /// How often the provider was asked.
    public int asked() {
        return sandbox.seen().size();
    }

    @Override
    public void close() {
        front.close();
        assertEquals(List.of(), market.ledger.coherence().faults());
        assertEquals(0, market.wallet().held().micro());
        market.close();
        sandbox.close();
    }
}
