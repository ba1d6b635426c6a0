package io.intertie.tariff.feed;

import io.intertie.catalog.DataCenter;
import io.intertie.money.Currency;
import io.intertie.platform.http.Wording;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TariffTable.Rule;
import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.TariffVersion.Component;
import io.intertie.tariff.Tariffs;
import io.intertie.tariff.feed.TableDiff.CellChange;
import io.intertie.tariff.feed.TableRow.Part;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One site's tariff as the rows of a table would have it.
///
/// Rows with hours replace the hours; rows without keep those in force and price each of its bands.
/// What no row tells (demand, losses, components) stays as it is in force.
final class Redraft {
    private static final String PRICE = "price_per_kwh";

    private final Site site;
    private final List<TableRow> rows;
    private final String document;
    private final Faults faults;
    private final TableRow first;

    /// A site, what its provider is paid in, and its tariff in force when the table begins.
    record Site(DataCenter at, Currency currency, Optional<TariffVersion> base) {
        Instant begin(TableRow row) {
            return row.effectiveFrom().atStartOfDay(at.zone()).toInstant();
        }
    }

    /// A draft and the cells in which it differs from the tariff in force.
    record Redrafted(TariffVersion draft, List<CellChange> cells) {}

    Redraft(Site site, List<TableRow> rows, String document, Faults faults) {
        this.site = site;
        this.rows = rows;
        this.document = document;
        this.faults = faults;
        this.first = rows.getFirst();
    }

    /// The draft; empty where the rows have faults.
    Optional<Redrafted> redrafted(Instant now) {
        var before = faults.count();
        for (var row : rows) {
            checkHead(row, now);
        }
        var rules = rows.stream().allMatch(row -> row.span().isPresent()) ? ofHours() : ofBands();
        if (faults.count() > before) {
            return Optional.empty();
        }
        var table = table(rules);
        if (table.isEmpty()) {
            return Optional.empty();
        }
        var draft = draft(table.get());
        var change = new TableChange(rows, site.base(), draft, faults);
        return Optional.of(new Redrafted(draft, change.cells()));
    }

    private void checkHead(TableRow row, Instant now) {
        var name = site.at().slug();
        if (!row.currency().equals(site.currency())) {
            fault(
                    row,
                    "currency",
                    "table.paid",
                    "is %s; the provider of %s is paid in %s",
                    row.currency(),
                    name,
                    site.currency());
        }
        if (site.begin(row).isBefore(now)) {
            fault(row, "effective_from", "table.past", "%s lies in the past", row.effectiveFrom());
        }
        if (!row.effectiveFrom().equals(first.effectiveFrom())) {
            fault(
                    row,
                    "effective_from",
                    "table.begins",
                    "%s begins on %s in line %s already",
                    name,
                    first.effectiveFrom(),
                    first.line());
        }
        for (var part : Part.values()) {
            var here = Optional.ofNullable(row.parts().get(part));
            var there = Optional.ofNullable(first.parts().get(part));
            if (!here.equals(there)) {
                fault(row, part.column(), "table.differs", "differs from line %s", first.line());
            }
        }
    }

    private void fault(TableRow row, String column, String code, String what, Object... arguments) {
        faults.at(row.line(), column, Wording.of(code, what, arguments));
    }

    private List<Rule> ofHours() {
        var rules = new ArrayList<Rule>();
        for (var row : rows) {
            row.span().ifPresent(span -> rules.add(row.rule(span)));
        }
        for (var flaw : TariffTable.flaws(rules)) {
            var when =
                    "%s%s %s–%s"
                            .formatted(
                                    flaw.month(),
                                    flaw.day().map(day -> " " + day).orElse(""),
                                    flaw.from(),
                                    flaw.until());
            var at = flaw.isGap() ? first.line() : lineOf(flaw);
            faults.at(
                    at,
                    "from",
                    flaw.isGap()
                            ? Wording.of("table.gap", "no band in %s", when)
                            : Wording.of("table.overlap", "a second band in %s", when));
            break;
        }
        return rules;
    }

    /// The last of the lines that give a time a band.
    private int lineOf(TariffTable.Flaw flaw) {
        return rows.stream()
                .filter(row -> row.span().isPresent() && isOf(row.span().get(), flaw))
                .mapToInt(TableRow::line)
                .max()
                .orElse(first.line());
    }

    private static boolean isOf(TableRow.Span span, TariffTable.Flaw flaw) {
        var from = span.from();
        var until = span.until();
        var time = flaw.from();
        var isDay = from.isBefore(until);
        var isOfTime =
                isDay
                        ? !time.isBefore(from) && time.isBefore(until)
                        : !time.isBefore(from) || time.isBefore(until);
        return isOfTime
                && span.months().contains(flaw.month())
                && flaw.day().map(span.days()::contains).orElse(true);
    }

    private List<Rule> ofBands() {
        var name = site.at().slug();
        var base = site.base();
        rows.stream()
                .filter(row -> row.span().isPresent())
                .forEach(row -> fault(row, "from", "table.hours", "other lines tell no hours"));
        if (base.isEmpty()) {
            fault(
                    first,
                    "from",
                    "table.no-tariff",
                    "%s has no tariff whose hours could be kept",
                    name);
            return List.of();
        }
        var table = base.get().table();
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            if (!table.bands().contains(row.band())) {
                fault(row, "band", "table.no-hours", "%s has no hours of %s", name, row.band());
            }
            if (rows.subList(0, i).stream().anyMatch(it -> it.band() == row.band())) {
                fault(row, "band", "table.twice", "%s is told twice for %s", row.band(), name);
            }
        }
        return table.rules().stream().flatMap(rule -> repriced(rule).stream()).toList();
    }

    private Optional<Rule> repriced(Rule rule) {
        var row = rows.stream().filter(it -> it.band() == rule.band()).findFirst();
        if (row.isEmpty()) {
            fault(
                    first,
                    "band",
                    "table.unpriced",
                    "%s has hours of %s, and no line prices them",
                    site.at().slug(),
                    rule.band());
        }
        return row.map(it ->
                new Rule(
                        rule.months(),
                        rule.days(),
                        rule.from(),
                        rule.until(),
                        rule.band(),
                        it.pricePerKwh(),
                        rule.multiplier()));
    }

    private Optional<TariffTable> table(List<Rule> rules) {
        var base = site.base().map(TariffVersion::table);
        var keepsHours = first.span().isEmpty();
        var zone = keepsHours ? base.orElseThrow().zone() : site.at().zone();
        var calendar =
                keepsHours
                        ? base.orElseThrow().calendar()
                        : TariffTable.of(zone, Tariffs.calendarOf(site.at().country()), rules)
                                .calendar();
        var components = components(base);
        var fault = TariffTable.fault(calendar, components, rules);
        if (fault.isPresent()) {
            faults.at(first.line(), PRICE, fault.get());
            return Optional.empty();
        }
        var triggers = keepsHours ? base.orElseThrow().triggers() : List.<TariffTable.Trigger>of();
        return Optional.of(new TariffTable(zone, calendar, components, triggers, rules));
    }

    /// Those that the rows tell, or else those in force.
    private List<Component> components(Optional<TariffTable> base) {
        var told =
                first.parts().entrySet().stream()
                        .flatMap(one -> one.getKey().component(one.getValue()).stream())
                        .sorted(java.util.Comparator.comparing(Component::kind))
                        .toList();
        return told.isEmpty() ? base.map(TariffTable::components).orElse(List.of()) : told;
    }

    private TariffVersion draft(TariffTable table) {
        var origin = first.origin();
        return new TariffVersion(
                UUID.randomUUID(),
                site.at().id(),
                0,
                first.currency(),
                table,
                part(Part.DEMAND, TariffVersion::demandPerKwMonth, BigDecimal.ZERO),
                part(Part.LOAD_FACTOR, TariffVersion::loadFactor, BigDecimal.ONE),
                part(Part.LOSS_FRACTION, TariffVersion::lossFraction, BigDecimal.ZERO),
                site.begin(first),
                TariffVersion.State.DRAFT,
                origin.source().isEmpty() ? document : origin.source(),
                origin.quality().isEmpty() ? "monthly table, as imported" : origin.quality(),
                "");
    }

    private BigDecimal part(
            Part part,
            java.util.function.Function<TariffVersion, BigDecimal> inForce,
            BigDecimal none) {
        return Optional.ofNullable(first.parts().get(part))
                .or(() -> site.base().map(inForce))
                .orElse(none);
    }
}
