package io.intertie.tariff.feed;

import static io.intertie.tariff.feed.Told.refused;
import static io.intertie.tariff.feed.Told.shape;
import static io.intertie.tariff.feed.Told.shortened;

import io.intertie.money.Currency;
import io.intertie.platform.files.XmlTree;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import io.intertie.tariff.feed.Told.Price;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// ENTSO-E's day-ahead prices: a publication document of type A44.
///
/// Its intervals are UTC, so a day of 23 or 25 hours has 23 or 25 times the points of an hour. A
/// curve of type A03 leaves out a position whose price is that of the one before; of any other
/// curve a missing position has no price. A position told twice must be told alike.
///
/// **Source** ENTSO-E, Transparency Platform RESTful API guide, 12.1.D Day-ahead prices, and the
/// publication document 451-3.
final class EntsoeFile {
    private static final String NAMESPACE = "urn:iec62325.351:tc57wg16:451-3:publicationdocument:";
    private static final String DAY_AHEAD = "A01";
    private static final String LEAVES_REPEATS_OUT = "A03";
    private static final Set<String> CURVES = Set.of("A01", LEAVES_REPEATS_OUT);
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final Map<String, Duration> RESOLUTIONS =
            Map.of(
                    "PT15M", Duration.ofMinutes(15),
                    "PT30M", Duration.ofMinutes(30),
                    "PT60M", Duration.ofHours(1));

    private final List<Price> prices = new ArrayList<>();
    private final Set<String> zones = new HashSet<>();
    private final Set<String> currencies = new HashSet<>();
    private int missing;

    private EntsoeFile() {}

    /// @throws io.intertie.platform.http.Problem telling what is wrong; nothing is used then
    static Told read(byte[] document) {
        try {
            return new EntsoeFile().told(XmlTree.read(document));
        } catch (XmlTree.Refused refused) {
            throw Problem.field(
                    "file", Wording.of("file.xml", "%s Nothing was stored.", refused.wording()));
        }
    }

    private Told told(XmlTree root) {
        if (root.name().equals("Acknowledgement_MarketDocument")) {
            throw refused(
                    "file.acknowledgement",
                    "ENTSO-E sent no prices: %s",
                    shortened(root.text("Reason/text").orElse("no reason is told")));
        }
        shape(
                root.name().equals("Publication_MarketDocument")
                        && root.namespace().startsWith(NAMESPACE),
                "file.publication",
                "it is no publication document of ENTSO-E");
        shape(root.text("type").equals(Optional.of("A44")), "file.type", "it is not of type A44");
        root.all("TimeSeries").stream().filter(EntsoeFile::isFirstAuction).forEach(this::series);
        shape(!prices.isEmpty(), "file.day-ahead", "it has no day-ahead price");
        shape(zones.size() == 1, "file.zones", "it is of several zones, %s", zones);
        shape(
                currencies.size() == 1,
                "file.currencies",
                "it is in several currencies, %s",
                currencies);
        var zone = zones.iterator().next();
        return new Told(
                BiddingZone.of(zone)
                        .orElseThrow(() ->
                                refused("file.zone", "\"%s\" is no known zone", shortened(zone))),
                Currency.of(currencies.iterator().next()),
                inOrder(),
                missing);
    }

    /// A second auction of the same hours, as Germany and Austria have one, is told beside it.
    private static boolean isFirstAuction(XmlTree series) {
        var isDayAhead =
                series.text("contract_MarketAgreement.type").map(DAY_AHEAD::equals).orElse(true);
        var position = "classificationSequence_AttributeInstanceComponent.position";
        return isDayAhead && series.text(position).map("1"::equals).orElse(true);
    }

    private void series(XmlTree series) {
        var id = "TimeSeries " + shortened(series.text("mRID").orElse("?"));
        var zone = needed(series, "in_Domain.mRID", id);
        shape(
                zone.equals(needed(series, "out_Domain.mRID", id)),
                "file.between",
                "%s is between two zones",
                id);
        zones.add(zone);
        var currency = needed(series, "currency_Unit.name", id);
        shape(
                Currency.isKnown(currency),
                "file.currency",
                "%s is in \"%s\"",
                id,
                shortened(currency));
        currencies.add(currency);
        var unit = needed(series, "price_Measure_Unit.name", id);
        shape(
                unit.equals("MWH"),
                "file.unit",
                "%s is per \"%s\", not per MWH",
                id,
                shortened(unit));
        var curve = series.text("curveType").orElse("A01");
        shape(CURVES.contains(curve), "file.curve", "%s is a curve \"%s\"", id, shortened(curve));
        for (var period : series.all("Period")) {
            period(period, curve.equals(LEAVES_REPEATS_OUT), id);
        }
    }

    private void period(XmlTree period, boolean leavesRepeatsOut, String id) {
        var from = instant(needed(period, "timeInterval/start", id), id);
        var to = instant(needed(period, "timeInterval/end", id), id);
        var told = needed(period, "resolution", id);
        var step =
                Optional.ofNullable(RESOLUTIONS.get(told))
                        .orElseThrow(() ->
                                refused(
                                        "file.resolution",
                                        "%s has the resolution \"%s\"",
                                        id,
                                        shortened(told)));
        var length = Duration.between(from, to);
        shape(
                length.isPositive()
                        && length.compareTo(LONGEST) <= 0
                        && length.toSeconds() % step.toSeconds() == 0,
                "file.interval",
                "%s from %s until %s is no whole number of %s",
                id,
                from,
                to,
                told);
        var count = Math.toIntExact(length.dividedBy(step));
        var points = points(period, count, id + " from " + from);
        shape(
                !leavesRepeatsOut || points.containsKey(1),
                "file.first",
                "%s from %s does not begin at position 1",
                id,
                from);
        for (int position = 1; position <= count; position++) {
            var point =
                    leavesRepeatsOut
                            ? points.floorEntry(position).getValue()
                            : points.get(position);
            if (point == null) {
                missing++;
            } else {
                var begin = from.plus(step.multipliedBy(position - 1L));
                prices.add(new Price(begin, begin.plus(step), point));
            }
        }
    }

    private static NavigableMap<Integer, BigDecimal> points(XmlTree period, int count, String id) {
        var points = new TreeMap<Integer, BigDecimal>();
        for (var point : period.all("Point")) {
            var position = position(needed(point, "position", id));
            var where = id + ", position " + position;
            shape(
                    position >= 1 && position <= count,
                    "file.position",
                    "%s is outside of its interval",
                    where);
            var price = Told.price(decimal(needed(point, "price.amount", where), where), where);
            var before = points.putIfAbsent(position, price);
            shape(
                    before == null || before.compareTo(price) == 0,
                    "file.twice",
                    "%s is told twice, as %s and %s",
                    where,
                    before,
                    price);
        }
        return points;
    }

    private static int position(String text) {
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }

    private static BigDecimal decimal(String text, String where) {
        shape(
                text.matches("[+-]?\\d{1,9}(\\.\\d{1,9})?"),
                "file.amount",
                "%s has the price \"%s\"",
                where,
                shortened(text));
        return new BigDecimal(text);
    }

    private static Instant instant(String text, String id) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException malformed) {
            throw refused("file.time", "%s has the time \"%s\"", id, shortened(text));
        }
    }

    private static String needed(XmlTree element, String path, String where) {
        return element.text(path)
                .orElseThrow(() -> refused("file.missing", "%s has no %s", where, path));
    }

    private List<Price> inOrder() {
        var sorted = prices.stream().sorted(Comparator.comparing(Price::from)).toList();
        var once = new ArrayList<Price>();
        for (var price : sorted) {
            if (once.isEmpty() || !price.from().isBefore(once.getLast().to())) {
                once.add(price);
            } else {
                var before = once.getLast();
                var isRepeat =
                        before.from().equals(price.from())
                                && before.to().equals(price.to())
                                && before.perMwh().compareTo(price.perMwh()) == 0;
                shape(isRepeat, "file.unlike", "it tells %s twice, and not alike", price.from());
            }
        }
        return once;
    }
}
