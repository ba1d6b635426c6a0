package io.intertie.proof;

import io.intertie.ledger.TestLedger;
import io.intertie.metering.Charge;
import io.intertie.metering.TestMetering;
import io.intertie.metering.TokenCount;
import io.intertie.metering.UsageRecord;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.tariff.Band;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TestPrices;
import io.intertie.tariff.TokenClass;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/// Random requests at random prices, metered, rated and booked by the market's own rooms.
final class Trade {
    static final Instant NOW = Instant.parse("2026-11-25T12:00:00.123456Z");
    static final UUID BUYER = new UUID(1, 1);
    static final List<String> CURRENCIES = List.of("USD", "EUR", "JPY", "CNY");

    final Database database;
    final Clock clock;
    final TestLedger ledger;
    // In the order they were published, so that a seed names the same requests each time.
    private final Map<UUID, PriceVersion> versions = new LinkedHashMap<>();
    private final List<PriceVersion> offers;
    private final TestMetering metering;
    private final Random random;

    Trade(Database database, long seed, int offers) {
        this(database, seed, offers, NOW);
    }

    Trade(Database database, long seed, int offers, Instant now) {
        this.clock = Clock.fixed(now, ZoneOffset.UTC);
        this.database = database;
        this.random = new Random(seed);
        this.ledger = TestLedger.on(database, clock);
        for (int i = 0; i < offers; i++) {
            var currency = Currency.of(i % 3 == 0 ? "USD" : "CNY");
            var version = TestPrices.published(database, currency, random, NOW);
            versions.put(version.id(), version);
        }
        this.offers = List.copyOf(versions.values());
        this.metering = TestMetering.on(ledger, versions, clock);
        for (var currency : CURRENCIES) {
            ledger.topUp(BUYER, "1000000", currency);
        }
    }

    List<PriceVersion> offers() {
        return offers;
    }

    /// Serves a request of random size and returns its id.
    UUID request() {
        return request(offers.get(random.nextInt(offers.size())), tokens());
    }

    private TokenCount tokens() {
        // Many are tiny, so that some stay below one micro.
        long most = 1L << random.nextInt(18);
        var output = random.nextLong(most);
        return new TokenCount(random.nextLong(most), random.nextLong(most), output, output / 2);
    }

    UUID request(PriceVersion version, TokenCount tokens) {
        var currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
        var id = ledger.placed(BUYER, "1", currency, clock.instant().plusSeconds(60));
        var band = List.of(Band.VALLEY, Band.PEAK, Band.FLAT).get(random.nextInt(3));
        charged(usage(id, version, band, Currency.of(currency), tokens));
        return id;
    }

    Charge charged(UsageRecord usage) {
        return metering.metering().record(usage);
    }

    UsageRecord usage(
            UUID id, PriceVersion version, Band band, Currency currency, TokenCount tokens) {
        var isOne = version.providerCurrency().equals(currency);
        var quotes = version.inputs().quotes();
        return new UsageRecord(
                id,
                BUYER,
                new UUID(1, 2),
                version.listingId(),
                new UUID(1, 3),
                new UUID(2, version.providerCurrency().code().hashCode()),
                version.id(),
                band,
                isOne ? Optional.empty() : Optional.ofNullable(quotes.get(currency)),
                currency,
                version.providerCurrency(),
                tokens,
                UsageRecord.CountedBy.PROVIDER,
                true,
                UsageRecord.State.COMPLETED,
                "stop\tor so",
                energy(version, tokens),
                12,
                345,
                NOW,
                NOW);
    }

    /// As the gateway counts it.
    private static BigDecimal energy(PriceVersion version, TokenCount tokens) {
        var wattHours = BigDecimal.ZERO;
        for (var kind : TokenClass.values()) {
            var each = version.inputs().energy().of(kind);
            wattHours = wattHours.add(BigDecimal.valueOf(tokens.of(kind)).multiply(each));
        }
        return wattHours
                .multiply(version.inputs().pue())
                .movePointLeft(3)
                .setScale(12, RoundingMode.HALF_EVEN);
    }
}
