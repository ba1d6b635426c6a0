package io.intertie.tariff;

import io.intertie.money.Currency;
import java.math.BigDecimal;

/// A sourced tariff that ships with the product, as a start for a site in that region.
public record ReferenceTariff(
        String code,
        String region,
        String country,
        Currency currency,
        TariffTable table,
        BigDecimal demandPerKwMonth,
        String source,
        String quality) {}
