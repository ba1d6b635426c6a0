package io.intertie.metering;

import io.intertie.ledger.TestLedger;
import io.intertie.money.Currency;
import io.intertie.platform.config.Settings;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.tariff.Band;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.PriceVersion;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Calls like the worked example of pricing: 5,300 tokens in, 1,100 out, 2,341,570,000 pico USD.
public final class TestCalls {
    public static final Currency USD = Currency.of("USD");
    public static final Currency CNY = Currency.of("CNY");
    public static final UUID PROVIDER = new UUID(2, 1);
    private static final UUID CONSTANT = new UUID(3, 1);

    /// A day on which the demonstration's exchange rates are young enough.
    private static final Instant FIRST_OF_OCTOBER = Instant.parse("2026-10-01T00:00:00Z");

    private final PriceVersion version = TestVersions.example(CONSTANT, CNY);
    private final Clock clock =
            Clock.tick(
                    Clock.offset(
                            Clock.systemUTC(),
                            Duration.between(Clock.systemUTC().instant(), FIRST_OF_OCTOBER)),
                    Duration.ofNanos(1_000));

    PriceVersion version() {
        return version;
    }

    public Clock clock() {
        return clock;
    }

    /// A node that serves them, and has caught up with its log.
    public TestNode node(Path folder, TestLedger ledger) {
        return node(folder, ledger, Duration.ZERO);
    }

    /// The same, and its answers do not wait for its log, however slow that is.
    TestNode hastyNode(Path folder, TestLedger ledger) {
        return node(folder, ledger, Duration.ofHours(1));
    }

    /// The same, and its answers go before its log by so much at most.
    TestNode node(Path folder, TestLedger ledger, Duration ahead) {
        var spending = new Settings.Spending(true, folder, ahead);
        var node = TestNode.idle(spending, ledger, Map.of(version.id(), version), clock);
        node.start();
        return node;
    }

    UUID id() {
        return UuidV7.at(clock.instant());
    }

    public Ceiling ceiling(UUID id, UUID buyer) {
        return ceiling(id, buyer, Spender.free(CONSTANT));
    }

    Ceiling ceiling(UUID id, UUID buyer, Spender spender) {
        var price = new PriceInForce(version, Band.FLAT, BigDecimal.ONE);
        var expiresAt = clock.instant().plusSeconds(60);
        return new Ceiling(id, buyer, spender, USD, price, 5_300, 1_100, expiresAt);
    }

    public UsageRecord served(UUID id, UUID buyer) {
        return usage(id, buyer, UsageRecord.State.COMPLETED);
    }

    UsageRecord usage(UUID id, UUID buyer, UsageRecord.State state) {
        var isFailed = state == UsageRecord.State.FAILED;
        var now = clock.instant();
        return new UsageRecord(
                id,
                buyer,
                CONSTANT,
                version.listingId(),
                CONSTANT,
                PROVIDER,
                version.id(),
                Band.FLAT,
                Optional.empty(),
                USD,
                CNY,
                isFailed ? TokenCount.NONE : new TokenCount(5_300, 0, 1_100, 0),
                UsageRecord.CountedBy.PROVIDER,
                true,
                state,
                "stop",
                new BigDecimal("2.035200000000"),
                12,
                345,
                now,
                now);
    }
}
