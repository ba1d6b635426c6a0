package io.intertie.tariff.feed;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.platform.files.Sha256;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.Tariffs;
import io.intertie.tariff.feed.TableDiff.SiteChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Monthly tables of grid companies: tried first, then drafted, and verified as any other draft.
///
/// A provider's table changes their own sites alone, the market's those of all.
///
/// **Always true** what is drafted is what was tried, from bytes that are kept and are each draft's
/// evidence; a table with a fault drafts nothing (`MonthlyTablesTest`).
@ApplicationScoped
public class MonthlyTables {
    private static final int LATEST = 20;

    private final Sites sites;
    private final Tariffs tariffs;
    private final DocumentStore documents;
    private final Database database;
    private final Trail trail;
    private final Clock clock;

    @Inject
    MonthlyTables(
            Sites sites,
            Tariffs tariffs,
            DocumentStore documents,
            Database database,
            Trail trail,
            Clock clock) {
        this.sites = sites;
        this.tariffs = tariffs;
        this.documents = documents;
        this.database = database;
        this.trail = trail;
        this.clock = clock;
    }

    /// A table that was tried without a fault; `drafts` is how many it became.
    public record Tried(
            UUID id, String name, String sha256, String takenBy, Instant takenAt, int drafts) {}

    /// What a table comes to: what it shows, and the drafts that applying it makes.
    private record Worked(TableDiff diff, List<TariffVersion> drafts) {}

    /// Tells what a table would change, and keeps it unless it has a fault.
    ///
    /// @throws Problem if it is no table at all
    public TableDiff tryOut(String name, byte[] file, Actor actor) {
        var worked = worked(name, file, Map.of(), actor);
        if (worked.diff().isRefused()) {
            var first = worked.diff().faults().getFirst();
            database.transaction(() ->
                    trail.record(
                            actor,
                            "feed.refused",
                            worked.diff().sha256(),
                            Map.of("table", worked.diff().name(), "cell", first.cell())));
            return worked.diff();
        }
        var now = clock.instant();
        var id =
                documents.keep(
                        new DocumentStore.Arrived(
                                UuidV7.at(now),
                                FeedKind.TARIFF_TABLE,
                                worked.diff().name(),
                                worked.diff().sha256(),
                                actor.organisationId(),
                                actor.name(),
                                now),
                        file);
        return shown(id, actor);
    }

    /// What a table that was tried would change now.
    public TableDiff shown(UUID documentId, Actor actor) {
        return worked(found(documentId, actor), actor).diff();
    }

    /// Drafts what a table changes; `isConfirmed` says that its unlikely figures are meant.
    ///
    /// @throws Problem naming the cells if it has a fault by now, or nobody confirmed
    public TableDiff apply(UUID documentId, boolean isConfirmed, Actor actor) {
        return database.transaction(() -> {
            documents.lock(documentId);
            var document = found(documentId, actor);
            var worked = worked(document, actor);
            refuse(worked.diff(), isConfirmed);
            var bytes = documents.bytes(documentId);
            for (var draft : worked.drafts()) {
                var drafted = tariffs.draft(draft, actor);
                var _ = tariffs.attach(drafted.id(), document.name(), bytes, actor);
                documents.drafted(documentId, drafted, actor.name(), clock.instant());
            }
            if (!worked.drafts().isEmpty()) {
                trail.record(
                        actor,
                        "feed.applied",
                        document.sha256(),
                        Map.of("drafts", Integer.toString(worked.drafts().size())));
            }
            return shown(documentId, actor);
        });
    }

    /// The newest tables that an organisation brought.
    public List<Tried> latest(Actor actor) {
        return documents.latest(FeedKind.TARIFF_TABLE, actor.organisationId(), LATEST).stream()
                .map(one ->
                        new Tried(
                                one.id(),
                                one.name(),
                                one.sha256(),
                                one.takenBy(),
                                one.takenAt(),
                                documents.drafts(one.id()).size()))
                .toList();
    }

    private static void refuse(TableDiff diff, boolean isConfirmed) {
        var standing =
                diff.faults().stream()
                        .filter(fault -> !fault.isConfirmable() || !isConfirmed)
                        .toList();
        if (!standing.isEmpty()) {
            var cells = new HashMap<String, Wording>();
            standing.forEach(fault -> cells.putIfAbsent(fault.cell(), fault.wording()));
            var first = standing.getFirst();
            throw new Problem(
                    ProblemType.UNPROCESSABLE,
                    first.isConfirmable()
                            ? Wording.of(
                                    "table.unlikely",
                                    "%s: %s. Nothing was drafted; confirm it if it is meant.",
                                    first.at(),
                                    first.wording())
                            : Wording.of(
                                    "table.refused",
                                    "%s: %s. Nothing was drafted.",
                                    first.at(),
                                    first.wording()),
                    cells);
        }
    }

    private DocumentStore.Arrived found(UUID documentId, Actor actor) {
        return documents
                .find(documentId)
                .filter(one -> one.kind() == FeedKind.TARIFF_TABLE)
                .filter(one -> one.organisationId().equals(actor.organisationId()))
                .orElseThrow(() ->
                        new Problem(
                                ProblemType.NOT_FOUND,
                                Wording.of("table.none", "There is no such table.")));
    }

    private Worked worked(DocumentStore.Arrived document, Actor actor) {
        var drafts = documents.drafts(document.id());
        var worked = worked(document.name(), documents.bytes(document.id()), drafts, actor);
        var diff = worked.diff();
        return new Worked(
                new TableDiff(
                        Optional.of(document.id()),
                        diff.name(),
                        diff.sha256(),
                        diff.faults(),
                        diff.sites(),
                        diff.undecided(),
                        diff.unused()),
                worked.drafts());
    }

    private Worked worked(String name, byte[] file, Map<UUID, UUID> drafted, Actor actor) {
        var faults = new Faults();
        var rows = TableFile.read(file, faults);
        var match = new TableMatch(rows, sites.of(actor), regions(), faults);
        var called = name.isBlank() ? "monthly table" : Told.shortened(name);
        var changes = new ArrayList<SiteChange>();
        var drafts = new ArrayList<TariffVersion>();
        match.bySite()
                .forEach((site, its) -> {
                    var begin =
                            its.getFirst().effectiveFrom().atStartOfDay(site.zone()).toInstant();
                    var known = Optional.ofNullable(drafted.get(site.id()));
                    var base = tariffs.inForce(site.id(), begin);
                    new Redraft(
                                    new Redraft.Site(site, sites.currencyAt(site), base),
                                    its,
                                    called,
                                    faults)
                            .redrafted(known.isPresent() ? Instant.MIN : clock.instant())
                            .ifPresent(one -> {
                                changes.add(
                                        new SiteChange(
                                                site.id(),
                                                site.slug(),
                                                site.gridRegion(),
                                                begin,
                                                one.cells(),
                                                sites.listingsAt(site),
                                                known));
                                if (known.isEmpty() && !one.cells().isEmpty()) {
                                    drafts.add(one.draft());
                                }
                            });
                });
        var diff =
                new TableDiff(
                        Optional.empty(),
                        called,
                        Sha256.of(file),
                        faults.inOrder(),
                        changes,
                        match.undecided(),
                        match.unused(rows));
        return new Worked(diff, List.copyOf(drafts));
    }

    /// The codes of all regions by what they are called, since a site's may be its name.
    private Map<String, String> regions() {
        var codes = new HashMap<String, String>();
        tariffs.grids().forEach(one -> called(codes, one.code(), one.region()));
        tariffs.references().forEach(one -> called(codes, one.code(), one.region()));
        sites.regions().forEach(name -> codes.putIfAbsent(name, name));
        return codes;
    }

    private static void called(Map<String, String> codes, String code, String name) {
        codes.putIfAbsent(code, code);
        codes.putIfAbsent(name, code);
    }
}
