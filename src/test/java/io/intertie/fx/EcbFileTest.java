package io.intertie.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcbFileTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final String USD = TestQuotes.cube("USD", "1.1345");
    private static final String CNY = TestQuotes.cube("CNY", "7.6205");

    @Test
    void aDayIsOneEuroInEachCurrency() {
        var lines = read(day("2026-11-24", USD + CNY));
        assertEquals(2, lines.size());
        var yuan = lines.get(1);
        assertEquals("EUR", yuan.base().code());
        assertEquals("CNY", yuan.quote().code());
        assertEquals(ReferenceRate.Venue.ONSHORE, yuan.venue());
        assertEquals("7.6205", yuan.rate().toPlainString());
        assertEquals(LocalDate.of(2026, 11, 24), yuan.asOf());
        assertEquals(Optional.of(Instant.parse("2026-11-24T15:00:00Z")), yuan.publishedAt());
    }

    @Test
    void aHistoryHasManyDays() {
        var file = TestQuotes.envelope(day("2026-11-24", USD) + day("2026-11-23", USD));
        assertEquals(2, new EcbFile().read(file, TODAY).size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    XTS | 1.2      | "XTS" is no currency of it
                    ABC | 1.2      | "ABC" is no currency of it
                    EUR | 1        | "EUR" is no currency of it
                    GBP | 0        | "0" is no rate
                    GBP | 0.000    | "0.000" is no rate
                    GBP | -0.85    | "-0.85" is no rate
                    GBP | N/A      | "N/A" is no rate
                    GBP | 1e9      | "1e9" is no rate
                    GBP | NaN      | "NaN" is no rate
                    GBP | 0,85     | "0,85" is no rate
                    GBP | 12345678901 | "12345678901" is no rate
                    USD | 1.13     | USD on 2026-11-24 comes twice
                    """)
    void aRateThatCannotBeIsRefused(String currency, String rate, String fault) {
        refused(day("2026-11-24", USD + TestQuotes.cube(currency, rate)), fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2026-11-26 | lies in the future
                    2026-11-22 | is a weekend
                    1998-12-31 | is before the euro
                    24.11.2026 | is no date
                    ''         | is no date
                    """)
    void aDayThatCannotBeIsRefused(String day, String fault) {
        refused(day(day, USD), fault);
    }

    @Test
    void aFileOfAnotherShapeIsRefused() {
        refused("", "it has no day with rates");
        refused("<Cube>" + USD + "</Cube>", "a cube has no time");
        refused(day("2026-11-24", CNY), "2026-11-24 is not complete: it has no USD");
        refused(day("2026-11-24", "<Cube rate=\"1\"/>"), "a cube has no currency");
        refused(day("2026-11-24", "<Cube currency=\"USD\"/>"), "a cube has no rate");
        refused(day("2026-11-24", USD) + day("2026-11-24", USD), "2026-11-24 comes twice");
        refused(day("2026-11-24", "<Price/>"), "it has an element <Price>");
        refused(day("2026-11-24", "<Cube currency=\"USD\" rate=\"1\"><Cube/></Cube>"), "too deep");
        refusedFile("<html><body>Sign in</body></html>", "it is no gesmes envelope");
        refusedFile("date,USD\n2026-11-24,1.13", "it is not well-formed XML");
        refusedFile("", "it is not well-formed XML");
        var whole = new String(TestQuotes.envelope(day("2026-11-24", USD)), StandardCharsets.UTF_8);
        refusedFile(whole.substring(0, whole.length() - 40), "it is not well-formed XML");
    }

    @Test
    void nothingOutsideTheFileIsReadAndNoEntityIsExpanded(@TempDir Path folder) throws Exception {
        var secret = Files.writeString(folder.resolve("secret"), "USD");
        refusedFile(
                "<!DOCTYPE x [<!ENTITY s SYSTEM \""
                        + secret.toUri()
                        + "\">]>"
                        + body(TestQuotes.cube("&s;", "1.13")),
                "it has a document type or an entity");
        refusedFile(
                "<!DOCTYPE x SYSTEM \"" + secret.toUri() + "\">" + body(USD),
                "it has a document type or an entity");
        var laughs = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 12; i++) {
            laughs.append("<!ENTITY a").append(i).append(" \"");
            laughs.append(("&a" + (i - 1) + ";").repeat(10)).append("\">");
        }
        refusedFile(
                laughs + "]>" + body(TestQuotes.cube("&a11;", "1.13")),
                "it has a document type or an entity");
    }

    @Test
    void aFileThatIsTooLargeIsNotLookedAt() {
        var refused =
                assertThrows(
                        Problem.class,
                        () -> new EcbFile().read(new byte[EcbFile.LARGEST + 1], TODAY));
        assertEquals(ProblemType.TOO_LARGE, refused.type());
    }

    private static String body(String cubes) {
        var text =
                new String(TestQuotes.envelope(day("2026-11-24", cubes)), StandardCharsets.UTF_8);
        return text.substring(text.indexOf("<gesmes:Envelope"));
    }

    private static String day(String day, String cubes) {
        return "<Cube time=\"" + day + "\">" + cubes + "</Cube>";
    }

    private static java.util.List<RateSource.Line> read(String cubes) {
        return new EcbFile().read(TestQuotes.envelope(cubes), TODAY);
    }

    private static void refused(String cubes, String fault) {
        told(TestQuotes.envelope(cubes), fault);
    }

    private static void refusedFile(String text, String fault) {
        told(text.getBytes(StandardCharsets.UTF_8), fault);
    }

    private static void told(byte[] file, String fault) {
        var refused = assertThrows(Problem.class, () -> new EcbFile().read(file, TODAY), fault);
        assertTrue(refused.detail().contains(fault), refused.detail());
        assertTrue(refused.detail().endsWith("Nothing was stored."), refused.detail());
        assertEquals(Map.of("file", refused.detail()), refused.fields());
    }
}
