package io.intertie.tariff;

import io.intertie.tariff.TariffTable.DayType;
import io.intertie.tariff.TariffTable.Slot;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A tariff compiled: 96 quarter hours for each month and day type, so that an instant is looked
/// up, not searched.
///
/// **Always true** tells the same as its table (`SeedTariffsProperties`).
final class TariffHours {
    private final ZoneId zone;
    private final String calendar;
    private final Set<Band> bands;
    private final Map<Month, Map<DayType, Slot[]>> slots = new EnumMap<>(Month.class);

    TariffHours(TariffTable table) {
        this.zone = table.zone();
        this.calendar = table.calendar();
        this.bands = table.bands();
        var everyDay = !table.tellsDaysApart();
        for (var month : Month.values()) {
            var ofMonth = new EnumMap<DayType, Slot[]>(DayType.class);
            var usual = ofDay(table, month, DayType.WORKDAY);
            for (var day : DayType.values()) {
                ofMonth.put(day, everyDay ? usual : ofDay(table, month, day));
            }
            slots.put(month, ofMonth);
        }
    }

    private static Slot[] ofDay(TariffTable table, Month month, DayType day) {
        var ofDay = new Slot[TariffTable.SLOTS_A_DAY];
        for (int i = 0; i < ofDay.length; i++) {
            ofDay[i] = TariffTable.slot(table.rule(month, day, i));
        }
        return ofDay;
    }

    ZoneId zone() {
        return zone;
    }

    /// The band and the price at an instant, by the site's wall clock.
    Slot at(Instant instant) {
        var local = LocalDateTime.ofInstant(instant, zone);
        var day =
                calendar.isEmpty()
                        ? DayType.WORKDAY
                        : Calendar.of(calendar).type(local.toLocalDate());
        return slot(local.getMonth(), day, TariffTable.slotOf(local.toLocalTime()));
    }

    Slot slot(Month month, DayType day, int slot) {
        var ofMonth = Objects.requireNonNull(slots.get(month));
        return Objects.requireNonNull(ofMonth.get(day))[slot];
    }

    Set<Band> bands() {
        return bands;
    }

    /// Whether the same instant is the same hour of the same type of day in both.
    boolean isOnTheClockOf(TariffHours other) {
        var isAlike = calendar.isEmpty() || other.calendar.isEmpty();
        return zone.equals(other.zone) && (isAlike || calendar.equals(other.calendar));
    }
}
