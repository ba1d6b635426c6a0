package io.intertie.fx;

import io.intertie.audit.TestTrail;
import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.platform.persistence.Database;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The room wired by hand on a database, for tests of this room and of those above it.
public final class TestQuotes {
    static final Actor ADA = new Actor("ada", Actor.OPERATOR, Set.of(Role.ADMIN), "-");
    static final Actor ABE = new Actor("abe", Actor.OPERATOR, Set.of(Role.ADMIN), "-");
    static final Actor EVE = new Actor("eve", Actor.OPERATOR, Set.of(Role.AUDITOR), "-");

    private TestQuotes() {}

    /// The quotes of a demonstration market, which has the development seed.
    public static Quotes on(Database database, Clock clock) {
        return wired(database, clock, true).quotes();
    }

    /// The quotes of a market that has no rates but those that are taken in.
    public static Room without(Database database, Clock clock) {
        return wired(database, clock, false);
    }

    static Room wired(Database database, Clock clock, boolean isDemonstration) {
        var store = new RateStore(database);
        var intake = new Intake(database, store, clock);
        var rates = new ReferenceRates(store, intake, isDemonstration);
        var quotes = new Quotes(database, new QuoteStore(database), rates, clock);
        var trail = TestTrail.on(database, clock);
        var entries =
                new RateEntries(
                        database, intake, new RateEntryStore(database), quotes, trail, clock);
        return new Room(
                quotes,
                new RateBook(database, intake, store, quotes, trail),
                entries,
                trail,
                store);
    }

    /// The room's doors.
    public record Room(
            Quotes quotes, RateBook book, RateEntries entries, Trail trail, Object store) {
        /// Takes in a day of the ECB: one euro in each currency.
        public RateBook.Taken ecb(LocalDate day, Map<String, String> rates) {
            return book.upload(file(Map.of(day, rates)), ADA);
        }

        /// Two of the operator's people have a rate.
        public void operator(LocalDate day, String currency, String rate) {
            var draft = new RateEntries.Draft(currency, new BigDecimal(rate), day, "a bank");
            entries.confirm(entries.enter(draft, ADA).id(), ABE);
        }

        RateStore rates() {
            return (RateStore) store;
        }
    }

    static byte[] file(Map<LocalDate, Map<String, String>> days) {
        var cubes = new StringBuilder();
        days.forEach((day, rates) -> {
            cubes.append("<Cube time=\"").append(day).append("\">");
            rates.forEach((currency, rate) -> cubes.append(cube(currency, rate)));
            cubes.append("</Cube>");
        });
        return envelope(cubes.toString());
    }

    static String cube(String currency, String rate) {
        return "<Cube currency=\"%s\" rate=\"%s\"/>".formatted(currency, rate);
    }

    static byte[] envelope(String cubes) {
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" \
        xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
        <gesmes:subject>Reference rates</gesmes:subject>
        <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
        <Cube>%s</Cube></gesmes:Envelope>
        """
                .formatted(cubes)
                .getBytes(StandardCharsets.UTF_8);
    }

    static List<String> trail(Room room) {
        return TestTrail.lines(room.trail());
    }
}
