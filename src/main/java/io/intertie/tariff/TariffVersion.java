package io.intertie.tariff;

import io.intertie.money.Check;
import io.intertie.money.Currency;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/// One edition of a site's electricity tariff: immutable, with its source and quality.
///
/// `demandPerKwMonth` and `loadFactor` spread the demand charge over the energy; `lossFraction` is
/// the line loss; `tableHash` is SHA-256 of the compiled table.
public record TariffVersion(
        UUID id,
        UUID dataCenterId,
        int number,
        Currency currency,
        TariffTable table,
        BigDecimal demandPerKwMonth,
        BigDecimal loadFactor,
        BigDecimal lossFraction,
        Instant effectiveFrom,
        State state,
        String source,
        String quality,
        String tableHash) {
    /// `EXPIRED`: was verified, and a later version is in force now.
    public enum State {
        DRAFT,
        VERIFIED,
        EXPIRED
    }

    public TariffVersion {
        Check.that(demandPerKwMonth.signum() >= 0, "demand charge %s", demandPerKwMonth);
        Check.that(isFraction(loadFactor) && loadFactor.signum() > 0, "load %s", loadFactor);
        Check.that(isFraction(lossFraction), "line loss %s", lossFraction);
    }

    /// The table of what a kWh costs with line losses and the demand charge.
    public TariffTable delivered() {
        return table.repriced(price -> PriceFormula.deliveredPerKwh(price, this));
    }

    private static boolean isFraction(BigDecimal value) {
        return value.signum() >= 0 && value.compareTo(BigDecimal.ONE) <= 0;
    }
}
