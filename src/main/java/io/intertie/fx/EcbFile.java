package io.intertie.fx;

import io.intertie.money.Currency;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The European Central Bank's reference rates, as its daily and history files carry them: one euro
/// in each currency.
///
/// A stranger's file: no document type, no entity, nothing outside it is looked at; any other shape
/// than the ECB's is refused whole.
///
/// **Source** `eurofxref-daily.xml`, `eurofxref-hist.xml`, `eurofxref-hist-90d.xml`: a gesmes
/// `Envelope`, `Cube`, `Cube time`, `Cube currency rate`. Published about 16:00 in Frankfurt.
final class EcbFile implements RateSource {
    static final String NAME = "ECB";
    static final Currency EUR = Currency.of("EUR");
    static final int LARGEST = 16 * 1024 * 1024;
    static final LocalTime PUBLISHED = LocalTime.of(16, 0);

    private static final String GESMES = "http://www.gesmes.org/xml/2002-08-01";
    private static final String RATES = "http://www.ecb.int/vocabulary/2002-08-01/eurofxref";
    private static final LocalDate FIRST_DAY = LocalDate.of(1999, 1, 4);
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,10}(\\.\\d{1,10})?");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String quality() {
        return "official reference rate, for information; the spread is the market's own";
    }

    @Override
    public List<Line> read(byte[] payload, LocalDate today) {
        if (payload.length > LARGEST) {
            throw new Problem(
                    ProblemType.TOO_LARGE,
                    Wording.of("ecb.large", "The file is larger than 16 MB. Nothing was stored."));
        }
        try {
            var days = new Days(today);
            var reader = factory().createXMLStreamReader(new ByteArrayInputStream(payload));
            read(reader, days);
            return days.lines();
        } catch (XMLStreamException malformed) {
            throw refused("ecb.xml", "it is not well-formed XML");
        }
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }

    private static void read(XMLStreamReader reader, Days days) throws XMLStreamException {
        int depth = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw refused("ecb.entity", "it has a document type or an entity");
                case XMLStreamConstants.START_ELEMENT -> element(reader, ++depth, days);
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
    }

    private static void element(XMLStreamReader reader, int depth, Days days) {
        var name = reader.getLocalName();
        var space = String.valueOf(reader.getNamespaceURI());
        if (depth == 1) {
            shape(
                    space.equals(GESMES) && name.equals("Envelope"),
                    "ecb.envelope",
                    "it is no gesmes envelope");
        } else if (space.equals(RATES) && name.equals("Cube")) {
            shape(depth <= 4, "ecb.deep", "its cubes are nested too deep");
            if (depth == 3) {
                days.begin(attribute(reader, "time"));
            } else if (depth == 4) {
                days.rate(attribute(reader, "currency"), attribute(reader, "rate"));
            }
        } else {
            shape(
                    space.equals(GESMES) && depth <= 3,
                    "ecb.element",
                    "it has an element <%s>",
                    name);
        }
    }

    private static String attribute(XMLStreamReader reader, String name) {
        return Optional.ofNullable(reader.getAttributeValue("", name))
                .or(() -> Optional.ofNullable(reader.getAttributeValue(null, name)))
                .orElseThrow(() -> refused("ecb.attribute", "a cube has no %s", name));
    }

    private static void shape(boolean fits, String code, String fault, Object... arguments) {
        if (!fits) {
            throw refused(code, fault, arguments);
        }
    }

    private static Problem refused(String code, String fault, Object... arguments) {
        return Problem.field(
                "file",
                Wording.of(
                        code,
                        "The file is refused: " + fault + ". Nothing was stored.",
                        arguments));
    }

    /// The days read so far; each is complete, in the calendar, and there once.
    private static final class Days {
        private final LocalDate today;
        private final List<Line> lines = new ArrayList<>();
        private final Set<LocalDate> known = new HashSet<>();
        private final Set<String> ofDay = new HashSet<>();
        private Optional<LocalDate> day = Optional.empty();

        Days(LocalDate today) {
            this.today = today;
        }

        void begin(String time) {
            end();
            var next = date(time);
            shape(!next.isAfter(today), "ecb.future", "%s lies in the future", next);
            shape(!next.isBefore(FIRST_DAY), "ecb.early", "%s is before the euro", next);
            shape(!isWeekend(next), "ecb.weekend", "%s is a weekend", next);
            shape(known.add(next), "ecb.twice", "%s comes twice", next);
            day = Optional.of(next);
            ofDay.clear();
        }

        private static LocalDate date(String time) {
            try {
                return LocalDate.parse(time);
            } catch (DateTimeParseException malformed) {
                throw refused("ecb.date", "\"%s\" is no date", shortened(time));
            }
        }

        private static boolean isWeekend(LocalDate day) {
            return day.getDayOfWeek() == DayOfWeek.SATURDAY
                    || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        }

        void rate(String code, String rate) {
            var on = day.orElseThrow();
            var symbol =
                    Symbol.of(code)
                            .filter(it -> !it.currency().equals(EUR))
                            .orElseThrow(() ->
                                    refused(
                                            "ecb.currency",
                                            "\"%s\" is no currency of it",
                                            shortened(code)));
            var where = code + " on " + on;
            shape(ofDay.add(code), "ecb.twice", "%s comes twice", where);
            shape(
                    DECIMAL.matcher(rate).matches() && new BigDecimal(rate).signum() > 0,
                    "ecb.rate",
                    "\"%s\" is no rate: %s",
                    shortened(rate),
                    where);
            lines.add(
                    new Line(
                            on,
                            EUR,
                            symbol.currency(),
                            symbol.venue(),
                            new BigDecimal(rate),
                            Optional.of(
                                    on.atTime(PUBLISHED)
                                            .atZone(TargetDays.FRANKFURT)
                                            .toInstant())));
        }

        /// The dollar is in every file of the ECB: a day without it was cut off.
        private void end() {
            day.ifPresent(on ->
                    shape(
                            ofDay.contains("USD"),
                            "ecb.cut",
                            "%s is not complete: it has no USD",
                            on));
        }

        List<Line> lines() {
            end();
            shape(!lines.isEmpty(), "ecb.empty", "it has no day with rates");
            return List.copyOf(lines);
        }

        private static String shortened(String text) {
            return text.length() <= 20 ? text : text.substring(0, 20) + "…";
        }
    }
}
