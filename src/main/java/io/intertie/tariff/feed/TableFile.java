package io.intertie.tariff.feed;

import io.intertie.money.Currency;
import io.intertie.platform.http.Wording;
import io.intertie.tariff.Band;
import io.intertie.tariff.TariffTable.DayType;
import io.intertie.tariff.feed.TableRow.Part;
import io.intertie.tariff.feed.TableRow.Span;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the lines of a monthly table; docs/feeds.md is the format.
final class TableFile {
    private static final Set<String> NEEDED =
            Set.of("currency", "effective_from", "band", "price_per_kwh");
    private static final Set<String> OTHERS =
            Set.of(
                    "site", "region", "voltage", "from", "until", "months", "days", "source",
                    "quality");
    private static final long QUARTER_NANOS = 900_000_000_000L;
    private static final String DECIMAL = "\\d{1,7}(\\.\\d{1,9})?";

    private final CsvTable.Line line;
    private final Faults faults;

    private TableFile(CsvTable.Line line, Faults faults) {
        this.line = line;
        this.faults = faults;
    }

    /// The rows that have no fault of their own.
    static List<TableRow> read(byte[] file, Faults faults) {
        var known = new HashSet<>(NEEDED);
        known.addAll(OTHERS);
        Arrays.stream(Part.values()).map(Part::column).forEach(known::add);
        var columns = new CsvTable.Columns(NEEDED, known);
        return CsvTable.read(file, columns, faults).lines().stream()
                .flatMap(line -> new TableFile(line, faults).row().stream())
                .toList();
    }

    private Optional<TableRow> row() {
        var before = faults.count();
        var place = new TableRow.Place(text("site"), text("region"), text("voltage"));
        if (place.site().isEmpty() && place.region().isEmpty()) {
            fault("region", "table.place", "neither a region nor a site is named");
        }
        var currency = currency();
        var from = day();
        var band = band();
        var price = decimal("price_per_kwh", text("price_per_kwh"));
        var span = span();
        var parts = parts();
        if (faults.count() > before) {
            return Optional.empty();
        }
        return Optional.of(
                new TableRow(
                        line.number(),
                        place,
                        currency.orElseThrow(),
                        from.orElseThrow(),
                        band.orElseThrow(),
                        price.orElseThrow(),
                        span,
                        parts,
                        new TableRow.Origin(text("source"), text("quality"))));
    }

    private String text(String column) {
        var text = line.text(column);
        if (text.length() > 300) {
            fault(column, "table.long", "has more than 300 characters");
            return "";
        }
        return text;
    }

    private Optional<Currency> currency() {
        var code = text("currency");
        if (!Currency.isKnown(code)) {
            fault("currency", "table.currency", "\"%s\" is no currency of ISO 4217", told(code));
            return Optional.empty();
        }
        return Optional.of(Currency.of(code));
    }

    private Optional<LocalDate> day() {
        try {
            return Optional.of(LocalDate.parse(text("effective_from")));
        } catch (DateTimeException malformed) {
            fault(
                    "effective_from",
                    "table.day",
                    "\"%s\" is no day like 2026-12-01",
                    told(text("effective_from")));
            return Optional.empty();
        }
    }

    private Optional<Band> band() {
        var word = text("band").toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
        var band = Stream.of(Band.values()).filter(one -> one.name().equals(word)).findFirst();
        if (band.isEmpty()) {
            fault(
                    "band",
                    "table.band",
                    "\"%s\" is none of %s",
                    told(text("band")),
                    List.of(Band.values()));
        }
        return band;
    }

    private Optional<BigDecimal> decimal(String column, String text) {
        if (text.startsWith("-") && text.substring(1).matches(DECIMAL)) {
            fault(column, "table.below", "%s is below 0", text);
            return Optional.empty();
        }
        if (!text.matches(DECIMAL)) {
            fault(column, "table.number", "\"%s\" is no number like 0.6512", told(text));
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text));
    }

    private Map<Part, BigDecimal> parts() {
        var parts = new EnumMap<Part, BigDecimal>(Part.class);
        for (var part : Part.values()) {
            var text = text(part.column());
            if (!text.isEmpty()) {
                decimal(part.column(), text)
                        .ifPresent(amount -> {
                            parts.put(part, amount);
                            checkFraction(part, amount);
                        });
            }
        }
        return parts;
    }

    private void checkFraction(Part part, BigDecimal amount) {
        var isFraction = part == Part.TAX || part == Part.LOSS_FRACTION;
        if ((isFraction || part == Part.LOAD_FACTOR) && amount.compareTo(BigDecimal.ONE) > 0) {
            fault(part.column(), "table.fraction", "%s is above 1: write 6 %% as 0.06", amount);
        }
        if (part == Part.LOAD_FACTOR && amount.signum() == 0) {
            fault(part.column(), "table.load", "a load factor lies above 0");
        }
    }

    private Optional<Span> span() {
        var isTold =
                Stream.of("from", "until", "months", "days").anyMatch(it -> !text(it).isEmpty());
        if (!isTold) {
            return Optional.empty();
        }
        var months = months();
        var days = days();
        var from = time("from");
        var until = time("until");
        if (from.isEmpty() || until.isEmpty()) {
            return Optional.empty();
        }
        if (from.equals(until) && !from.get().equals(LocalTime.MIDNIGHT)) {
            fault(
                    "until",
                    "table.span",
                    "there is no time between %s and %s",
                    from.get(),
                    until.get());
        }
        return Optional.of(new Span(months, days, from.get(), until.get()));
    }

    private Optional<LocalTime> time(String column) {
        var text = text(column);
        try {
            var time = text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
            if (time.toNanoOfDay() % QUARTER_NANOS != 0) {
                fault(column, "table.quarter", "\"%s\" is not on a quarter hour", told(text));
            }
            return Optional.of(time);
        } catch (DateTimeException malformed) {
            fault(column, "table.time", "\"%s\" is no time like 08:15", told(text));
            return Optional.empty();
        }
    }

    private Set<Month> months() {
        if (text("months").isEmpty()) {
            return EnumSet.allOf(Month.class);
        }
        var months = EnumSet.noneOf(Month.class);
        for (var word : text("months").split("[|;]", -1)) {
            if (word.strip().matches("0?[1-9]|1[0-2]")) {
                months.add(Month.of(Integer.parseInt(word.strip())));
            } else {
                fault("months", "table.month", "\"%s\" is no month; write 6|7|8", told(word));
            }
        }
        return months;
    }

    private Set<DayType> days() {
        if (text("days").isEmpty()) {
            return EnumSet.allOf(DayType.class);
        }
        var days = EnumSet.noneOf(DayType.class);
        for (var word : text("days").split("[|;]", -1)) {
            var name = word.strip().toUpperCase(Locale.ROOT);
            Stream.of(DayType.values())
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .ifPresentOrElse(
                            days::add,
                            () ->
                                    fault(
                                            "days",
                                            "table.day-type",
                                            "\"%s\" is no day; write "
                                                    + "workday|saturday|sunday|holiday",
                                            told(word)));
        }
        return days;
    }

    private void fault(String column, String code, String what, Object... arguments) {
        faults.at(line.number(), column, Wording.of(code, what, arguments));
    }

    private static String told(String text) {
        return Told.shortened(text);
    }
}
