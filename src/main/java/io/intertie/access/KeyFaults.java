package io.intertie.access;

import io.intertie.platform.http.Faults;
import io.intertie.platform.http.Wording;
import java.time.Duration;
import java.time.Instant;

/// What is wrong with a key as somebody wants it, at its fields.
final class KeyFaults {
    private static final int MOST_BLOCKS = 100;
    private static final int MOST_MODELS = 1_000;
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private KeyFaults() {}

    static Faults of(ApiKeys.Request request, Instant now) {
        return past(of(request), request, now);
    }

    /// What is wrong with a change: an expiry that was and stays is none of it.
    static Faults of(ApiKeys.Request was, ApiKeys.Request wanted, Instant now) {
        return wanted.expiresAt().equals(was.expiresAt())
                ? of(wanted)
                : past(of(wanted), wanted, now);
    }

    private static Faults of(ApiKeys.Request request) {
        var name = request.name().strip();
        var faults = add(new Faults(), request.purpose(), request.limits());
        return add(faults, request.purpose(), request.grant())
                .when(name.isEmpty(), "name", Wording.of("key.name", "Give the key a name."))
                .when(
                        name.length() > 80,
                        "name",
                        Wording.of("key.long", "Use at most 80 characters."));
    }

    private static Faults past(Faults faults, ApiKeys.Request request, Instant now) {
        return faults.when(
                request.expiresAt().filter(at -> !at.isAfter(now)).isPresent(),
                "expiresAt",
                Wording.of("key.past", "This is in the past."));
    }

    static Faults ofOverlap(Duration overlap) {
        return new Faults()
                .when(
                        overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0,
                        "overlap",
                        Wording.of(
                                "key.overlap",
                                "The old secret can stay valid for at most 30 days."));
    }

    private static Faults add(Faults faults, ApiKey.Purpose purpose, ApiKey.Limits limits) {
        var isOdd = purpose == ApiKey.Purpose.MANAGEMENT;
        var fault =
                Wording.of(
                        "key.management",
                        "A management key calls no models, so it takes no limit.");
        return faults.when(isOdd && limits.whole().isPresent(), "limit", fault)
                .when(isOdd && limits.perTask().isPresent(), "taskLimit", fault);
    }

    private static Faults add(Faults faults, ApiKey.Purpose purpose, ApiKey.Grant grant) {
        return faults.when(
                        purpose == ApiKey.Purpose.MANAGEMENT && !grant.equals(ApiKey.Grant.ALL),
                        "scopes",
                        Wording.of(
                                "key.grant",
                                "A management key calls no models: scopes, addresses, models and"
                                        + " rates are for gateway keys."))
                .when(
                        grant.from().size() > MOST_BLOCKS,
                        "addresses",
                        Wording.of("key.blocks", "Use at most 100 blocks."))
                .when(
                        grant.models().size() > MOST_MODELS,
                        "models",
                        Wording.of("key.models", "Use at most 1,000 models."));
    }
}
