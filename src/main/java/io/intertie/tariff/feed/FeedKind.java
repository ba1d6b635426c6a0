package io.intertie.tariff.feed;

/// What a document of a feed is; `source` names it wherever one of its prices is shown.
public enum FeedKind {
    ENTSOE("ENTSO-E A44"),
    ENERGY_CHARTS("Energy-Charts"),
    TARIFF_TABLE("monthly table");

    private final String source;

    FeedKind(String source) {
        this.source = source;
    }

    public String source() {
        return source;
    }

    /// The kind's name in addresses and message keys.
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
