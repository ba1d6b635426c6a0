package io.intertie.web.provider;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A night on which a site's clocks are changed: hours from `from` until `until` come twice, or
/// never where they are skipped.
record ClockChange(LocalDateTime from, LocalDateTime until, boolean isSkip) {
    private static final Period A_YEAR = Period.ofYears(1);

    /// Those of the year ahead; none where clocks are never changed.
    static List<ClockChange> ahead(ZoneId zone, Instant now) {
        var rules = zone.getRules();
        var last = now.atOffset(ZoneOffset.UTC).plus(A_YEAR).toInstant();
        return Stream.iterate(
                        Optional.ofNullable(rules.nextTransition(now)),
                        one -> one.filter(it -> it.getInstant().isBefore(last)).isPresent(),
                        one -> one.map(it -> rules.nextTransition(it.getInstant())))
                .flatMap(Optional::stream)
                .map(ClockChange::of)
                .toList();
    }

    private static ClockChange of(ZoneOffsetTransition one) {
        return one.isGap()
                ? new ClockChange(one.getDateTimeBefore(), one.getDateTimeAfter(), true)
                : new ClockChange(one.getDateTimeAfter(), one.getDateTimeBefore(), false);
    }

    /// Whether an hour of the day is skipped or repeated, wholly or in part.
    boolean isOf(int hour) {
        var begin = from.toLocalDate().atTime(hour, 0);
        return begin.isBefore(until) && begin.plusHours(1).isAfter(from);
    }

    /// How many hours that day has: some clocks are changed by half of one.
    BigDecimal hours() {
        var changed = Duration.between(from, until).toMinutes();
        var minutes = Duration.ofDays(1).toMinutes() + (isSkip ? -changed : changed);
        return BigDecimal.valueOf(minutes)
                .divide(BigDecimal.valueOf(60), 2, RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }

    /// The end of the keys of its words.
    String slug() {
        return isSkip ? "skips" : "repeats";
    }
}
