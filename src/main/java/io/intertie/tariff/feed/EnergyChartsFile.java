package io.intertie.tariff.feed;

import static io.intertie.tariff.feed.Told.refused;
import static io.intertie.tariff.feed.Told.shape;
import static io.intertie.tariff.feed.Told.shortened;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.intertie.money.Currency;
import io.intertie.platform.files.XmlTree;
import io.intertie.tariff.feed.Told.Price;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Day-ahead prices as Energy-Charts answers `GET /price?bzn=DE-LU`.
///
/// Each time is the beginning of a price that lasts until the next, a quarter hour or an hour; the
/// two may follow each other on one day. Where points are missing, a price lasts no longer than its
/// neighbours'; where that leaves a doubt, the shorter. A price of null is a gap. A time told twice
/// must be told alike.
///
/// **Source** Fraunhofer ISE, api.energy-charts.info: `unix_seconds` and `price`, of equal length.
final class EnergyChartsFile {
    private static final long QUARTER = 900;
    private static final long HOUR = 3600;
    private static final int MOST_POINTS = 40_000;
    private static final Pattern UNIT = Pattern.compile("([A-Z]{3}) ?/ ?MWh");
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private EnergyChartsFile() {}

    /// A time with its price, if it has one.
    private record Point(long second, Optional<BigDecimal> price) {}

    /// @throws io.intertie.platform.http.Problem telling what is wrong; nothing is used then
    static Told read(byte[] document, BiddingZone zone) {
        shape(
                document.length <= XmlTree.BYTES_AT_MOST,
                "file.large",
                "it is larger than %s bytes",
                XmlTree.BYTES_AT_MOST);
        var root = json(document);
        var seconds = array(root, "unix_seconds");
        var told = array(root, "price");
        shape(
                seconds.size() == told.size(),
                "file.lengths",
                "unix_seconds has %s values and price %s",
                seconds.size(),
                told.size());
        shape(
                seconds.size() <= MOST_POINTS,
                "file.points",
                "it has more than %s prices",
                MOST_POINTS);
        var points = points(seconds, told);
        shape(points.size() > 1, "file.one", "one price alone does not tell how long it lasts");
        return told(zone, currency(root), points);
    }

    private static JsonNode json(byte[] document) {
        try {
            var root = MAPPER.readTree(document);
            shape(root != null && root.isObject(), "file.object", "it is no JSON object");
            return root;
        } catch (JsonProcessingException malformed) {
            var at = Optional.ofNullable(malformed.getLocation());
            throw refused(
                    "file.json",
                    "it is no JSON at line %s, column %s",
                    at.map(it -> it.getLineNr()).orElse(1),
                    at.map(it -> it.getColumnNr()).orElse(1));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static JsonNode array(JsonNode root, String name) {
        var array = root.path(name);
        shape(array.isArray(), "file.array", "it has no array %s", name);
        return array;
    }

    private static Currency currency(JsonNode root) {
        var unit = root.path("unit").asText("EUR / MWh");
        var matcher = UNIT.matcher(unit);
        shape(
                matcher.matches() && Currency.isKnown(matcher.group(1)),
                "file.per",
                "its unit is \"%s\"",
                shortened(unit));
        return Currency.of(matcher.group(1));
    }

    private static List<Point> points(JsonNode seconds, JsonNode told) {
        var points = new ArrayList<Point>();
        for (int i = 0; i < seconds.size(); i++) {
            var point = point(seconds.get(i), told.get(i), i);
            var before = points.isEmpty() ? Long.MIN_VALUE : points.getLast().second();
            shape(point.second() >= before, "file.back", "unix_seconds[%s] goes back in time", i);
            if (point.second() > before) {
                points.add(point);
            } else {
                shape(
                        isAlike(points.getLast(), point),
                        "file.again",
                        "unix_seconds[%s] is told twice, and not alike",
                        i);
            }
        }
        return points;
    }

    private static boolean isAlike(Point one, Point other) {
        return one.price().isPresent() == other.price().isPresent()
                && one.price()
                        .map(price -> price.compareTo(other.price().orElseThrow()) == 0)
                        .orElse(true);
    }

    private static Point point(JsonNode second, JsonNode price, int index) {
        shape(
                second.isIntegralNumber()
                        && second.canConvertToLong()
                        && second.asLong() > 0
                        && second.asLong() < Integer.MAX_VALUE
                        && second.asLong() % QUARTER == 0,
                "file.quarter",
                "unix_seconds[%s] is no quarter hour",
                index);
        if (price.isNull()) {
            return new Point(second.asLong(), Optional.empty());
        }
        var where = "price[" + index + "]";
        shape(price.isNumber(), "file.number", "%s is no number", where);
        return new Point(second.asLong(), Optional.of(Told.price(price.decimalValue(), where)));
    }

    private static Told told(BiddingZone zone, Currency currency, List<Point> points) {
        var prices = new ArrayList<Price>();
        long covered = 0;
        long length = QUARTER;
        for (int i = 0; i < points.size(); i++) {
            length = i + 1 < points.size() ? length(points, i) : length;
            var from = Instant.ofEpochSecond(points.get(i).second());
            var to = from.plusSeconds(length);
            if (points.get(i).price().isPresent()) {
                prices.add(new Price(from, to, points.get(i).price().get()));
                covered += length;
            }
        }
        var whole = points.getLast().second() + length - points.getFirst().second();
        return new Told(zone, currency, prices, Math.toIntExact((whole - covered) / QUARTER));
    }

    /// How long the price at an index lasts, the last one excepted.
    private static long length(List<Point> points, int index) {
        var step = step(points, index);
        if (step == QUARTER) {
            return QUARTER;
        }
        var before = index == 0 ? QUARTER : step(points, index - 1);
        var after = index + 2 < points.size() ? step(points, index + 1) : QUARTER;
        var isHour = points.get(index).second() % HOUR == 0;
        var isAmongHours = before >= HOUR || after >= HOUR || points.size() == 2;
        return isHour && step >= HOUR && isAmongHours ? HOUR : QUARTER;
    }

    private static long step(List<Point> points, int index) {
        return points.get(index + 1).second() - points.get(index).second();
    }
}
