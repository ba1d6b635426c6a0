package io.intertie.tariff.feed;

/// What is wrong with a cell of a table: its line in the file (the header is line 1), its column.
///
/// `isConfirmable`: a figure that is unlikely, and taken by whoever says that it is meant.
public record Fault(int line, String column, String what, boolean isConfirmable) {
    /// Where it is, as people look for it.
    public String cell() {
        return "line " + line + (column.isEmpty() ? "" : ", " + column);
    }
}
