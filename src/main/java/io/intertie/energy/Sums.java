package io.intertie.energy;

import java.math.BigDecimal;
import java.math.MathContext;

/// Division of energies, exact to 34 digits.
final class Sums {
    private Sums() {}

    static BigDecimal divided(BigDecimal energy, BigDecimal by) {
        return energy.divide(by, MathContext.DECIMAL128);
    }
}
