package io.intertie.web.buyer;

import io.intertie.metering.UsageRecords;
import io.intertie.money.Currency;
import io.intertie.web.Figures;
import java.math.BigDecimal;
import java.util.List;

/// What was used in a period: in all, and model by model.
public record Period(
        String cost,
        String brief,
        String requests,
        String tokens,
        String energy,
        List<Line> lines) {
    /// One model's part.
    public record Line(
            String model,
            String wireName,
            String requests,
            String input,
            String output,
            String energy,
            String cost) {}

    static Period of(
            List<UsageRecords.Total> totals, Currency currency, BuyerNames names, Figures figures) {
        var inCurrency =
                totals.stream().filter(total -> total.currency().equals(currency)).toList();
        var pico = inCurrency.stream().mapToLong(UsageRecords.Total::pico).sum();
        var requests = totals.stream().mapToLong(UsageRecords.Total::requests).sum();
        var tokens =
                totals.stream()
                        .mapToLong(total -> total.inputTokens() + total.outputTokens())
                        .sum();
        var energy = totals.stream().mapToLong(UsageRecords.Total::milliWattHours).sum();
        return new Period(
                figures.cost(currency, pico),
                figures.costBrief(currency, pico),
                figures.count(requests),
                figures.count(tokens),
                figures.energy(BigDecimal.valueOf(energy, 3)),
                totals.stream().map(total -> line(total, names, figures)).toList());
    }

    private static Line line(UsageRecords.Total total, BuyerNames names, Figures figures) {
        return new Line(
                names.modelName(total.modelId()),
                names.wireName(total.modelId()),
                figures.count(total.requests()),
                figures.count(total.inputTokens()),
                figures.count(total.outputTokens()),
                figures.energy(BigDecimal.valueOf(total.milliWattHours(), 3)),
                figures.cost(total.currency(), total.pico()));
    }
}
