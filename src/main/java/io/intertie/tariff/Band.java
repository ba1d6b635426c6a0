package io.intertie.tariff;

/// How dear an hour is in a time-of-use tariff. Never assume an order between regions: only the
/// resolved price says what an hour costs.
public enum Band {
    DEEP_VALLEY,
    VALLEY,
    FLAT,
    PEAK,
    SHARP
}
