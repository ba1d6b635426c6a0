package io.intertie.tariff;

import java.math.BigDecimal;

/// The version and band that price a request admitted at one instant; it keeps them to its end.
public record PriceInForce(PriceVersion version, Band band, BigDecimal tariffPerKwh) {}
