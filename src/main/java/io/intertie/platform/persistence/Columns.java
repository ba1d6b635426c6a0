package io.intertie.platform.persistence;

import io.intertie.money.Check;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Many rows for one statement, column by column, as `unnest` reads them.
///
/// The statement's text does not depend on how many there are, so it is prepared once.
public final class Columns {
    private static final String NULL = "NULL";

    private final List<Column> columns;

    /// Columns of PostgreSQL's types, such as `uuid`.
    public Columns(String... types) {
        this.columns = List.of(types).stream().map(Column::new).toList();
    }

    /// One column as a parameter: an array as PostgreSQL reads it, written while rows are added.
    ///
    /// The driver would look at each character of each value; a batch has tens of thousands. Most
    /// rows of a batch name the same buyer, key, listing and currencies as the row before.
    static final class Column {
        private final StringBuilder literal = new StringBuilder("{");
        private final boolean isPlain;
        private boolean isEmpty = true;
        private Object last = this;
        private String word = "";
        private long second = Long.MIN_VALUE;
        private String untilSecond = "";

        Column(String type) {
            isPlain = !type.equals("text");
        }

        private void add(Object value) {
            if (!isEmpty) {
                literal.append(',');
            }
            isEmpty = false;
            switch (value) {
                case Long number -> literal.append(number.longValue());
                case Instant at when isPlain -> add(at);
                case Optional<?> none when none.isEmpty() -> literal.append(NULL);
                case Optional<?> some -> literal.append(word(some.get()));
                default -> literal.append(word(value));
            }
        }

        private void add(Instant at) {
            var its = at.getEpochSecond();
            var nanos = at.getNano();
            if (its != second) {
                second = its;
                var text = Instant.ofEpochSecond(second).toString();
                untilSecond = text.substring(0, text.length() - 1) + '.';
            }
            literal.append(untilSecond);
            for (int unit = 100_000_000; unit > 0; unit /= 10) {
                literal.append((char) ('0' + nanos / unit % 10));
            }
            literal.append('Z');
        }

        private String word(Object value) {
            if (!value.equals(last)) {
                last = value;
                word = value instanceof Enum<?> constant ? constant.name() : value.toString();
                if (!isPlain) {
                    word = '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
                }
            }
            return word;
        }

        String literal() {
            return literal + "}";
        }
    }

    /// Adds a row. An empty optional is NULL.
    public Columns add(Object... row) {
        Check.that(row.length == columns.size(), "%s of %s", row.length, columns.size());
        for (int i = 0; i < row.length; i++) {
            columns.get(i).add(row[i]);
        }
        return this;
    }

    public boolean isEmpty() {
        return columns.getFirst().isEmpty;
    }

    /// A call of `unnest` with a place for each column.
    ///
    /// The places are hidden from the planner, which would otherwise plan each statement anew for
    /// the number of rows that it sees there.
    public static String unnest(String... types) {
        return List.of(types).stream()
                .map(type -> "(select ?::" + type + "[])")
                .collect(Collectors.joining(", ", "unnest(", ")"));
    }

    /// A statement's parameters: those given, and then the columns.
    public Object[] after(Object... before) {
        var all = new ArrayList<>();
        Collections.addAll(all, before);
        all.addAll(columns);
        return all.toArray();
    }
}
