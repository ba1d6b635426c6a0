package io.intertie.platform.persistence;

import io.intertie.money.Check;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Many rows for one statement, column by column, as `unnest` reads them.
///
/// The statement's text does not depend on how many there are, so it is prepared once.
public final class Columns {
    private final List<Column> columns;

    /// Columns of PostgreSQL's types, such as `uuid`.
    public Columns(String... types) {
        this.columns = List.of(types).stream().map(Column::new).toList();
    }

    /// One column as a parameter.
    static final class Column {
        private final String type;
        private final List<@Nullable String> values = new ArrayList<>();

        Column(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }

        /// Each value as PostgreSQL reads it.
        @Nullable String[] values() {
            return values.toArray(new @Nullable String[0]);
        }
    }

    /// Adds a row. An empty optional is NULL.
    public Columns add(Object... row) {
        Check.that(row.length == columns.size(), "%s of %s", row.length, columns.size());
        for (int i = 0; i < row.length; i++) {
            columns.get(i).values.add(text(row[i]));
        }
        return this;
    }

    private static @Nullable String text(Object value) {
        return switch (value) {
            case Optional<?> any -> any.isPresent() ? text(any.get()) : null;
            case Enum<?> constant -> constant.name();
            default -> value.toString();
        };
    }

    public boolean isEmpty() {
        return columns.getFirst().values.isEmpty();
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
