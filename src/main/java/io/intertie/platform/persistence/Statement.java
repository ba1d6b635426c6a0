package io.intertie.platform.persistence;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/// One SQL statement with its parameters bound, ready to run.
public final class Statement {
    private final DataSource dataSource;
    private final Transactions transactions;
    private final String sql;
    private final Object[] parameters;

    Statement(DataSource source, Transactions transactions, String sql, Object[] parameters) {
        this.dataSource = source;
        this.transactions = transactions;
        this.sql = sql;
        this.parameters = parameters.clone();
    }

    /// All rows, each mapped.
    public <T> List<T> list(Function<Row, T> mapping) {
        return run(statement -> rows(statement.executeQuery(), mapping));
    }

    /// The first row, mapped, if there is one.
    public <T> Optional<T> first(Function<Row, T> mapping) {
        return list(mapping).stream().findFirst();
    }

    /// The only row, mapped.
    ///
    /// @throws IllegalStateException if there is none
    public <T> T one(Function<Row, T> mapping) {
        return first(mapping).orElseThrow(() -> new IllegalStateException("no row: " + sql));
    }

    /// Writes, and tells how many rows that touched.
    public int update() {
        return run(PreparedStatement::executeUpdate);
    }

    /// Runs statements in one journey to the database, each after the one before; tells how many
    /// rows each of them touched. None of them may ask.
    static List<Integer> together(
            DataSource source, Transactions transactions, List<Statement> statements) {
        return joined(source, transactions, statements.stream())
                .run(statement -> {
                    var counts = new ArrayList<Integer>();
                    statement.execute();
                    for (int count = statement.getUpdateCount();
                            count >= 0;
                            count = statement.getUpdateCount()) {
                        counts.add(count);
                        statement.getMoreResults();
                    }
                    return List.copyOf(counts);
                });
    }

    /// Asks questions in one journey to the database, each after the one before.
    static Answers ask(DataSource source, Transactions transactions, List<Question<?>> questions) {
        return joined(source, transactions, questions.stream().map(Question::statement))
                .run(statement -> {
                    var answers = new IdentityHashMap<Question<?>, List<?>>();
                    statement.execute();
                    for (var question : questions) {
                        answers.put(question, rows(statement.getResultSet(), question.mapping()));
                        statement.getMoreResults();
                    }
                    return new Answers(answers);
                });
    }

    private static Statement joined(
            DataSource source, Transactions transactions, Stream<Statement> statements) {
        var all = statements.toList();
        return new Statement(
                source,
                transactions,
                all.stream().map(one -> one.sql).collect(Collectors.joining(";\n")),
                all.stream().flatMap(one -> Stream.of(one.parameters)).toArray());
    }

    private static <T> List<T> rows(ResultSet found, Function<Row, T> mapping) throws SQLException {
        try (found) {
            var all = new ArrayList<T>();
            var row = new Row(found);
            while (found.next()) {
                all.add(mapping.apply(row));
            }
            return List.copyOf(all);
        }
    }

    private interface Use<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(Use<T> use) {
        try {
            var connection = transactions.connection(dataSource);
            try (var statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    bind(statement, i + 1, parameters[i]);
                }
                return use.with(statement);
            } finally {
                transactions.release(connection);
            }
        } catch (SQLException failed) {
            throw Failures.translated(failed);
        }
    }

    private static void bind(PreparedStatement statement, int place, Object value)
            throws SQLException {
        switch (value) {
            case String text -> statement.setString(place, text);
            case Long number -> statement.setLong(place, number);
            case Integer number -> statement.setInt(place, number);
            case Boolean flag -> statement.setBoolean(place, flag);
            case BigDecimal decimal -> statement.setBigDecimal(place, decimal);
            case UUID id -> statement.setObject(place, id);
            case Instant at -> statement.setObject(place, at.atOffset(ZoneOffset.UTC));
            case byte[] bytes -> statement.setBytes(place, bytes);
            case Database.Absent absent -> statement.setNull(place, sqlType(absent));
            case Enum<?> constant -> statement.setString(place, constant.name());
            case Columns.Column column ->
                    // Of no type: the statement casts it to the column's.
                    statement.setObject(place, column.literal(), Types.OTHER);
            default -> throw new IllegalArgumentException("parameter of " + value.getClass());
        }
    }

    private static int sqlType(Database.Absent absent) {
        return switch (absent) {
            case TEXT -> Types.VARCHAR;
            case NUMBER -> Types.BIGINT;
            case UUID -> Types.OTHER;
            case INSTANT -> Types.TIMESTAMP_WITH_TIMEZONE;
        };
    }
}
