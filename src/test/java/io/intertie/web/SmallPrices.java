package io.intertie.web;

import io.intertie.catalog.Listing;
import io.intertie.money.Currency;
import io.intertie.money.Rounding;
import io.intertie.tariff.Band;
import io.intertie.tariff.EnergyProfile;
import io.intertie.tariff.PriceAnatomy;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.PriceTerms;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TokenClass;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Prices of the small market: a Chinese tariff for two sites, a flat one for the third.
public final class SmallPrices {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Map<Currency, BigDecimal> PER_CNY =
            Map.of(
                    SmallMarket.CNY, BigDecimal.ONE,
                    SmallMarket.USD, new BigDecimal("0.1491"),
                    SmallMarket.EUR, new BigDecimal("0.1290"));

    private static final Map<PriceAnatomy.Kind, BigDecimal> SHARES =
            new EnumMap<>(
                    Map.of(
                            PriceAnatomy.Kind.ELECTRICITY, new BigDecimal("0.189"),
                            PriceAnatomy.Kind.COMPUTE, new BigDecimal("0.615"),
                            PriceAnatomy.Kind.MARGIN, new BigDecimal("0.126"),
                            PriceAnatomy.Kind.FEE, new BigDecimal("0.05"),
                            PriceAnatomy.Kind.PAYMENT, new BigDecimal("0.015"),
                            PriceAnatomy.Kind.CURRENCY, new BigDecimal("0.005")));

    /// A price under each tariff: to compile one takes longer than all that pages ask of it.
    private static final Map<TariffTable, PriceBook.Priced> COMPILED = new ConcurrentHashMap<>();

    private final List<PriceBook.Priced> current;

    public SmallPrices(SmallMarket market) {
        current = market.listings().stream().map(SmallPrices::priced).toList();
    }

    private static PriceBook.Priced priced(Listing listing) {
        var version = version(listing);
        var compiled =
                COMPILED.computeIfAbsent(
                        SmallTariffs.table(listing.dataCenterId()),
                        table -> new PriceBook.Priced(version, table));
        return new PriceBook.Priced(version, compiled.hours(), Set.of());
    }

    public List<PriceBook.Priced> current() {
        return current;
    }

    public Optional<PriceInForce> at(UUID listingId, Instant instant) {
        return current.stream()
                .filter(priced -> priced.version().listingId().equals(listingId))
                .map(priced -> priced.at(instant))
                .findFirst();
    }

    /// An offer's price of the leading tokens, hour by hour.
    public List<PriceBook.HourPrice> hours(Offer offer, Instant from, int hours) {
        return java.util.stream.IntStream.range(0, hours)
                .mapToObj(hour -> from.plus(java.time.Duration.ofHours(hour)))
                .map(at -> {
                    var price = at(offer.offered().listing().id(), at).orElseThrow();
                    var line = price.version().line(offer.lead(), price.band(), offer.currency());
                    return new PriceBook.HourPrice(
                            at,
                            price.band(),
                            price.tariffPerKwh(),
                            line.orElseThrow().buyerMicroPerMillion());
                })
                .toList();
    }

    public Optional<PriceAnatomy> anatomy(
            PriceInForce price, TokenClass tokens, Currency currency) {
        return price.version()
                .line(tokens, price.band(), currency)
                .map(line -> {
                    var parts = new ArrayList<PriceAnatomy.Part>();
                    for (var kind : SHARES.keySet()) {
                        var share = SHARES.get(kind);
                        parts.add(
                                new PriceAnatomy.Part(
                                        kind,
                                        part(line.buyerMicroPerMillion(), share),
                                        part(line.providerMicroPerMillion(), share),
                                        share));
                    }
                    return new PriceAnatomy(
                            tokens,
                            currency,
                            price.version().providerCurrency(),
                            line.buyerMicroPerMillion(),
                            new BigDecimal("0.189"),
                            new BigDecimal("0.643"),
                            parts);
                });
    }

    private static long part(long micro, BigDecimal share) {
        return Rounding.toMicro(BigDecimal.valueOf(micro, 6).multiply(share));
    }

    private static PriceVersion version(Listing listing) {
        var lines = new ArrayList<PriceVersion.Line>();
        var perKwh = new EnumMap<Band, BigDecimal>(Band.class);
        SmallTariffs.table(listing.dataCenterId())
                .rules()
                .forEach(rule -> perKwh.put(rule.band(), rule.pricePerKwh()));
        var factor = Math.floorMod(listing.modelId().getLeastSignificantBits() * 7, 5) + 2;
        for (var band : perKwh.keySet()) {
            for (var tokens : TokenClass.values()) {
                var base = base(tokens).multiply(BigDecimal.valueOf(factor)).movePointLeft(1);
                var net = base.add(perKwh.get(band).multiply(base).multiply(new BigDecimal("0.4")));
                PER_CNY.forEach((currency, rate) ->
                        lines.add(
                                new PriceVersion.Line(
                                        tokens,
                                        band,
                                        currency,
                                        Rounding.toMicro(net),
                                        Rounding.upToTick(net.multiply(rate)))));
            }
        }
        return new PriceVersion(
                new UUID(1, listing.id().getLeastSignificantBits()),
                listing.id(),
                14,
                START,
                Optional.empty(),
                SmallMarket.CNY,
                lines,
                inputs(perKwh),
                "7c1e".repeat(16),
                "first prices");
    }

    private static BigDecimal base(TokenClass tokens) {
        return new BigDecimal(
                switch (tokens) {
                    case INPUT -> "1.2";
                    case CACHED_INPUT -> "0.12";
                    case OUTPUT -> "4.8";
                });
    }

    private static PriceVersion.Inputs inputs(Map<Band, BigDecimal> perKwh) {
        return new PriceVersion.Inputs(
                SmallMarket.id(900),
                "a90f".repeat(16),
                perKwh,
                new EnergyProfile(
                        new BigDecimal("0.10"),
                        new BigDecimal("0.01"),
                        new BigDecimal("1.06"),
                        EnergyProfile.Grade.C,
                        "declared by the provider"),
                new BigDecimal("1.20"),
                new PriceTerms(
                        Map.of(
                                TokenClass.INPUT, base(TokenClass.INPUT),
                                TokenClass.CACHED_INPUT, base(TokenClass.CACHED_INPUT),
                                TokenClass.OUTPUT, base(TokenClass.OUTPUT)),
                        new BigDecimal("0.15"),
                        new BigDecimal("0.05"),
                        new BigDecimal("0.015")),
                Map.of(SmallMarket.EUR, SmallMarket.id(950), SmallMarket.USD, SmallMarket.id(951)),
                "1");
    }
}
