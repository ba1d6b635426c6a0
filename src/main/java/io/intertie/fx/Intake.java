package io.intertie.fx;

import io.intertie.platform.files.Sha256;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Takes what a source sent onto record, all of it or nothing.
@ApplicationScoped
class Intake {
    /// How far before a payload the guard looks: rates of the same days, from other sources.
    private static final int DAYS_BEFORE = 14;

    private final Database database;
    private final RateStore rates;
    private final Clock clock;

    @Inject
    Intake(Database database, RateStore rates, Clock clock) {
        this.database = database;
        this.rates = rates;
        this.clock = clock;
    }

    /// What one rate of one day is known by.
    private record Key(String source, String quote, ReferenceRate.Venue venue, LocalDate asOf) {}

    /// @throws Problem if the payload is refused, or says otherwise than what is on record
    RateBook.Taken take(RateSource source, byte[] payload) {
        var lines =
                source.read(payload, TargetDays.at(clock.instant())).stream()
                        .sorted(Comparator.comparing(RateSource.Line::asOf))
                        .toList();
        var hash = Sha256.of(payload);
        return database.transaction(() -> {
            rates.lock();
            var fresh = judged(source, lines, hash);
            rates.write(fresh);
            return new RateBook.Taken(
                    fresh.size(),
                    (int) fresh.stream().filter(ReferenceRate::isHeld).count(),
                    lines.getLast().asOf(),
                    hash);
        });
    }

    private List<ReferenceRate> judged(
            RateSource source, List<RateSource.Line> lines, String hash) {
        var first = lines.getFirst();
        var known = rates.around(first.base(), first.asOf().minusDays(DAYS_BEFORE));
        var byKey = new HashMap<Key, ReferenceRate>();
        known.forEach(one -> byKey.put(key(one), one));
        var guard = new MoveGuard(known, TargetDays.at(clock.instant()));
        var fresh = new ArrayList<ReferenceRate>();
        for (var line : lines) {
            if (!isOnRecord(source, line, byKey)) {
                fresh.add(rate(source, line, hash, guard.judged(source.name(), line)));
            }
        }
        return fresh;
    }

    private static Key key(ReferenceRate one) {
        return new Key(one.source(), one.quote().code(), one.venue(), one.asOf());
    }

    private static boolean isOnRecord(
            RateSource source, RateSource.Line line, Map<Key, ReferenceRate> byKey) {
        var known =
                byKey.get(new Key(source.name(), line.quote().code(), line.venue(), line.asOf()));
        if (known != null && known.rate().compareTo(line.rate()) != 0) {
            throw new Problem(
                    ProblemType.CONFLICT,
                    Wording.of(
                            "fx.record",
                            "%s of %s is on record from this source with %s, not %s. Nothing was"
                                    + " stored.",
                            line.quote(),
                            line.asOf(),
                            known.rate().stripTrailingZeros().toPlainString(),
                            line.rate().toPlainString()));
        }
        return known != null;
    }

    private ReferenceRate rate(
            RateSource source, RateSource.Line line, String hash, ReferenceRate.Standing standing) {
        var now = clock.instant();
        return new ReferenceRate(
                UuidV7.at(now),
                source.name(),
                source.quality(),
                line.base(),
                line.quote(),
                line.venue(),
                line.rate(),
                line.asOf(),
                line.publishedAt(),
                now,
                hash,
                standing);
    }

    /// Takes the development seed in, unless it is on record.
    void seed() {
        var payload = ShippedFile.payload();
        if (!rates.isOnRecord(Sha256.of(payload))) {
            var _ = take(new ShippedFile(), payload);
        }
    }
}
