package io.intertie.tariff;

import io.intertie.fx.CurrencyPair;
import io.intertie.fx.Quote;
import io.intertie.identity.Actor;
import io.intertie.money.Currency;
import io.intertie.money.Rate;
import io.intertie.platform.persistence.Database;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/// Price versions of random tariffs, terms and rates, computed and stored as the market does; for
/// tests of the rooms above.
public final class TestPrices {
    private static final Actor DRAFTER = new Actor("ada", UUID.randomUUID(), Set.of(), "-");

    private TestPrices() {}

    public static PriceVersion published(
            Database database, Currency currency, Random random, Instant now) {
        var tariff = tariff(currency, random, now);
        new TariffStore(database, Clock.systemUTC()).insert(tariff, DRAFTER);
        var quotes = new ArrayList<Quote>();
        for (var buyer : List.of("USD", "EUR", "JPY", "CNY")) {
            quotes.add(quote(database, currency, Currency.of(buyer), random, now));
        }
        var basis =
                new PriceBasis(
                        tariff,
                        decimal(random, 10_000, 16_000, 4),
                        new EnergyProfile(
                                decimal(random, 1, 900, 4),
                                decimal(random, 1, 90, 4),
                                decimal(random, 900, 90_000, 4),
                                EnergyProfile.Grade.C,
                                "declared: \"about\"\tthis"),
                        PriceTerms.of(
                                Map.of(
                                        TokenClass.INPUT, decimal(random, 0, 40_000, 4),
                                        TokenClass.CACHED_INPUT, decimal(random, 0, 4_000, 4),
                                        TokenClass.OUTPUT, decimal(random, 0, 90_000, 4)),
                                decimal(random, 0, 4_000, 4)),
                        quotes);
        var inputs = basis.inputs();
        var version =
                new PriceVersion(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        1,
                        now.minus(Duration.ofDays(1)),
                        Optional.empty(),
                        currency,
                        basis.lines(),
                        inputs,
                        Canonical.sha256(PriceText.write(inputs)),
                        "a first price\nof two lines");
        new PriceStore(database).insert(version, DRAFTER, now);
        return version;
    }

    private static TariffVersion tariff(Currency currency, Random random, Instant now) {
        var table = RandomTables.next(random);
        return new TariffVersion(
                UUID.randomUUID(),
                UUID.randomUUID(),
                1,
                currency,
                table,
                decimal(random, 0, 600, 1),
                decimal(random, 30, 100, 2),
                decimal(random, 0, 90, 3),
                now.minus(Duration.ofDays(2)),
                TariffVersion.State.DRAFT,
                "the grid company's table",
                "secondary",
                TableText.hash(table));
    }

    static BigDecimal decimal(Random random, int from, int to, int scale) {
        return BigDecimal.valueOf(random.nextInt(from, to), scale);
    }

    private static Quote quote(
            Database database, Currency base, Currency buyer, Random random, Instant now) {
        var isOne = base.equals(buyer);
        var quote =
                new Quote(
                        isOne ? new UUID(0, 0) : UUID.randomUUID(),
                        new CurrencyPair(base, buyer),
                        isOne ? Rate.ONE : new Rate(decimal(random, 1, 2_000_000_000, 9)),
                        isOne ? 0 : random.nextInt(300),
                        isOne ? 0 : 50 * random.nextInt(5),
                        now.minusSeconds(60),
                        now.plusSeconds(86_400),
                        "a reference bank",
                        "official",
                        LocalDate.EPOCH);
        if (!isOne) {
            store(database, quote);
        }
        return quote;
    }

    private static void store(Database database, Quote quote) {
        var rate = UUID.randomUUID();
        database.sql(
                        "insert into fx_rate (id, source, quality, base, quote, venue, rate, as_of,"
                                + " fetched_at, payload_sha256, standing)"
                                + " values (?, ?, 'official', 'EUR', 'USD', 'ANY', 1, current_date,"
                                + " now(), repeat('0', 64), 'ACCEPTED')",
                        rate,
                        rate.toString())
                .update();
        database.sql(
                        "insert into fx_quote (id, base, quote, mid, spread_bps, buffer_bps, rate,"
                                + " valid_from, valid_to, source, quality, as_of, base_rate_id)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as date), ?)",
                        quote.id(),
                        quote.pair().base().code(),
                        quote.pair().quote().code(),
                        quote.mid().value(),
                        quote.spreadBps(),
                        quote.bufferBps(),
                        quote.rate().value(),
                        quote.validFrom(),
                        quote.validTo(),
                        quote.source(),
                        quote.quality(),
                        quote.asOf().toString(),
                        rate)
                .update();
    }
}
