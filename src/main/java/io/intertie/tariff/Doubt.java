package io.intertie.tariff;

import io.intertie.tariff.TariffTable.Rule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which prices of a table nobody believes unless somebody says that they are meant: nothing, or
/// more than ten times or less than a tenth of what the band costs in `last`, on average over all
/// hours of it where it has no such band.
record Doubt(Optional<TariffTable> last) {
    /// The rules in doubt, in their order.
    List<Rule> of(TariffTable next) {
        return next.rules().stream()
                .filter(rule ->
                        rule.pricePerKwh().signum() == 0
                                || last.filter(table -> isFar(rule, table)).isPresent())
                .toList();
    }

    private static boolean isFar(Rule rule, TariffTable last) {
        var isKnown = last.bands().contains(rule.band());
        var was = last.mean(isKnown ? Set.of(rule.band()) : Set.of());
        var now = rule.pricePerKwh();
        return was.signum() != 0
                && (now.compareTo(was.multiply(BigDecimal.TEN)) > 0
                        || now.multiply(BigDecimal.TEN).compareTo(was) < 0);
    }
}
