package io.intertie.platform.persistence;

import java.util.List;
import java.util.function.Function;

/// A statement that asks, and how each of its rows is read.
public record Question<T>(Statement statement, Function<Row, T> mapping) {
    /// Asks it alone.
    public List<T> answer() {
        return statement.list(mapping);
    }
}
