package io.intertie.tariff;

import io.intertie.money.Currency;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
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

    /// The table of what a kWh costs with line losses and the demand charge.
    public TariffTable delivered() {
        return table.repriced(price -> PriceFormula.deliveredPerKwh(price, this));
    }

    /// What is wrong with a version that somebody typed, by field.
    Map<String, String> faults() {
        var faults = new HashMap<String, String>();
        if (source.isBlank()) {
            faults.put("source", "names the document that the figures come from");
        }
        if (quality.isBlank()) {
            faults.put("quality", "says how well the figures are known");
        }
        if (demandPerKwMonth.signum() < 0) {
            faults.put("demandPerKwMonth", "is 0 or more");
        }
        if (loadFactor.signum() <= 0 || loadFactor.compareTo(BigDecimal.ONE) > 0) {
            faults.put("loadFactor", "lies above 0, up to 1");
        }
        if (lossFraction.signum() < 0 || lossFraction.compareTo(BigDecimal.ONE) > 0) {
            faults.put("lossFraction", "lies between 0 and 1");
        }
        return faults;
    }
}
