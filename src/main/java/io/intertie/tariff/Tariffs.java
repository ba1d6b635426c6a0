package io.intertie.tariff;

import io.intertie.identity.Actor;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The sites' tariffs, version by version: drafted by one person, verified by another.
///
/// **Always true** only a site's first tariff may begin in the past; a verified one never changes
/// (`TariffsTest`).
@ApplicationScoped
public class Tariffs {
    /// How late a form may arrive that meant "from now on".
    static final Duration GRACE = Duration.ofMinutes(5);

    private final TariffStore store;
    private final Ground ground;
    private final Witness witness;
    private final Database database;
    private final Clock clock;

    @Inject
    Tariffs(TariffStore store, Ground ground, Witness witness, Database database, Clock clock) {
        this.store = store;
        this.ground = ground;
        this.witness = witness;
        this.database = database;
        this.clock = clock;
    }

    /// Drafts a new version for a site; it prices nothing until a second person verifies it.
    ///
    /// Number, state and hash are set here, whatever `draft` says.
    ///
    /// @throws Problem if it is not theirs, has faulty figures or no source, or would begin in the
    ///   past
    public TariffVersion draft(TariffVersion draft, Actor actor) {
        mustOwn(draft.dataCenterId(), actor);
        refuse(faults(draft));
        return database.transaction(() -> {
            store.lock(draft.dataCenterId());
            store.insert(numbered(draft, store.nextNumber(draft.dataCenterId())), actor);
            witness.tell(actor, "tariff.drafted", draft.id(), detail(draft, draft.effectiveFrom()));
            return store.find(draft.id()).orElseThrow();
        });
    }

    /// Verifies a draft: never by its drafter. One whose date has passed meanwhile begins now.
    ///
    /// @throws Problem if it is not theirs, is their own draft, or has been verified already
    public TariffVersion verify(UUID versionId, Actor actor) {
        return database.transaction(() -> {
            var site = found(versionId).dataCenterId();
            mustOwn(site, actor);
            store.lock(site);
            var draft = found(versionId);
            if (draft.state() != TariffVersion.State.DRAFT) {
                throw new Problem(ProblemType.CONFLICT, "This tariff is verified already.");
            }
            if (store.drafterOf(versionId).orElseThrow().equals(actor.name())) {
                throw new Problem(
                        ProblemType.FORBIDDEN, "A second person verifies, not the drafter.");
            }
            var effectiveFrom = isFirst(site) ? draft.effectiveFrom() : notBeforeNow(draft);
            store.verify(versionId, actor, effectiveFrom);
            witness.tell(actor, "tariff.verified", versionId, detail(draft, effectiveFrom));
            return found(versionId);
        });
    }

    public Optional<TariffVersion> find(UUID versionId) {
        return store.find(versionId);
    }

    /// The verified version in force at a site.
    public Optional<TariffVersion> inForce(UUID dataCenterId, Instant at) {
        return store.inForce(dataCenterId, at);
    }

    /// All versions of a site, the newest first.
    public List<TariffVersion> of(UUID dataCenterId) {
        return store.of(dataCenterId);
    }

    /// The shipped tariffs that a site can start from; docs/pricing-method.md names their sources.
    public List<ReferenceTariff> references() {
        return References.ALL;
    }

    /// A shipped tariff, by its code, for example `CN-NM-W`.
    public Optional<ReferenceTariff> reference(String code) {
        return references().stream().filter(tariff -> tariff.code().equals(code)).findFirst();
    }

    private Map<String, String> faults(TariffVersion draft) {
        var faults = draft.faults();
        var earliest = clock.instant().minus(GRACE);
        if (draft.effectiveFrom().isBefore(earliest) && !isFirst(draft.dataCenterId())) {
            faults.put("effectiveFrom", "lies in the past");
        }
        return faults;
    }

    private static void refuse(Map<String, String> faults) {
        if (!faults.isEmpty()) {
            throw new Problem(ProblemType.UNPROCESSABLE, "The tariff has mistakes.", faults);
        }
    }

    private boolean isFirst(UUID dataCenterId) {
        return store.of(dataCenterId).stream()
                .allMatch(version -> version.state() == TariffVersion.State.DRAFT);
    }

    private Instant notBeforeNow(TariffVersion draft) {
        var now = clock.instant();
        return draft.effectiveFrom().isBefore(now) ? now : draft.effectiveFrom();
    }

    private TariffVersion found(UUID versionId) {
        return find(versionId)
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "There is no such tariff."));
    }

    private void mustOwn(UUID dataCenterId, Actor actor) {
        witness.mustBeOf(ground.site(dataCenterId).providerId(), actor);
    }

    private static TariffVersion numbered(TariffVersion draft, int number) {
        return new TariffVersion(
                draft.id(),
                draft.dataCenterId(),
                number,
                draft.currency(),
                draft.table(),
                draft.demandPerKwMonth(),
                draft.loadFactor(),
                draft.lossFraction(),
                draft.effectiveFrom(),
                TariffVersion.State.DRAFT,
                draft.source(),
                draft.quality(),
                TableText.hash(draft.table()));
    }

    private static Map<String, String> detail(TariffVersion version, Instant effectiveFrom) {
        return Map.of(
                "dataCenter", version.dataCenterId().toString(),
                "effectiveFrom", effectiveFrom.toString(),
                "tableHash", TableText.hash(version.table()));
    }
}
