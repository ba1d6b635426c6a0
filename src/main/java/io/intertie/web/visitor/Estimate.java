package io.intertie.web.visitor;

import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.TokenClass;
import io.intertie.web.Figures;
import io.intertie.web.Offer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/// What a month would cost: spread over all hours, or only in the cheapest ones.
public record Estimate(Volume volume, String even, String low) {
    /// Tokens a month. **Units** millions.
    public record Volume(long input, long output) {}

    /// Reads a volume; what is no sensible number counts as the page's example.
    static Volume volume(String input, String output) {
        return new Volume(millions(input, 100), millions(output, 20));
    }

    static Estimate of(Offer offer, Volume volume, Figures figures) {
        var lowest = offer.ahead().stream().mapToLong(price -> lead(offer, price)).min().orElse(0);
        var low = offer.ahead().stream().filter(price -> lead(offer, price) == lowest).toList();
        return new Estimate(
                volume,
                cost(offer, offer.ahead(), volume, figures),
                cost(offer, low, volume, figures));
    }

    private static long lead(Offer offer, PriceInForce price) {
        return micro(offer, price, offer.lead()).orElse(Long.MAX_VALUE);
    }

    private static String cost(
            Offer offer, List<PriceInForce> hours, Volume volume, Figures figures) {
        var micro =
                mean(offer, hours, TokenClass.INPUT)
                        .multiply(BigDecimal.valueOf(volume.input()))
                        .add(
                                mean(offer, hours, TokenClass.OUTPUT)
                                        .multiply(BigDecimal.valueOf(volume.output())));
        var whole = micro.setScale(0, RoundingMode.HALF_UP).longValueExact();
        return figures.money(new io.intertie.money.Money(offer.currency(), whole));
    }

    // By the version of each hour: another one may begin in between.
    private static BigDecimal mean(Offer offer, List<PriceInForce> hours, TokenClass tokens) {
        var prices = hours.stream().flatMap(price -> micro(offer, price, tokens).stream()).toList();
        return prices.isEmpty()
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(prices.stream().mapToLong(Long::longValue).sum())
                        .divide(BigDecimal.valueOf(prices.size()), 6, RoundingMode.HALF_UP);
    }

    private static Optional<Long> micro(Offer offer, PriceInForce price, TokenClass tokens) {
        return price.version()
                .line(tokens, price.band(), offer.currency())
                .map(line -> line.buyerMicroPerMillion());
    }

    private static long millions(String typed, long otherwise) {
        return typed.strip().matches("\\d{1,7}") ? Long.parseLong(typed.strip()) : otherwise;
    }
}
