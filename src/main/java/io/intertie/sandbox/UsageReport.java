package io.intertie.sandbox;

/// How truthfully a reply reports its usage.
///
/// @param tooMany output tokens reported on top of the true count
record UsageReport(Kind kind, int tooMany) {
    static final UsageReport TRUE = new UsageReport(Kind.SENT, 0);
    private static final String OVER = "over:";

    enum Kind {
        SENT,
        ZERO,
        NONE
    }

    static UsageReport of(String word) {
        return switch (word) {
            case "none" -> new UsageReport(Kind.NONE, 0);
            case "zero" -> new UsageReport(Kind.ZERO, 0);
            default -> {
                if (!word.startsWith(OVER)) {
                    throw Behaviour.refused("usage takes none, zero or over:n");
                }
                String number = word.substring(OVER.length());
                yield new UsageReport(
                        Kind.SENT, Behaviour.number("usage=over", number, 0, 1_000_000));
            }
        };
    }
}
