package io.intertie.tariff;

import java.time.Duration;
import java.time.Instant;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiPredicate;

/// Compares two versions hour by hour, as a buyer feels it: a new price in the old one's place.
///
/// Moving an hour to a dearer band is an increase too, even if no band's price rises.
record Notice(PriceBook.Priced before, PriceBook.Priced after) {
    /// How long an increase is announced before it holds.
    static final Duration OF_INCREASE = Duration.ofDays(7);

    private static final int MOST_TIMES = 10;

    private record Move(Band from, Band to) {}

    /// A full hour that keeps the notice and leaves an hour or two to confirm.
    static Instant earliest(Instant now) {
        return now.plus(OF_INCREASE).truncatedTo(ChronoUnit.HOURS).plus(2, ChronoUnit.HOURS);
    }

    /// Whether any class costs more, in any hour and currency that had a price before.
    boolean isIncrease() {
        return anyPair((old, now) -> now > old);
    }

    /// Whether a price moves more than tenfold either way: rather a slip than a decision.
    boolean isBeyondReason() {
        return anyPair((old, now) -> old > 0 && (now / MOST_TIMES > old || old / MOST_TIMES > now));
    }

    private boolean anyPair(BiPredicate<Long, Long> found) {
        return moves().stream()
                .anyMatch(move ->
                        after.version().lines().stream()
                                .filter(line -> line.band() == move.to())
                                .anyMatch(line ->
                                        before.version()
                                                .line(
                                                        line.tokens(),
                                                        move.from(),
                                                        line.buyerCurrency())
                                                .filter(old ->
                                                        found.test(
                                                                old.buyerMicroPerMillion(),
                                                                line.buyerMicroPerMillion()))
                                                .isPresent()));
    }

    private Set<Move> moves() {
        var moves = new HashSet<Move>();
        if (!before.hours().isOnTheClockOf(after.hours())) {
            before.hours()
                    .bands()
                    .forEach(from ->
                            after.hours().bands().forEach(to -> moves.add(new Move(from, to))));
            return moves;
        }
        for (var month : Month.values()) {
            for (var day : TariffTable.DayType.values()) {
                for (int slot = 0; slot < TariffTable.SLOTS_A_DAY; slot++) {
                    moves.add(
                            new Move(
                                    before.hours().slot(month, day, slot).band(),
                                    after.hours().slot(month, day, slot).band()));
                }
            }
        }
        return moves;
    }
}
