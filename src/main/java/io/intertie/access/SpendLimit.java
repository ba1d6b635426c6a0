package io.intertie.access;

import io.intertie.money.Check;
import io.intertie.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/// The most that may be spent until it resets: charges and what is held for calls under way.
///
/// A call counts in the period in which it was admitted, and only under the limits that it was
/// admitted under. Whatever charges in another currency is none of an organisation's limit, and is
/// refused for a key's.
public record SpendLimit(Money most, Reset reset) {
    /// Whose spending a limit counts.
    public enum Scope {
        KEY,
        ORGANISATION,
        TASK
    }

    /// When counting starts anew, at midnight UTC: each day, Monday, or first of a month.
    public enum Reset {
        NEVER,
        DAILY,
        WEEKLY,
        MONTHLY;

        /// The first day of the period that an instant lies in; empty where there is one period.
        public Optional<LocalDate> periodOf(Instant instant) {
            var day = instant.atOffset(ZoneOffset.UTC).toLocalDate();
            return switch (this) {
                case NEVER -> Optional.empty();
                case DAILY -> Optional.of(day);
                case WEEKLY ->
                        Optional.of(
                                day.with(
                                        TemporalAdjusters.previousOrSame(
                                                java.time.DayOfWeek.MONDAY)));
                case MONTHLY -> Optional.of(day.withDayOfMonth(1));
            };
        }

        /// When the period that an instant lies in is over.
        public Optional<Instant> endAfter(Instant instant) {
            return periodOf(instant)
                    .map(first ->
                            switch (this) {
                                case NEVER, DAILY -> first.plusDays(1);
                                case WEEKLY -> first.plusWeeks(1);
                                case MONTHLY -> first.plusMonths(1);
                            })
                    .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant());
        }
    }

    public SpendLimit {
        Check.that(most.isPositive(), "limit of %s", most);
    }
}
