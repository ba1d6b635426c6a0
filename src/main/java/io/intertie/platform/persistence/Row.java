package io.intertie.platform.persistence;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The row that a query stands on, read by column name.
public final class Row {
    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    public String text(String column) {
        return read(() -> rows.getString(column));
    }

    public long number(String column) {
        return read(() -> rows.getLong(column));
    }

    public int count(String column) {
        return read(() -> rows.getInt(column));
    }

    public boolean flag(String column) {
        return read(() -> rows.getBoolean(column));
    }

    public BigDecimal decimal(String column) {
        return read(() -> rows.getBigDecimal(column));
    }

    // Asked for a class of its choice, the pool's wrapper searches for the driver's method each
    // time.

    public UUID id(String column) {
        return read(() -> (UUID) rows.getObject(column));
    }

    public Instant instant(String column) {
        return read(() -> rows.getTimestamp(column).toInstant());
    }

    public byte[] bytes(String column) {
        return read(() -> rows.getBytes(column));
    }

    public Optional<byte[]> bytesIfAny(String column) {
        return isNull(column) ? Optional.empty() : Optional.of(bytes(column));
    }

    public <E extends Enum<E>> E constant(Class<E> type, String column) {
        return Enum.valueOf(type, text(column));
    }

    /// The column's value, or empty where it is NULL.
    public Optional<String> textIfAny(String column) {
        return isNull(column) ? Optional.empty() : Optional.of(text(column));
    }

    /// The column's instant, or empty where it is NULL.
    public Optional<Instant> instantIfAny(String column) {
        return isNull(column) ? Optional.empty() : Optional.of(instant(column));
    }

    /// The column's id, or empty where it is NULL.
    public Optional<UUID> idIfAny(String column) {
        return isNull(column) ? Optional.empty() : Optional.of(id(column));
    }

    private boolean isNull(String column) {
        return read(() -> rows.getObject(column) == null);
    }

    private interface Reading<T> {
        T read() throws SQLException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (SQLException failed) {
            throw Failures.translated(failed);
        }
    }
}
