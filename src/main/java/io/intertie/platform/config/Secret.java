package io.intertie.platform.config;

/// A value that must not be printed: it shows as `•••` wherever it is logged or rendered.
///
/// A class, not a record, so that no generated method prints the value.
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /// The value itself; name the reason where you call it.
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "•••";
    }
}
