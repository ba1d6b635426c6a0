package io.intertie.web.provider;

import io.intertie.tariff.TariffTable.DayType;
import io.intertie.tariff.TariffTable.Rule;
import java.time.Month;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Reads rules, which may leave gaps and overlap, into the cells of a [TariffGrid].
final class RuleCells {
    private RuleCells() {}

    static TariffGrid grid(List<Rule> rules) {
        var prices =
                rules.stream()
                        .sorted(Comparator.comparing(Rule::band).thenComparing(Rule::pricePerKwh))
                        .map(TariffGrid.Price::of)
                        .distinct()
                        .toList();
        var alike = new LinkedHashMap<List<String>, EnumSet<Month>>();
        for (var month : Month.values()) {
            alike.computeIfAbsent(cells(rules, month, prices), _ -> EnumSet.noneOf(Month.class))
                    .add(month);
        }
        return new TariffGrid(
                prices,
                alike.entrySet().stream()
                        .map(one ->
                                new TariffGrid.Season(
                                        TariffLines.months(one.getValue()), one.getKey()))
                        .toList());
    }

    private static List<String> cells(
            List<Rule> rules, Month month, List<TariffGrid.Price> prices) {
        var cells = new ArrayList<String>();
        for (var hour = 0; hour < TariffGrid.HOURS; hour++) {
            for (var day : TariffGrid.DAYS) {
                var first = hour * TariffGrid.QUARTERS;
                var quarters =
                        IntStream.range(first, first + TariffGrid.QUARTERS)
                                .mapToObj(slot -> quarter(rules, month, day, slot, prices))
                                .toList();
                var isOne = quarters.stream().distinct().count() == 1;
                cells.add(isOne ? quarters.getFirst() : String.join(".", quarters));
            }
        }
        return cells;
    }

    private static String quarter(
            List<Rule> rules, Month month, DayType day, int slot, List<TariffGrid.Price> prices) {
        var named =
                rules.stream()
                        .filter(rule -> rule.months().contains(month))
                        .filter(rule -> rule.days().contains(day) && rule.covers(slot))
                        .map(rule -> Integer.toString(prices.indexOf(TariffGrid.Price.of(rule))))
                        .collect(Collectors.joining("+"));
        return named.isEmpty() ? TariffGrid.GAP : named;
    }
}
