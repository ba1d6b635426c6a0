package io.intertie.tariff;

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
    public enum State {
        DRAFT,
        VERIFIED,
        EXPIRED
    }
}
