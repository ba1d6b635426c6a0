package io.intertie.api;

import io.intertie.audit.AuditEntry;
import io.intertie.audit.Trail;
import io.intertie.audit.Verification;
import io.intertie.identity.Role;
import io.intertie.ledger.Journal;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.TrialBalanceLine;
import io.intertie.metering.Nodes;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The market's books for those who run or audit it: trial balance, journals, audit trail.
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class BooksResource {
    private static final int NEWEST = 200;

    private final Journal journal;
    private final Trail trail;
    private final Nodes nodes;
    private final Caller caller;

    @Inject
    BooksResource(Journal journal, Trail trail, Nodes nodes, Caller caller) {
        this.journal = journal;
        this.trail = trail;
        this.nodes = nodes;
        this.caller = caller;
    }

    /// The trial balance; `sums` is zero in every currency.
    public record TrialBalance(List<TrialBalanceLine> lines, Map<String, Long> sums) {}

    /// A journal as text: each posting `from -> to amount`.
    public record Entry(
            String id,
            String kind,
            String reference,
            Instant bookedAt,
            List<String> postings,
            Map<String, String> basis) {
        static Entry of(JournalEntry entry) {
            return new Entry(
                    entry.id().toString(),
                    entry.kind().name(),
                    entry.externalRef(),
                    entry.bookedAt(),
                    entry.postings().stream()
                            .map(p -> p.from() + " -> " + p.to() + " " + p.amount())
                            .toList(),
                    entry.basis());
        }
    }

    /// What recomputing the audit chain found.
    public record ChainCheck(boolean intact, String detail) {}

    @GET
    @Path("trial-balance")
    @Needs({Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "The trial balance")
    public TrialBalance trialBalance() {
        var lines = journal.trialBalance();
        var sums = new TreeMap<String, Long>();
        lines.forEach(line -> sums.merge(line.currency().code(), line.balance(), Math::addExact));
        return new TrialBalance(lines, sums);
    }

    @GET
    @Path("journals/{id}")
    @Needs({Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "A journal entry")
    public Entry entry(@PathParam("id") String id) {
        return journal.find(Fields.id(id, "id"))
                .map(Entry::of)
                .orElseThrow(() -> Fields.notFound("journal"));
    }

    /// A gateway node: `LIVE`, `SILENT` or `LOST`, and what it leases.
    public record NodeSeen(
            String id, String name, String state, Instant seenAt, List<Amount> leased) {
        static NodeSeen of(Nodes.Node node) {
            return new NodeSeen(
                    node.id().toString(),
                    node.name(),
                    node.state().name(),
                    node.seenAt(),
                    node.leased().stream().map(Amount::of).toList());
        }
    }

    @GET
    @Path("nodes")
    @Needs({Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "The gateway nodes, and what they lease of wallets")
    public List<NodeSeen> nodes() {
        return nodes.all().stream().map(NodeSeen::of).toList();
    }

    @POST
    @Path("nodes/{id}/lost")
    @Needs(Role.ADMIN)
    @Operation(summary = "Give a silent node up: its leases return to their wallets")
    public List<NodeSeen> lost(@PathParam("id") String id) {
        nodes.declareLost(Fields.id(id, "id"), caller.actor());
        return nodes();
    }

    @GET
    @Path("audit")
    @Needs({Role.BUYER, Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "The audit trail, the newest first")
    public Page<AuditEntry> audit() {
        return new Page<>(
                caller.runsTheMarket()
                        ? trail.latest(NEWEST)
                        : trail.latestOf(caller.organisation(), NEWEST));
    }

    @GET
    @Path("audit/verification")
    @Needs({Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "Recompute the audit trail's chain")
    public ChainCheck verification() {
        return switch (trail.verify()) {
            case Verification.Intact intact ->
                    new ChainCheck(true, intact.entries() + " entries, head " + intact.head());
            case Verification.Broken broken ->
                    new ChainCheck(false, "entry " + broken.sequence() + " was changed");
        };
    }
}
