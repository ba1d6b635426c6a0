package io.intertie.web.provider;

import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TariffTable.Rule;
import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.TariffVersion.Component;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a tariff in force says beside its prices, kept where only the prices are typed anew: what
/// they are made of, and what may move an hour into another band.
///
/// A price that changes changes its energy: the other parts stay as they are.
record KeptParts(TariffTable from) {
    /// None where prices are all that the tariff tells.
    static Optional<KeptParts> of(Optional<TariffVersion> inForce) {
        return inForce.map(TariffVersion::table)
                .filter(table -> !table.components().isEmpty() || !table.triggers().isEmpty())
                .map(KeptParts::new);
    }

    /// Whether other prices can be made of the same parts: not where these come to more.
    boolean fits(TariffTable typed) {
        return TariffTable.fault(typed.calendar(), from.components(), rules(typed)).isEmpty();
    }

    /// The prices as typed, made of the same parts.
    TariffTable table(TariffTable typed) {
        return new TariffTable(
                typed.zone(), typed.calendar(), from.components(), from.triggers(), rules(typed));
    }

    private List<Rule> rules(TariffTable typed) {
        return typed.rules().stream()
                .map(rule ->
                        new Rule(
                                rule.months(),
                                rule.days(),
                                rule.from(),
                                rule.until(),
                                rule.band(),
                                rule.pricePerKwh(),
                                multiplier(rule)))
                .toList();
    }

    // What the floating parts of the same price, or else of the same band, are multiplied by.
    private BigDecimal multiplier(Rule rule) {
        var alike = from.rules().stream().filter(one -> one.band() == rule.band()).toList();
        return alike.stream()
                .filter(one -> one.pricePerKwh().compareTo(rule.pricePerKwh()) == 0)
                .findFirst()
                .or(() -> alike.stream().findFirst())
                .map(Rule::multiplier)
                .orElse(BigDecimal.ONE);
    }

    /// The parts in words: their kinds with their amounts, and what of them floats.
    String told(Words words) {
        if (from.components().isEmpty()) {
            return words.of("supply.part.none");
        }
        return from.components().stream()
                .map(one -> told(one, words))
                .collect(Collectors.joining(" · "));
    }

    private static String told(Component one, Words words) {
        var told =
                words.of("supply.part." + one.kind())
                        + " "
                        + words.of(
                                "supply.part.unit." + one.unit(),
                                one.amount().stripTrailingZeros().toPlainString());
        return one.floats() ? words.of("supply.part.floats", told) : told;
    }
}
