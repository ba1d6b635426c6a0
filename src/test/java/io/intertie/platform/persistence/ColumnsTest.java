package io.intertie.platform.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ColumnsTest {
    private static final List<String> WORDS =
            List.of(
                    "NULL",
                    "NULL",
                    "a",
                    "",
                    "null",
                    "a,b",
                    "a,b",
                    "{x}",
                    "say \"no\"",
                    "say \"no\"",
                    "C:\\\\dir\\",
                    " é😀\n ");

    private final Database database = TestDatabase.fresh();

    @Test
    void textComesBackAsItWasGivenWhateverItHolds() {
        var columns = new Columns("integer", "text");
        for (int at = 0; at < WORDS.size(); at++) {
            columns.add(at, WORDS.get(at));
        }
        var back =
                database.sql(
                                "select word from %s as one (at, word) order by at"
                                        .formatted(Columns.unnest("integer", "text")),
                                columns.after())
                        .list(row -> row.text("word"));
        assertEquals(WORDS, back);
    }

    @Test
    void whatStandsBesideItsLikeIsReadAsItself() {
        var id = UUID.randomUUID();
        var at = Instant.parse("2026-11-26T23:59:59.000001Z");
        var rows =
                List.of(
                        List.of(id, at, new BigDecimal("1.0")),
                        List.of(id, at.plusNanos(123_456_000), new BigDecimal("1.00")),
                        List.of(UUID.randomUUID(), at.plusSeconds(1), BigDecimal.ZERO),
                        List.of(id, at, new BigDecimal("-1.5")),
                        List.of(id, Instant.EPOCH.minusNanos(1_000), BigDecimal.ONE));
        var types = new String[] {"uuid", "timestamptz", "numeric"};
        var columns = new Columns(types);
        rows.forEach(row -> columns.add(row.toArray()));
        var back =
                database.sql(
                                "select * from %s as one (a, b, c)"
                                        .formatted(Columns.unnest(types)),
                                columns.after())
                        .list(row -> List.of(row.id("a"), row.instant("b"), row.decimal("c")));
        assertEquals(rows, back);
    }

    @Test
    void eachTypeIsReadAsItsOwn() {
        var id = UUID.fromString("0192f0c1-2345-7abc-8def-0123456789ab");
        var at = Instant.parse("2026-11-26T14:00:00.123456Z");
        var types =
                new String[] {
                    "uuid", "bigint", "boolean", "numeric", "timestamptz", "text", "text"
                };
        var columns = new Columns(types);
        columns.add(
                id,
                Long.MIN_VALUE,
                true,
                new BigDecimal("1E-12"),
                at,
                Optional.of(Thread.State.NEW),
                Optional.empty());
        var row =
                database.sql(
                                "select * from %s as one (a, b, c, d, e, f, g)"
                                        .formatted(Columns.unnest(types)),
                                columns.after())
                        .one(found ->
                                List.of(
                                        found.id("a"),
                                        found.number("b"),
                                        found.flag("c"),
                                        found.decimal("d").toPlainString(),
                                        found.instant("e"),
                                        found.text("f"),
                                        found.textIfAny("g")));
        assertEquals(
                List.of(
                        id,
                        Long.MIN_VALUE,
                        true,
                        "0.000000000001",
                        at,
                        "NEW",
                        Optional.<String>empty()),
                row);
    }
}
