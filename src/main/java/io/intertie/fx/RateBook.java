package io.intertie.fx;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.platform.files.Sha256;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The reference rates on record, and the files of the ECB that bring them there.
///
/// **Always true** what is refused leaves nothing but the audit entry of who tried
/// (`RateBookTest`).
@ApplicationScoped
public class RateBook {
    private static final int A_MONTH = 30;

    private final Database database;
    private final Intake intake;
    private final RateStore rates;
    private final Quotes quotes;
    private final Trail trail;

    @Inject
    RateBook(Database database, Intake intake, RateStore rates, Quotes quotes, Trail trail) {
        this.database = database;
        this.intake = intake;
        this.rates = rates;
        this.quotes = quotes;
        this.trail = trail;
    }

    /// What a payload brought: rates that were not on record, how many of them are held, its newest
    /// day, and its hash.
    public record Taken(int rates, int held, LocalDate newest, String payloadSha256) {}

    /// Takes in a file of the ECB, daily or history.
    ///
    /// @throws Problem if it is refused; then nothing of it is on record
    public Taken upload(byte[] file, Actor actor) {
        mustRunTheMarket(actor);
        try {
            return taken(file, actor);
        } catch (Problem refused) {
            trail.record(
                    actor, "fx-file.refused", Sha256.of(file), Map.of("reason", refused.detail()));
            throw refused;
        }
    }

    /// Takes in a file that was fetched.
    Taken taken(byte[] file, Actor actor) {
        var source = new EcbFile();
        return database.transaction(() -> {
            var taken = intake.take(source, file);
            if (taken.rates() > 0) {
                quotes.renew();
                trail.record(
                        actor,
                        "fx-file.taken",
                        taken.payloadSha256(),
                        Map.of(
                                "source", source.name(),
                                "rates", Integer.toString(taken.rates()),
                                "held", Integer.toString(taken.held()),
                                "newest", taken.newest().toString()));
            }
            return taken;
        });
    }

    static void mustRunTheMarket(Actor actor) {
        if (!actor.is(Role.ADMIN)) {
            throw new Problem(
                    ProblemType.FORBIDDEN,
                    Wording.of("fx.admin", "Only an admin of the market changes exchange rates."));
        }
    }

    /// The newest rate of each source, currency and venue.
    public List<ReferenceRate> newest() {
        return rates.newestOfEach();
    }

    /// The same source's rates of the same currency and venue, the newest first.
    public List<ReferenceRate> series(ReferenceRate newest, int limit) {
        return rates.series(newest, limit);
    }

    /// The TARGET days of the month before a series' newest day that it has no rate of.
    public static List<LocalDate> gaps(List<ReferenceRate> series) {
        var days = series.stream().map(ReferenceRate::asOf).collect(Collectors.toSet());
        if (days.isEmpty()) {
            return List.of();
        }
        var newest = Collections.max(days);
        var oldest = Collections.max(List.of(Collections.min(days), newest.minusDays(A_MONTH)));
        return oldest.datesUntil(newest)
                .filter(TargetDays::isOpen)
                .filter(day -> !days.contains(day))
                .toList();
    }
}
