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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Price versions of random tariffs, terms and rates, computed and stored as the market does; for
/// tests of the rooms above.
public final class TestPrices {
    private static final Actor DRAFTER = new Actor("ada", UUID.randomUUID(), Set.of(), "-");

    private TestPrices() {}

    /// A book of what is stored, in a market where all rates are known.
    public static PriceBook book(Database database, Clock clock) {
        var ground =
                new Ground(
                        new Ground.Rooms(
                                List::of,
                                id -> Optional.empty(),
                                id -> Optional.empty(),
                                id -> Optional.empty(),
                                id -> Optional.empty(),
                                pair -> Optional.empty(),
                                id -> Optional.empty(),
                                pair -> BigDecimal.ZERO,
                                (listing, declared) -> declared),
                        (listing, zone, until) -> Optional.empty());
        return new PriceBook(
                new PriceStore(database), new TariffStore(database, clock), ground, clock);
    }

    /// A random version that everybody is billed by.
    public static PriceVersion listed(Database database, Random random, Instant now) {
        while (true) {
            var version = published(database, Currency.of("CNY"), random, now);
            if (version.kind() == PriceVersion.Kind.LIST) {
                return version;
            }
        }
    }

    public static PriceVersion published(
            Database database, Currency currency, Random random, Instant now) {
        var tariff = tariff(currency, random, now);
        new TariffStore(database, Clock.systemUTC()).insert(tariff, DRAFTER);
        var quotes = new ArrayList<Quote>();
        for (var buyer : List.of("USD", "EUR", "JPY", "CNY")) {
            quotes.add(quote(database, currency, Currency.of(buyer), random, now));
        }
        var plan = plan(random);
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
                                                TokenClass.CACHED_INPUT,
                                                        decimal(random, 0, 4_000, 4),
                                                TokenClass.OUTPUT, decimal(random, 0, 90_000, 4)),
                                        decimal(random, 0, 4_000, 4))
                                .with(plan),
                        quotes,
                        particulars(plan, random, now));
        var inputs = basis.inputs();
        var isLock = plan.spot().isEmpty() && random.nextBoolean();
        var lockInputs = isLock ? locked(inputs, quotes, random) : inputs;
        var version =
                new PriceVersion(
                        UUID.randomUUID(),
                        tariff.id(),
                        isLock ? UUID.randomUUID() : tariff.id(),
                        isLock ? PriceVersion.Kind.LOCK : PriceVersion.Kind.LIST,
                        1,
                        now.minus(Duration.ofDays(1)),
                        Optional.empty(),
                        now.minus(Duration.ofDays(1)),
                        currency,
                        isLock ? new Contract(lockInputs, mids(quotes)).lines() : basis.lines(),
                        lockInputs,
                        Canonical.sha256(PriceText.write(lockInputs)),
                        "a first price\nof two lines");
        new PriceStore(database).insert(version, DRAFTER, now);
        return version;
    }

    private static Map<Currency, BigDecimal> mids(List<Quote> quotes) {
        return quotes.stream()
                .collect(
                        Collectors.toMap(
                                quote -> quote.pair().quote(), quote -> quote.mid().value()));
    }

    /// The same as a lock, frozen or with an index that was signed at other prices and rates.
    private static PriceVersion.Inputs locked(
            PriceVersion.Inputs inputs, List<Quote> quotes, Random random) {
        var spreads = new HashMap<Currency, BigDecimal>();
        var signed = new HashMap<Currency, BigDecimal>();
        quotes.forEach(quote -> {
            var volatility = decimal(random, 1, 90, 4);
            var isOne = quote.pair().isOneCurrency();
            var moved = isOne ? BigDecimal.ONE : decimal(random, 700, 1_300, 3);
            spreads.put(quote.pair().quote(), PriceFormula.spread(quote, volatility, 90));
            signed.put(quote.pair().quote(), quote.mid().value().multiply(moved));
        });
        var perKwh = new HashMap<Band, BigDecimal>();
        inputs.tariffPerKwh()
                .forEach((band, now) ->
                        perKwh.put(band, now.multiply(decimal(random, 700, 1_300, 3))));
        var index =
                random.nextBoolean()
                        ? Optional.of(
                                new PriceVersion.Index(
                                        perKwh,
                                        signed,
                                        new BigDecimal("0.2"),
                                        new BigDecimal("0.15")))
                        : Optional.<PriceVersion.Index>empty();
        return new PriceVersion.Inputs(
                inputs.tariffVersionId(),
                inputs.tariffTableHash(),
                inputs.tariffPerKwh(),
                inputs.energy(),
                inputs.pue(),
                inputs.terms(),
                inputs.quotes(),
                PriceFormula.VERSION_OF_LOCK,
                inputs.days(),
                new PriceVersion.Particulars(
                        inputs.particulars().weights(),
                        Optional.empty(),
                        Optional.of(new PriceVersion.Lock(90, spreads, index))));
    }

    private static PriceTerms.Plan plan(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> PriceTerms.Plan.BANDED;
            case 1 -> PriceTerms.Plan.FLAT;
            default ->
                    PriceTerms.Plan.spot(
                            new PriceTerms.Spot(
                                    "DE-LU", new BigDecimal("0.1"), new BigDecimal("0.9")));
        };
    }

    private static PriceVersion.Particulars particulars(
            PriceTerms.Plan plan, Random random, Instant now) {
        var hour =
                new PriceVersion.Hour(
                        now,
                        decimal(random, -2_000, 9_000, 4),
                        decimal(random, 0, 900, 4),
                        decimal(random, 0, 900, 4),
                        "a power exchange");
        return switch (plan.kind()) {
            case BANDED -> PriceVersion.Particulars.NONE;
            case FLAT ->
                    new PriceVersion.Particulars(
                            random.longs(24, 0, 90_000).boxed().toList(),
                            Optional.empty(),
                            Optional.empty());
            case SPOT ->
                    new PriceVersion.Particulars(List.of(), Optional.of(hour), Optional.empty());
        };
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
                        isOne ? 0 : 100 + random.nextInt(200),
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

    static void store(Database database, Quote quote) {
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
