package io.intertie.web.provider;

import io.intertie.catalog.Listing;
import io.intertie.money.Currency;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.TokenClass;
import io.intertie.web.Figures;
import io.intertie.web.books.Bands;
import io.intertie.web.books.Names;
import java.math.BigDecimal;
import java.util.Optional;

/// A listing in a list, with its price now.
public record ListingLine(
        String id,
        String model,
        String city,
        Names.Seller seller,
        String state,
        Optional<Now> now) {
    /// The currency that a provider sees a buyer's price in.
    static final Currency BUYERS = Currency.of("EUR");

    /// What the provider earns and a buyer in EUR pays now, per 1M output tokens, or input tokens
    /// for a model without output.
    public record Now(int number, String tariffBand, String earns, String pays) {
        public String tone() {
            return Bands.tone(tariffBand);
        }
    }

    static ListingLine of(
            Listing listing, Optional<PriceInForce> price, Names names, Figures figures) {
        return new ListingLine(
                listing.id().toString(),
                names.model(listing.modelId()),
                names.city(listing.dataCenterId()),
                names.seller(listing.providerId()),
                listing.state().word(),
                price.flatMap(one -> now(one, figures)));
    }

    private static Optional<Now> now(PriceInForce price, Figures figures) {
        var version = price.version();
        return version.line(TokenClass.OUTPUT, price.band(), BUYERS)
                .filter(line -> line.buyerMicroPerMillion() > 0)
                .or(() -> version.line(TokenClass.INPUT, price.band(), BUYERS))
                .map(line ->
                        new Now(
                                version.number(),
                                Bands.slug(price.band()),
                                per1m(
                                        version.providerCurrency(),
                                        line.providerMicroPerMillion(),
                                        figures),
                                per1m(BUYERS, line.buyerMicroPerMillion(), figures)));
    }

    static String per1m(Currency currency, long micro, Figures figures) {
        return figures.iso(currency, BigDecimal.valueOf(micro, 6), 4);
    }

    /// How the state is coloured.
    public String tone() {
        return switch (state) {
            case "live" -> "ok";
            case "paused" -> "warn";
            case "retired" -> "";
            default -> "brand";
        };
    }
}
