package io.intertie.proof;

/// A row that is not what it was, or not what others say: which one, and what differs.
public record Break(String table, String key, String difference) {
    @Override
    public String toString() {
        return table + " " + key + ": " + difference;
    }
}
