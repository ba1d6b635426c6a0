package io.intertie.settlement;

import io.intertie.money.Currency;
import io.intertie.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// A currency's position with what it cost at home, on average; both negative when short.
///
/// What extends a position adds to its cost; what closes a part of it releases that part's cost,
/// and the difference to what was paid is realised.
final class AverageCost {
    private static final MathContext DIGITS = MathContext.DECIMAL128;

    private final Currency home;
    private BigDecimal position = BigDecimal.ZERO;
    private BigDecimal cost = BigDecimal.ZERO;

    AverageCost(Currency home) {
        this.home = home;
    }

    /// Moves the position by `amount` for `paid` at home (negative: received); both in micro.
    ///
    /// @return what that realised
    Money move(long amount, BigDecimal paid) {
        var moved = BigDecimal.valueOf(amount);
        var closes = position.signum() * moved.signum() < 0;
        if (!closes) {
            position = position.add(moved);
            cost = cost.add(paid);
            return Money.zero(home);
        }
        var closing = moved.abs().min(position.abs());
        var released = cost.multiply(closing).divide(position.abs(), DIGITS);
        var paidForIt = paid.multiply(closing).divide(moved.abs(), DIGITS);
        position = position.add(moved);
        cost = cost.subtract(released).add(paid.subtract(paidForIt));
        var gain = released.add(paidForIt).negate().setScale(0, RoundingMode.HALF_EVEN);
        return new Money(home, gain.longValueExact());
    }
}
