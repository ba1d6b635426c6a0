package io.intertie.money;

/// An ISO 4217 currency, with the digits that banks and cards use at the edges.
///
/// **Units** the ledger counts every currency in micro (1e-6 of the major unit); `minorDigits`
/// matter only where money enters or leaves.
public record Currency(String code, int minorDigits) {
    public Currency {
        Check.that(code.matches("[A-Z]{3}"), "currency code %s", code);
        Check.that(minorDigits >= 0 && minorDigits <= 3, "%s minor digits", minorDigits);
    }

    /// The currency of an ISO code.
    ///
    /// @throws IllegalArgumentException if ISO 4217 has no such code
    public static Currency of(String code) {
        return new Currency(code, java.util.Currency.getInstance(code).getDefaultFractionDigits());
    }

    /// Whether ISO 4217 knows the code and its digits fit the ledger.
    public static boolean isKnown(String code) {
        try {
            var digits = java.util.Currency.getInstance(code).getDefaultFractionDigits();
            return digits >= 0 && digits <= 3;
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    /// One minor unit (a cent, a yen, a fils) in micro.
    public long microPerMinor() {
        return Math.divideExact(1_000_000L, Math.powExact(10L, minorDigits));
    }

    @Override
    public String toString() {
        return code;
    }
}
