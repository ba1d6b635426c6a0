package io.intertie.platform.persistence;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
        return run(statement -> {
            var found = new ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                var row = new Row(rows);
                while (rows.next()) {
                    found.add(mapping.apply(row));
                }
            }
            return List.copyOf(found);
        });
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
        var sql = statements.stream().map(one -> one.sql).collect(Collectors.joining(";\n"));
        var parameters = statements.stream().flatMap(one -> Stream.of(one.parameters)).toArray();
        return new Statement(source, transactions, sql, parameters)
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
                    statement.setArray(
                            place,
                            statement
                                    .getConnection()
                                    .createArrayOf(column.type(), column.values()));
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
