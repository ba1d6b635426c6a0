package io.intertie.tariff.feed;

import static io.intertie.tariff.feed.Documents.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.platform.http.Problem;
import io.intertie.tariff.feed.Documents.Series;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntsoeFileTest {
    private static final Instant START = Instant.parse("2026-11-25T23:00:00Z");
    private static final Instant END = Instant.parse("2026-11-26T02:00:00Z");
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");

    @Test
    void aCurveThatLeavesRepeatsOutIsFilledAndASecondAuctionIsLeftOut() {
        var told = EntsoeFile.read(Documents.file("entsoe-de-lu-a03.xml"));
        assertEquals("DE-LU", told.zone().code());
        assertEquals(96, told.prices().size());
        assertEquals(0, told.missing());
        var lines = Documents.lines(told);
        assertEquals("2026-11-25T23:00:00Z 15 91.05", lines.get(0));
        assertEquals("2026-11-25T23:45:00Z 15 88.4", lines.get(3));
        assertEquals("2026-11-26T00:00:00Z 15 86.12", lines.get(4));
        assertEquals("2026-11-26T11:00:00Z 15 -3.08", lines.get(48));
        assertEquals("2026-11-26T22:45:00Z 15 93.33", lines.get(95));
    }

    @Test
    void ofAnyOtherCurveAMissingPositionHasNoPrice() {
        var told = EntsoeFile.read(Documents.file("entsoe-fr-a01.xml"));
        assertEquals("FR", told.zone().code());
        assertEquals(23, told.prices().size());
        assertEquals(1, told.missing());
        var gap = Instant.parse("2026-11-26T05:00:00Z");
        assertTrue(told.prices().stream().noneMatch(one -> one.from().equals(gap)));
    }

    @Test
    void whatEntsoeAnswersInsteadOfPricesIsTold() {
        var fault = refusal(new String(Documents.file("entsoe-no-data.xml"), UTF_8));
        assertTrue(fault.contains("No matching data found"), fault);
    }

    @Test
    void aPositionToldTwiceAlikeCountsOnceAndOtherwiseIsNamed() {
        var twice = Documents.entsoe(series(Map.of(1, "5", 2, "6", 3, "7")));
        var again = twice.replace("</Period>", Documents.point("2", "6.00") + "</Period>");
        assertEquals(3, EntsoeFile.read(bytes(again)).prices().size());
        var other = twice.replace("</Period>", Documents.point("2", "6.01") + "</Period>");
        assertTrue(refusal(other).contains("position 2 is told twice"), refusal(other));
    }

    @Test
    void aDayThatChangesItsResolutionIsOneDay() {
        var middle = START.plus(Duration.ofHours(2));
        var told =
                EntsoeFile.read(
                        bytes(
                                Documents.entsoe(
                                        new Series("A01", START, middle, "PT60M", counted(2)),
                                        new Series("A01", middle, END, "PT15M", counted(4)))));
        assertEquals(
                List.of(60L, 60L, 15L, 15L, 15L, 15L),
                told.prices().stream()
                        .map(one -> Duration.between(one.from(), one.to()).toMinutes())
                        .toList());
        assertEquals(END, told.to());
    }

    @Test
    void seriesThatOverlapMustTellTheSame() {
        var one = new Series("A01", START, END, "PT60M", counted(3));
        assertEquals(3, EntsoeFile.read(bytes(Documents.entsoe(one, one))).prices().size());
        var finer = new Series("A01", START, END, "PT15M", counted(12));
        assertTrue(refusal(Documents.entsoe(one, finer)).contains("twice, and not alike"));
    }

    /// Whichever points a curve of type A03 leaves out, all of the day comes back, whatever its
    /// length.
    @Test
    void everyDayOfTheYearComesBackWhole() {
        var random = new Random(44);
        for (var day = LocalDate.of(2026, 1, 1); day.getYear() == 2026; day = day.plusDays(1)) {
            var from = day.atStartOfDay(BRUSSELS).toInstant();
            var to = day.plusDays(1).atStartOfDay(BRUSSELS).toInstant();
            var step = random.nextBoolean() ? 15 : 60;
            var count = (int) Duration.between(from, to).dividedBy(Duration.ofMinutes(step));
            var whole = new ArrayList<String>();
            var points = new HashMap<Integer, String>();
            for (int i = 1; i <= count; i++) {
                var price = Integer.toString(random.nextInt(-2, 3));
                if (whole.isEmpty() || !whole.getLast().equals(price)) {
                    points.put(i, price);
                }
                whole.add(price);
            }
            var told =
                    EntsoeFile.read(
                            bytes(
                                    Documents.entsoe(
                                            new Series(
                                                    "A03", from, to, "PT" + step + "M", points))));
            assertEquals(
                    whole,
                    told.prices().stream().map(one -> one.perMwh().toPlainString()).toList(),
                    day.toString());
            assertEquals(from, told.from());
            assertEquals(to, told.to());
            var hours = Duration.between(from, to).toHours();
            assertEquals(hours * 60 / step, told.prices().size());
            if (day.getMonthValue() == 3 && day.getDayOfMonth() == 29) {
                assertEquals(23, hours);
            }
            if (day.getMonthValue() == 10 && day.getDayOfMonth() == 25) {
                assertEquals(25, hours);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <type>A44</type>        | <type>A65</type>       | not of type A44
                    7:3">                   | 7:3"><!-- --           | not well-formed
                    publicationdocument     | otherdocument          | no publication document
                    >10Y1001A1001A82H</in_  | >10YNOWHERE</in_       | between two zones
                    10Y1001A1001A82H        | 10Y-OTHER              | no known zone
                    >EUR<                   | >EURO<                 | is in "EURO"
                    >MWH<                   | >KWH<                  | not per MWH
                    <curveType>A01          | <curveType>A02         | is a curve "A02"
                    PT60M                   | P1D                    | the resolution "P1D"
                    02:00:00Z</end>         | 01:59:00Z</end>        | no whole number of PT60M
                    02:00:00Z</end>         | 2:00</end>             | has the time
                    <position>3</position>  | <position>4</position> | outside of its interval
                    <position>3</position>  | <position>x</position> | outside of its interval
                    amount>3<               | amount>1e9<            | has the price "1e9"
                    amount>3<               | amount>NaN<            | has the price "NaN"
                    amount>3<               | amount>100000.01<      | no price per MWh
                    amount>3<               | amount>0.0000001<      | no price per MWh
                    <price.amount>3</price.amount> | ''              | no price.amount
                    """)
    void whatIsWrongIsNamedAndNothingIsUsed(String right, String wrong, String fault) {
        var document = Documents.entsoe(series(counted(3)));
        assertEquals(3, EntsoeFile.read(bytes(document)).prices().size());
        var told = refusal(document.replace(right, wrong));
        assertTrue(told.contains(fault), told);
        assertTrue(told.endsWith("Nothing was stored."), told);
    }

    @Test
    void aCurveThatLeavesRepeatsOutBeginsWithAPrice() {
        var headless = new Series("A03", START, END, "PT60M", Map.of(2, "1"));
        assertTrue(refusal(Documents.entsoe(headless)).contains("does not begin at position 1"));
    }

    @Test
    void aDocumentTypeAndItsEntitiesAreNotRead() {
        var laughs = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY l%d \"&l%d;&l%d;\">".formatted(i, i - 1, i - 1));
        }
        for (var head :
                List.of(
                        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
                        "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\">",
                        laughs + "]>")) {
            var document =
                    Documents.entsoe(series(counted(3)))
                            .replace("<Publication", head + "<Publication")
                            .replace("<mRID>a<", "<mRID>&l29;<");
            assertTrue(refusal(document).contains("document type"), refusal(document));
        }
    }

    @Test
    void whatIsTooLargeOrTooDeepIsNotRead() {
        assertTrue(refusal(" ".repeat(5_000_001)).contains("larger than"));
        var deep = "<a>".repeat(50) + "</a>".repeat(50);
        assertTrue(refusal(deep).contains("too many elements"));
    }

    @Test
    void theLastDigitOfAPriceStays() {
        var told = EntsoeFile.read(bytes(Documents.entsoe(series(Map.of(1, "-0.00001")))));
        assertEquals(new BigDecimal("-0.00001"), told.prices().getFirst().perMwh());
    }

    private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

    private static Series series(Map<Integer, String> points) {
        return new Series("A01", START, END, "PT60M", points);
    }

    private static Map<Integer, String> counted(int count) {
        var points = new HashMap<Integer, String>();
        for (int i = 1; i <= count; i++) {
            points.put(i, Integer.toString(i));
        }
        return points;
    }

    @Test
    void whatIsNoXmlIsRefusedInOneSentence() {
        assertEquals("The file is not well-formed XML. Nothing was stored.", refusal("<a"));
    }

    private static String refusal(String document) {
        return assertThrows(Problem.class, () -> EntsoeFile.read(bytes(document))).detail();
    }
}
