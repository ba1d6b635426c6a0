package io.intertie.quality;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// How far back figures reach, at most: a bucket that began before is left out whole.
public enum Window {
    FIVE_MINUTES("5m", Duration.ofMinutes(5)),
    HALF_HOUR("30m", Duration.ofMinutes(30)),
    DAY("1d", Duration.ofDays(1)),
    MONTH("30d", Duration.ofDays(30));

    private final String code;
    private final Duration length;

    Window(String code, Duration length) {
        this.code = code;
        this.length = length;
    }

    /// As an address names it: `5m`, `30m`, `1d`, `30d`.
    public String code() {
        return code;
    }

    public Duration length() {
        return length;
    }

    public static Optional<Window> of(String code) {
        return Stream.of(values()).filter(one -> one.code.equals(code)).findFirst();
    }
}
