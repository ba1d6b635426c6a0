package io.intertie.tariff.feed;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.platform.files.Sha256;
import io.intertie.platform.files.XmlTree;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/// Takes documents with day-ahead prices onto record, each one whole or not at all.
///
/// **Always true** a document that tells nothing new leaves nothing; what is refused leaves the
/// audit entry of who tried (`DayAheadFilesTest`).
@ApplicationScoped
public class DayAheadFiles {
    private final Database database;
    private final DayAheadStore prices;
    private final DocumentStore documents;
    private final Trail trail;
    private final Clock clock;

    @Inject
    DayAheadFiles(
            Database database,
            DayAheadStore prices,
            DocumentStore documents,
            Trail trail,
            Clock clock) {
        this.database = database;
        this.prices = prices;
        this.documents = documents;
        this.trail = trail;
        this.clock = clock;
    }

    /// What a document is said to be: its kind, its zone (may be empty where the document tells
    /// it), its name.
    public record Label(FeedKind kind, String zone, String name) {
        Told read(byte[] document) {
            return switch (kind) {
                case ENTSOE -> ofZone(EntsoeFile.read(document));
                case ENERGY_CHARTS -> EnergyChartsFile.read(document, named());
                case TARIFF_TABLE -> throw Told.refused("file.kind", "it is a table of tariffs");
            };
        }

        private Told ofZone(Told told) {
            Told.shape(
                    zone.isEmpty() || told.zone().equals(named()),
                    "file.other",
                    "it is of %s, not of %s",
                    told.zone().code(),
                    Told.shortened(zone));
            return told;
        }

        private BiddingZone named() {
            return BiddingZone.of(zone)
                    .orElseThrow(() ->
                            Problem.field(
                                    "zone",
                                    Wording.of(
                                            "feed.zone",
                                            "There is no bidding zone \"%s\". Nothing was stored.",
                                            Told.shortened(zone))));
        }
    }

    /// What a document brought: prices of times that had none, prices that correct one, prices as
    /// they are on record, prices that a better source tells otherwise, and times without a price.
    public record Taken(
            String zone,
            int fresh,
            int corrected,
            int unchanged,
            int disagreeing,
            int missing,
            Instant from,
            Instant to,
            String sha256) {}

    /// Takes in a document that somebody of the market uploads.
    ///
    /// @throws Problem if it is refused; then nothing of it is on record
    public Taken upload(Label label, byte[] document, Actor actor) {
        if (!actor.is(Role.ADMIN)) {
            throw new Problem(
                    ProblemType.FORBIDDEN,
                    Wording.of(
                            "feed.admin", "Only an admin of the market brings day-ahead prices."));
        }
        try {
            return taken(label, document, actor);
        } catch (Problem refused) {
            trail.record(
                    actor,
                    "feed.refused",
                    Sha256.of(document),
                    Map.of("kind", label.kind().name(), "reason", refused.detail()));
            throw refused;
        }
    }

    /// Takes in a document that was fetched.
    Taken taken(Label label, byte[] document, Actor actor) {
        if (document.length > XmlTree.BYTES_AT_MOST) {
            throw new Problem(
                    ProblemType.TOO_LARGE,
                    Wording.of("feed.large", "The file is larger than 5 MB. Nothing was stored."));
        }
        var now = clock.instant();
        var told = label.read(document).checked(now);
        var sha256 = Sha256.of(document);
        return database.transaction(() -> {
            var zone = told.zone().code();
            prices.lock(zone);
            var kept = prices.between(zone, told.from(), told.to());
            var judged = new Comparison(kept, label.kind()).judged(told, sha256);
            var taken = judged.taken(told, sha256);
            if (!judged.news().isEmpty()) {
                var id = keep(label, document, actor, now);
                prices.write(zone, judged.news(), id, now);
                trail.record(actor, "feed.taken", sha256, detail(label, taken));
            }
            return taken;
        });
    }

    private java.util.UUID keep(Label label, byte[] document, Actor actor, Instant now) {
        var name = label.name().isBlank() ? label.kind().source() : Told.shortened(label.name());
        return documents.keep(
                new DocumentStore.Arrived(
                        UuidV7.at(now),
                        label.kind(),
                        name,
                        Sha256.of(document),
                        Actor.OPERATOR,
                        actor.name(),
                        now),
                document);
    }

    private static Map<String, String> detail(Label label, Taken taken) {
        return Map.of(
                "kind", label.kind().name(),
                "zone", taken.zone(),
                "fresh", Integer.toString(taken.fresh()),
                "corrected", Integer.toString(taken.corrected()),
                "disagreeing", Integer.toString(taken.disagreeing()),
                "from", taken.from().toString(),
                "to", taken.to().toString());
    }
}
