package io.intertie.tariff.feed;

import io.intertie.platform.http.Wording;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.TariffVersion.Component;
import io.intertie.tariff.feed.TableDiff.CellChange;
import io.intertie.tariff.feed.TableRow.Part;
import io.intertie.tariff.feed.TableRow.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What rows change in a site's tariff, cell by cell.
record TableChange(
        List<TableRow> rows, Optional<TariffVersion> base, TariffVersion draft, Faults faults) {
    private static final BigDecimal TEN = BigDecimal.TEN;

    List<CellChange> cells() {
        var cells = new ArrayList<CellChange>();
        for (var row : rows) {
            var before = base.map(version -> before(row, version.table()));
            var now = row.span().isPresent() ? cell(row.band(), row.pricePerKwh()) : price(row);
            if (!before.equals(Optional.of(now))) {
                cells.add(new CellChange(row.line(), "price_per_kwh", label(row), before, now));
            }
            base.ifPresent(version -> checkLikely(row, version.table()));
            if (base.isEmpty() && row.pricePerKwh().signum() == 0) {
                faults.unlikely(row.line(), "price_per_kwh", Wording.of("table.zero", "is 0"));
            }
        }
        var first = rows.getFirst();
        for (var part : Part.values()) {
            Optional.ofNullable(first.parts().get(part))
                    .ifPresent(amount -> {
                        var before = base.map(version -> plain(inForce(part, version)));
                        if (!before.equals(Optional.of(plain(amount)))) {
                            cells.add(
                                    new CellChange(
                                            first.line(),
                                            part.column(),
                                            "",
                                            before,
                                            plain(amount)));
                        }
                    });
        }
        return List.copyOf(cells);
    }

    /// Hours that change are told with their band, prices alone without.
    private static String before(TableRow row, TariffTable table) {
        return row.span().map(span -> before(span, table)).orElseGet(() -> plain(mean(row, table)));
    }

    private static String before(Span span, TariffTable table) {
        var month = span.months().stream().sorted().findFirst().orElseThrow();
        var day = span.days().stream().sorted().findFirst().orElseThrow();
        var slot = table.at(month, day, span.from());
        return cell(slot.band(), slot.pricePerKwh());
    }

    private static String cell(io.intertie.tariff.Band band, BigDecimal price) {
        return band + " " + plain(price);
    }

    private static String price(TableRow row) {
        return plain(row.pricePerKwh());
    }

    private static String label(TableRow row) {
        return row.span().map(span -> span.from() + "–" + span.until()).orElse(row.band().name());
    }

    /// What the band costs in force; the mean of all hours where it has no such band.
    private static BigDecimal mean(TableRow row, TariffTable table) {
        var bands =
                table.bands().contains(row.band())
                        ? Set.of(row.band())
                        : Set.<io.intertie.tariff.Band>of();
        return table.mean(bands);
    }

    private void checkLikely(TableRow row, TariffTable table) {
        var last = mean(row, table);
        var now = row.pricePerKwh();
        if (last.signum() == 0) {
            return;
        }
        if (now.compareTo(last.multiply(TEN)) > 0 || now.multiply(TEN).compareTo(last) < 0) {
            faults.unlikely(
                    row.line(),
                    "price_per_kwh",
                    Wording.of(
                            "table.far",
                            "%s is more than 10 times or less than a tenth of %s, which it costs"
                                    + " now",
                            plain(now),
                            plain(last)));
        }
    }

    private static BigDecimal inForce(Part part, TariffVersion version) {
        return switch (part) {
            case DEMAND -> version.demandPerKwMonth();
            case LOAD_FACTOR -> version.loadFactor();
            case LOSS_FRACTION -> version.lossFraction();
            case LEVY, LOSS, CAPACITY, TAX ->
                    version.table().components().stream()
                            .filter(it -> isAlike(it, part))
                            .map(Component::amount)
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
        };
    }

    private static boolean isAlike(Component one, Part part) {
        return part.component(BigDecimal.ZERO)
                .filter(it -> it.kind() == one.kind() && it.unit() == one.unit())
                .isPresent();
    }

    private static String plain(BigDecimal number) {
        var shown = number.round(new java.math.MathContext(12));
        return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    }
}
