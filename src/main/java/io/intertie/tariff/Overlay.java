package io.intertie.tariff;

import io.intertie.tariff.ReferenceTariff.Grid.Hours;
import io.intertie.tariff.TariffTable.DayType;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.Month;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Hours of all days with other hours of some days laid over them, parted so that none overlaps.
record Overlay(List<Hours> usual, List<Hours> special) {
    /// A stretch of one band within a day.
    private record Run(
            LocalTime from, LocalTime until, Band band, Optional<BigDecimal> multiplier) {}

    private record Season(EnumSet<Month> months, List<Run> runs) {}

    List<Hours> hours() {
        var daysOf = new LinkedHashMap<Season, EnumSet<DayType>>();
        for (var day : DayType.values()) {
            seasons(day)
                    .forEach(season ->
                            daysOf.computeIfAbsent(season, _ -> EnumSet.noneOf(DayType.class))
                                    .add(day));
        }
        var hours = new ArrayList<Hours>();
        daysOf.forEach((season, days) ->
                season.runs()
                        .forEach(run ->
                                hours.add(
                                        new Hours(
                                                season.months(),
                                                days,
                                                run.from(),
                                                run.until(),
                                                run.band(),
                                                run.multiplier()))));
        return List.copyOf(hours);
    }

    /// The months that are alike on a day, together.
    private List<Season> seasons(DayType day) {
        Map<List<Run>, EnumSet<Month>> alike = new LinkedHashMap<>();
        for (var month : Month.values()) {
            alike.computeIfAbsent(runs(month, day), _ -> EnumSet.noneOf(Month.class)).add(month);
        }
        return alike.entrySet().stream()
                .map(one -> new Season(one.getValue(), one.getKey()))
                .toList();
    }

    private List<Run> runs(Month month, DayType day) {
        var runs = new ArrayList<Run>();
        int first = 0;
        for (int slot = 1; slot <= TariffTable.SLOTS_A_DAY; slot++) {
            var now = at(month, day, first);
            if (slot == TariffTable.SLOTS_A_DAY || !at(month, day, slot).equals(now)) {
                runs.add(new Run(time(first), time(slot), now.band(), now.multiplier()));
                first = slot;
            }
        }
        return runs;
    }

    private Hours at(Month month, DayType day, int slot) {
        return Stream.concat(special.stream(), usual.stream())
                .filter(one -> one.months().contains(month) && one.days().contains(day))
                .filter(one -> Grids.rule(one, BigDecimal.ZERO, BigDecimal.ONE).covers(slot))
                .findFirst()
                .orElseThrow();
    }

    private static LocalTime time(int slot) {
        return LocalTime.MIDNIGHT.plusMinutes(15L * slot);
    }
}
