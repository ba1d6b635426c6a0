package io.intertie.web.visitor;

import io.intertie.tariff.PriceBook;
import io.intertie.tariff.TokenClass;
import io.intertie.web.Figures;
import io.intertie.web.Offer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// What a month would cost: spread over all hours, or only in the cheapest ones.
public record Estimate(Volume volume, String even, String low) {
    /// Tokens a month. **Units** millions.
    public record Volume(long input, long output) {}

    /// Reads a volume; what is no sensible number counts as the page's example.
    static Volume volume(String input, String output) {
        return new Volume(millions(input, 100), millions(output, 20));
    }

    static Estimate of(Offer offer, Volume volume, Figures figures) {
        var hours = offer.hours();
        var lowest =
                hours.stream().mapToLong(PriceBook.HourPrice::buyerMicroPerMillion).min().orElse(0);
        var low = hours.stream().filter(hour -> hour.buyerMicroPerMillion() == lowest).toList();
        return new Estimate(
                volume, cost(offer, hours, volume, figures), cost(offer, low, volume, figures));
    }

    private static String cost(
            Offer offer, List<PriceBook.HourPrice> hours, Volume volume, Figures figures) {
        var micro =
                mean(offer, hours, TokenClass.INPUT)
                        .multiply(BigDecimal.valueOf(volume.input()))
                        .add(
                                mean(offer, hours, TokenClass.OUTPUT)
                                        .multiply(BigDecimal.valueOf(volume.output())));
        var whole = micro.setScale(0, RoundingMode.HALF_UP).longValueExact();
        return figures.money(new io.intertie.money.Money(offer.currency(), whole));
    }

    private static BigDecimal mean(
            Offer offer, List<PriceBook.HourPrice> hours, TokenClass tokens) {
        var sum = 0L;
        var count = 0;
        for (var hour : hours) {
            var line = offer.now().version().line(tokens, hour.band(), offer.currency());
            if (line.isPresent()) {
                sum += line.get().buyerMicroPerMillion();
                count++;
            }
        }
        return count == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(sum)
                        .divide(BigDecimal.valueOf(count), 6, RoundingMode.HALF_UP);
    }

    private static long millions(String typed, long otherwise) {
        return typed.strip().matches("\\d{1,7}") ? Long.parseLong(typed.strip()) : otherwise;
    }
}
