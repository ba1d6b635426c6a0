package io.intertie.tariff;

import io.intertie.identity.Actor;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import io.intertie.tariff.TariffTable.DayType;
import io.intertie.tariff.TariffTable.Trigger;
import io.intertie.tariff.TariffVersion.Component;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
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

    private static final int MOST_BYTES = 5_000_000;

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

    /// What a kWh costs at a site at an instant: the version in force, the day as its calendar sees
    /// it (with the holiday's name and how well it is known), the band, the price with losses,
    /// demand charge, levies and tax, and what it is made of; `triggers` may still move the band.
    public record Resolved(
            TariffVersion version,
            DayType day,
            Optional<String> dayName,
            Band band,
            BigDecimal perKwh,
            Map<Component.Kind, BigDecimal> breakdown,
            List<Trigger> triggers) {
        static Resolved of(TariffVersion version, Instant at) {
            var table = version.table();
            var local = LocalDateTime.ofInstant(at, table.zone());
            var rule = table.ruleAt(at);
            var named =
                    Optional.of(table.calendar())
                            .filter(code -> !code.isEmpty())
                            .flatMap(code -> Calendar.of(code).named(local.toLocalDate()));
            return new Resolved(
                    version,
                    table.day(local),
                    named.map(one -> one.name() + " (" + one.quality() + ")"),
                    rule.band(),
                    PriceFormula.deliveredPerKwh(rule, version),
                    version.breakdown(rule),
                    table.triggers().stream().filter(one -> one.isOfHour(local)).toList());
        }
    }

    /// Drafts a new version for a site; it prices nothing until a second person verifies it.
    ///
    /// Number, state and hash are set here, whatever `draft` says.
    ///
    /// @throws Problem if it is not theirs, has faulty figures or no source, or would begin in the
    ///   past, or follows another clock than the site's
    public TariffVersion draft(TariffVersion draft, Actor actor) {
        mustOwn(draft.dataCenterId(), actor);
        refuse(faults(draft));
        return database.transaction(() -> {
            store.lock(draft.dataCenterId());
            store.insert(draft.numbered(store.nextNumber(draft.dataCenterId())), actor);
            draft.evidence().ifPresent(link -> store.attach(draft.id(), link, new byte[0], actor));
            witness.tell(actor, "tariff.drafted", draft.id(), detail(draft, draft.effectiveFrom()));
            return store.find(draft.id()).orElseThrow();
        });
    }

    /// Keeps the document that a draft was read from, for the second person to verify against.
    ///
    /// @throws Problem if it is not theirs, is verified already, has a document, or the document is
    ///   empty or larger than 5 MB
    public TariffVersion attach(UUID versionId, String name, byte[] document, Actor actor) {
        var evidence = new TariffVersion.Evidence(name, Canonical.sha256(document));
        var faults = evidence.faults();
        if (document.length == 0 || document.length > MOST_BYTES) {
            faults.put("document", Wording.of("tariff.bytes", "has 1 to %s bytes", MOST_BYTES));
        }
        refuse(faults);
        return database.transaction(() -> {
            var site = found(versionId).dataCenterId();
            mustOwn(site, actor);
            store.lock(site);
            var draft = found(versionId);
            if (draft.state() != TariffVersion.State.DRAFT || draft.evidence().isPresent()) {
                throw new Problem(
                        ProblemType.CONFLICT,
                        Wording.of(
                                "tariff.document",
                                "Only a draft without a document takes one. Draft a new version."));
            }
            store.attach(versionId, evidence, document, actor);
            var kept = found(versionId);
            witness.tell(actor, "tariff.evidence", versionId, detail(kept, kept.effectiveFrom()));
            return kept;
        });
    }

    /// The bytes of a version's document; empty if only its address is known.
    public Optional<byte[]> document(UUID versionId) {
        return store.document(versionId);
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
                throw new Problem(
                        ProblemType.CONFLICT,
                        Wording.of("tariff.verified", "This tariff is verified already."));
            }
            if (store.drafterOf(versionId).orElseThrow().equals(actor.name())) {
                throw new Problem(
                        ProblemType.FORBIDDEN,
                        Wording.of("tariff.drafter", "A second person verifies, not the drafter."));
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

    /// What a kWh costs at a site at an instant; empty before its first verified tariff.
    public Optional<Resolved> resolve(UUID dataCenterId, Instant at) {
        return inForce(dataCenterId, at).map(version -> Resolved.of(version, at));
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

    /// The hours of China's grid regions, most of them without a known price.
    public List<ReferenceTariff.Grid> grids() {
        return List.copyOf(Grids.ALL.values());
    }

    /// The code of the holiday calendar of a country; weekends only where none is shipped.
    public static String calendarOf(String country) {
        return Calendar.codeOf(country);
    }

    private Map<String, Wording> faults(TariffVersion draft) {
        var faults = draft.faults();
        var site = ground.site(draft.dataCenterId());
        if (!isBy(site.zone(), draft.table())) {
            faults.put(
                    "table.zone",
                    Wording.of(
                            "tariff.zone",
                            "Its hours are those of %s; the site's clock is %s.",
                            draft.table().zone(),
                            site.zone()));
        }
        var paidIn = ground.currencyAt(site);
        if (!draft.currency().equals(paidIn)) {
            faults.put(
                    "currency",
                    Wording.of(
                            "tariff.currency",
                            "is %s, the provider is paid in %s",
                            draft.currency(),
                            paidIn));
        }
        var earliest = clock.instant().minus(GRACE);
        if (draft.effectiveFrom().isBefore(earliest) && !isFirst(draft.dataCenterId())) {
            faults.put("effectiveFrom", Wording.of("tariff.past", "lies in the past"));
        }
        return faults;
    }

    // One price at all hours is by any clock; a zone's other name, Asia/Chongqing, is the same one.
    private static boolean isBy(ZoneId clock, TariffTable table) {
        return table.zone().getRules().equals(clock.getRules())
                || table.rules().stream().map(TariffTable::slot).distinct().count() == 1;
    }

    private static void refuse(Map<String, Wording> faults) {
        if (!faults.isEmpty()) {
            throw new Problem(
                    ProblemType.UNPROCESSABLE,
                    Wording.of("tariff.mistakes", "The tariff has mistakes."),
                    faults);
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
                .orElseThrow(() ->
                        new Problem(
                                ProblemType.NOT_FOUND,
                                Wording.of("tariff.none", "There is no such tariff.")));
    }

    private void mustOwn(UUID dataCenterId, Actor actor) {
        witness.mustBeOf(ground.site(dataCenterId).providerId(), actor);
    }

    private static Map<String, String> detail(TariffVersion version, Instant effectiveFrom) {
        var detail = new HashMap<String, String>();
        detail.put("dataCenter", version.dataCenterId().toString());
        detail.put("effectiveFrom", effectiveFrom.toString());
        detail.put("tableHash", TableText.hash(version.table()));
        version.evidence().ifPresent(one -> detail.put("evidenceSha256", one.sha256()));
        return detail;
    }
}
