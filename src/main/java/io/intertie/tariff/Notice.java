package io.intertie.tariff;

import java.time.Duration;
import java.time.Instant;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;

/// Compares two versions hour by hour, as a buyer feels it: a new price in the old one's place.
///
/// Moving an hour to a dearer band is an increase too, even if no band's price rises.
record Notice(PriceBook.Priced before, PriceBook.Priced after) {
    /// How long an increase is announced before it holds.
    static final Duration OF_INCREASE = Duration.ofDays(7);

    /// The same for whoever has locked a price.
    static final Duration OF_LOCKED = Duration.ofDays(30);

    /// The same where a Chinese grid company's monthly table is all that changed.
    static final Duration OF_MONTHLY_TABLE = Duration.ofDays(2);

    private static final int MOST_TIMES = 10;
    private static final int ONE = 10_000;

    private record Move(Band from, Band to) {}

    private record Pair(long old, long now) {
        private static final long ENDLESS = 1_000_000_000L;

        long riseBps() {
            if (now <= old) {
                return 0;
            }
            return old == 0 ? ENDLESS : Math.ceilDiv(Math.multiplyExact(now - old, ONE), old);
        }

        long fallBps() {
            return now >= old ? 0 : Math.ceilDiv(Math.multiplyExact(old - now, ONE), old);
        }

        boolean isBeyondReason() {
            return old > 0 && (now / MOST_TIMES > old || old / MOST_TIMES > now);
        }
    }

    /// A full hour that keeps the notice and leaves an hour or two to confirm.
    static Instant earliest(Instant now, Duration notice) {
        return now.plus(notice).truncatedTo(ChronoUnit.HOURS).plus(2, ChronoUnit.HOURS);
    }

    /// Whether any class costs more, in any hour and currency that had a price before.
    boolean isIncrease() {
        return pairs().stream().anyMatch(pair -> pair.now() > pair.old());
    }

    /// Whether a price moves more than tenfold either way: rather a slip than a decision.
    boolean isBeyondReason() {
        return pairs().stream().anyMatch(Pair::isBeyondReason);
    }

    /// How far the price moves that moves furthest. **Units** 1/10,000 of what it was.
    long mostRiseBps() {
        return pairs().stream().mapToLong(Pair::riseBps).max().orElse(0);
    }

    long mostFallBps() {
        return pairs().stream().mapToLong(Pair::fallBps).max().orElse(0);
    }

    private Set<Pair> pairs() {
        var pairs = new HashSet<Pair>();
        for (var move : moves()) {
            for (var line : after.version().lines()) {
                if (line.band() == move.to()) {
                    before.version()
                            .line(line.tokens(), move.from(), line.buyerCurrency())
                            .ifPresent(old ->
                                    pairs.add(
                                            new Pair(
                                                    old.buyerMicroPerMillion(),
                                                    line.buyerMicroPerMillion())));
                }
            }
        }
        return pairs;
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
