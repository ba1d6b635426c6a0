package io.intertie.tariff;

import java.math.BigDecimal;

/// The version and band that price a request admitted at one instant; it keeps them to its end.
///
/// `tariffPerKwh` is what a kWh costs at that instant, with line losses and the demand charge, in
/// the provider's currency; under a flat plan its price follows another mean.
public record PriceInForce(PriceVersion version, Band band, BigDecimal tariffPerKwh) {}
