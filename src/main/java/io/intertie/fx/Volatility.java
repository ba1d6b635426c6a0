package io.intertie.fx;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How far a pair's middle rate moves from one day to the next: the root of the mean square of its
/// relative moves over three months of reference rates.
@ApplicationScoped
public class Volatility {
    /// What is taken where too few days are on record (assumed: a lively year of a large currency).
    public static final BigDecimal ASSUMED = new BigDecimal("0.006");

    private static final int DAYS = 90;
    private static final int LEAST_MOVES = 20;
    private static final int SCALE = 6;
    private static final MathContext DIGITS = MathContext.DECIMAL64;

    private final ReferenceRates rates;
    private final Clock clock;

    @Inject
    Volatility(ReferenceRates rates, Clock clock) {
        this.rates = rates;
        this.clock = clock;
    }

    /// **Units** a fraction of the rate: 0.006 is 0.6 % a day.
    public BigDecimal daily(CurrencyPair pair) {
        var today = TargetDays.at(clock.instant());
        var mids = new ArrayList<BigDecimal>();
        var last = LocalDate.MIN;
        for (var day : today.minusDays(DAYS).datesUntil(today.plusDays(1)).toList()) {
            var cross =
                    TargetDays.isOpen(day) ? rates.cross(pair, day) : Optional.<CrossRate>empty();
            if (cross.isPresent() && cross.get().asOf().isAfter(last)) {
                last = cross.get().asOf();
                mids.add(cross.get().mid().value());
            }
        }
        return of(mids);
    }

    static BigDecimal of(List<BigDecimal> mids) {
        if (mids.size() <= LEAST_MOVES) {
            return ASSUMED;
        }
        var squares = BigDecimal.ZERO;
        for (int i = 1; i < mids.size(); i++) {
            var move = mids.get(i).divide(mids.get(i - 1), DIGITS).subtract(BigDecimal.ONE);
            squares = squares.add(move.multiply(move));
        }
        return squares.divide(BigDecimal.valueOf(mids.size() - 1L), DIGITS)
                .sqrt(DIGITS)
                .setScale(SCALE, RoundingMode.UP);
    }
}
