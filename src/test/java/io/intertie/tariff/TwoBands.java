package io.intertie.tariff;

import io.intertie.identity.Actor;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Prices of nights and days, for tests of the rooms above.
public final class TwoBands {
    private static final Actor DRAFTER = new Actor("ada", UUID.randomUUID(), Set.of(), "-");

    private TwoBands() {}

    /// The worked example's terms in Shanghai: nights from midnight to 6 at a third of the day.
    public static PriceBook.Priced nightAndDay(Database database, Instant now) {
        return twoBands(database, "0.2", "0.6", now);
    }

    /// The same listing at dearer prices.
    public static PriceBook.Priced dearer(Database database, Instant now) {
        return twoBands(database, "0.9", "1.9", now);
    }

    /// A version as it is once the next one was published.
    public static PriceVersion closed(PriceVersion version, Instant end) {
        return new PriceVersion(
                version.id(),
                version.listingId(),
                version.number(),
                version.effectiveFrom(),
                Optional.of(end),
                version.providerCurrency(),
                version.lines(),
                version.inputs(),
                version.inputsHash(),
                version.reason());
    }

    private static PriceBook.Priced twoBands(
            Database database, String low, String high, Instant now) {
        var table =
                new TariffTable(
                        World.SHANGHAI,
                        List.of(
                                World.rule("00:00", "06:00", Band.VALLEY, low),
                                World.rule("06:00", "00:00", Band.PEAK, high)));
        var tariff = Golden.tariff(table);
        new TariffStore(database, Clock.systemUTC()).insert(tariff, DRAFTER);
        var dollars = Golden.dollars();
        TestPrices.store(database, dollars);
        var basis =
                new PriceBasis(
                        tariff, Golden.PUE, Golden.energy(), Golden.terms(), List.of(dollars));
        var version =
                new PriceVersion(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        1,
                        now,
                        Optional.empty(),
                        Golden.CNY,
                        basis.lines(),
                        basis.inputs(),
                        Canonical.sha256(PriceText.write(basis.inputs())),
                        "two bands");
        new PriceStore(database).insert(version, DRAFTER, now);
        return new PriceBook.Priced(version, table);
    }

    /// A version of one price that is not stored.
    public static PriceVersion unstored(
            UUID listing, PriceVersion.Kind kind, int number, long micro, Instant from) {
        var usd = Currency.of("USD");
        var inputs =
                new PriceVersion.Inputs(
                        new UUID(0, 0),
                        "",
                        Map.of(),
                        Golden.energy(),
                        Golden.PUE,
                        Golden.terms(),
                        Map.of(),
                        "1");
        var isOwn = kind == PriceVersion.Kind.LIST || kind == PriceVersion.Kind.CEILING;
        return new PriceVersion(
                UUID.randomUUID(),
                listing,
                isOwn ? listing : new UUID(9, 9),
                kind,
                number,
                from,
                Optional.empty(),
                from,
                usd,
                List.of(new PriceVersion.Line(TokenClass.OUTPUT, Band.FLAT, usd, micro, micro)),
                inputs,
                "",
                "");
    }
}
