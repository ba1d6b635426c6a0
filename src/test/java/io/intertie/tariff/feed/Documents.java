package io.intertie.tariff.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Documents of feeds, in their publishers' shapes.
final class Documents {
    static final String DE_LU = "10Y1001A1001A82H";

    private Documents() {}

    /// A small one that is kept beside the tests.
    static byte[] file(String name) {
        try (var in = Documents.class.getResourceAsStream("/feeds/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// A series of ENTSO-E: prices by position.
    record Series(
            String curve, Instant from, Instant to, String step, Map<Integer, String> points) {
        Series {
            points = Map.copyOf(points);
        }

        String xml() {
            return """
            <TimeSeries><mRID>1</mRID><businessType>A62</businessType>
            <in_Domain.mRID codingScheme="A01">%1$s</in_Domain.mRID>
            <out_Domain.mRID codingScheme="A01">%1$s</out_Domain.mRID>
            <contract_MarketAgreement.type>A01</contract_MarketAgreement.type>
            <currency_Unit.name>EUR</currency_Unit.name>
            <price_Measure_Unit.name>MWH</price_Measure_Unit.name>
            <curveType>%2$s</curveType>
            <Period><timeInterval><start>%3$s</start><end>%4$s</end></timeInterval>
            <resolution>%5$s</resolution>%6$s</Period></TimeSeries>
            """
                    .formatted(DE_LU, curve, from, to, step, told());
        }

        private String told() {
            return points.entrySet().stream()
                    .map(one -> Documents.point(one.getKey().toString(), one.getValue()))
                    .collect(Collectors.joining());
        }
    }

    static String point(String position, String amount) {
        return "<Point><position>%s</position><price.amount>%s</price.amount></Point>"
                .formatted(position, amount);
    }

    static String entsoe(Series... series) {
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <Publication_MarketDocument \
        xmlns="urn:iec62325.351:tc57wg16:451-3:publicationdocument:7:3">
        <mRID>a</mRID><type>A44</type>%s</Publication_MarketDocument>
        """
                .formatted(List.of(series).stream().map(Series::xml).collect(Collectors.joining()));
    }

    /// An answer of Energy-Charts; a price may be `null`.
    static String energyCharts(List<Long> seconds, List<String> prices) {
        return """
        {"license_info": "CC BY 4.0", "unix_seconds": [%s], "price": [%s],
         "unit": "EUR / MWh", "deprecated": false}
        """
                .formatted(
                        seconds.stream().map(String::valueOf).collect(Collectors.joining(",")),
                        String.join(",", prices));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Prices as text, by when they begin and how many minutes they last.
    static List<String> lines(Told told) {
        return told.prices().stream()
                .map(one ->
                        "%s %d %s"
                                .formatted(
                                        one.from(),
                                        Duration.between(one.from(), one.to()).toMinutes(),
                                        one.perMwh().toPlainString()))
                .toList();
    }
}
