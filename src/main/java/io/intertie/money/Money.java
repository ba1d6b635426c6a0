package io.intertie.money;

import java.math.BigDecimal;

/// An exact amount of one currency.
///
/// **Units** micro: 1e-6 of the major unit, signed 64 bits. **Always true** two amounts meet only
/// in the same currency, and overflow fails.
public record Money(Currency currency, long micro) implements Comparable<Money> {

    /// Nothing, in a currency.
    public static Money zero(Currency currency) {
        return new Money(currency, 0);
    }

    /// An amount written in major units, as people do: `12.34`.
    ///
    /// @throws ArithmeticException if it has more than six decimals or does not fit
    public static Money of(String major, Currency currency) {
        return new Money(currency, new BigDecimal(major).movePointRight(6).longValueExact());
    }

    /// The sum; both in one currency.
    public Money plus(Money other) {
        sameCurrency(other);
        return new Money(currency, Math.addExact(micro, other.micro));
    }

    /// The difference; both in one currency.
    public Money minus(Money other) {
        sameCurrency(other);
        return new Money(currency, Math.subtractExact(micro, other.micro));
    }

    /// The same amount the other way.
    public Money negated() {
        return new Money(currency, Math.negateExact(micro));
    }

    public boolean isPositive() {
        return micro > 0;
    }

    public boolean isNegative() {
        return micro < 0;
    }

    public boolean isZero() {
        return micro == 0;
    }

    /// The part that a bank can move: whole minor units, towards zero.
    public Money wholeMinor() {
        return new Money(currency, micro - micro % currency.microPerMinor());
    }

    /// The amount in major units, with all six decimals.
    public BigDecimal major() {
        return BigDecimal.valueOf(micro, 6);
    }

    /// The amount in major units with the digits that a bank file carries.
    ///
    /// @throws ArithmeticException if a sub-minor part would be lost
    public String minorText() {
        return major().setScale(currency.minorDigits()).toPlainString();
    }

    @Override
    public int compareTo(Money other) {
        sameCurrency(other);
        return Long.compare(micro, other.micro);
    }

    @Override
    public String toString() {
        return currency + " " + major().toPlainString();
    }

    private void sameCurrency(Money other) {
        Check.that(currency.equals(other.currency), "%s meets %s", currency, other.currency);
    }
}
