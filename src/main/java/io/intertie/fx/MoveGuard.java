package io.intertie.fx;

import io.intertie.money.Currency;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which rates are taken for true: a move over ±5 % since the last accepted one is held, unless a
/// second source had the same, give or take 1 %, within 3 TARGET days.
///
/// A day that is too old for a quote is history and taken as it was published: it can hurt nobody,
/// and years ago some currencies did move so.
///
/// Pure: it is told what is on record, and each rate that it judges becomes part of that.
final class MoveGuard {
    private static final BigDecimal MOST = new BigDecimal("0.05");
    private static final BigDecimal TOLERANCE = new BigDecimal("0.01");
    private static final int SAME_TIME = 3;

    private final Map<Key, List<Known>> onRecord = new HashMap<>();
    private final LocalDate oldestThatCounts;

    private record Key(Currency currency, ReferenceRate.Venue venue) {}

    private record Known(String source, LocalDate asOf, BigDecimal rate, boolean isAccepted) {}

    MoveGuard(List<ReferenceRate> onRecord, LocalDate today) {
        this.oldestThatCounts = oldestOf(Freshness.STALE_UNTIL, today);
        onRecord.forEach(one ->
                ofKey(one.quote(), one.venue())
                        .add(new Known(one.source(), one.asOf(), one.rate(), !one.isHeld())));
    }

    private List<Known> ofKey(Currency currency, ReferenceRate.Venue venue) {
        return onRecord.computeIfAbsent(new Key(currency, venue), key -> new ArrayList<>());
    }

    /// Judges the next rate; those of a currency come in the order of their days.
    ReferenceRate.Standing judged(String source, RateSource.Line line) {
        var known = ofKey(line.quote(), line.venue());
        var accepted =
                isHistory(line.asOf()) || isCalm(known, line) || isConfirmed(known, source, line);
        known.add(new Known(source, line.asOf(), line.rate(), accepted));
        return accepted ? ReferenceRate.Standing.ACCEPTED : ReferenceRate.Standing.HELD;
    }

    /// The first day that is at most so many TARGET days old; looked up once, not for each rate.
    private static LocalDate oldestOf(int targetDays, LocalDate today) {
        var day = today;
        while (TargetDays.between(day.minusDays(1), today) <= targetDays) {
            day = day.minusDays(1);
        }
        return day;
    }

    private boolean isHistory(LocalDate day) {
        return day.isBefore(oldestThatCounts);
    }

    private static boolean isCalm(List<Known> known, RateSource.Line line) {
        Known last = null;
        for (var one : known) {
            var counts = one.isAccepted() && !one.asOf().isAfter(line.asOf());
            if (counts && (last == null || !one.asOf().isBefore(last.asOf()))) {
                last = one;
            }
        }
        return last == null || isWithin(last.rate(), line.rate(), MOST);
    }

    private static boolean isConfirmed(List<Known> known, String source, RateSource.Line line) {
        return known.stream()
                .filter(one -> !one.source().equals(source))
                .filter(one -> daysApart(one.asOf(), line.asOf()) <= SAME_TIME)
                .anyMatch(one -> isWithin(one.rate(), line.rate(), TOLERANCE));
    }

    private static int daysApart(LocalDate one, LocalDate other) {
        return one.isBefore(other)
                ? TargetDays.between(one, other)
                : TargetDays.between(other, one);
    }

    /// Whether `to` lies within a fraction of `from`; at the very edge it does.
    private static boolean isWithin(BigDecimal from, BigDecimal to, BigDecimal atMost) {
        return to.subtract(from).abs().compareTo(from.multiply(atMost)) <= 0;
    }
}
