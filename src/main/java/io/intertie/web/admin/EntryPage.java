package io.intertie.web.admin;

import io.intertie.ledger.Journal;
import io.intertie.ledger.JournalEntry;
import io.intertie.metering.UsageRecords;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.web.Figures;
import io.intertie.web.Pages;
import io.intertie.web.books.EntryView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/// `/admin/journal/{id}`: one journal entry with its accounts and what it stands on.
@Controller
@Path("/admin/journal/{id}")
@RequestScoped
public class EntryPage {
    private final Journal journal;
    private final UsageRecords usage;
    private final Desk desk;
    private final Pages pages;

    @Inject
    EntryPage(Journal journal, UsageRecords usage, Desk desk, Pages pages) {
        this.journal = journal;
        this.usage = usage;
        this.desk = desk;
        this.pages = pages;
    }

    /// What the page shows; `requests` are those that a capture charged.
    public record View(EntryView entry, List<Charged> requests) {}

    /// A request's charge, to the pico.
    public record Charged(
            String id, Figures.Moment servedAt, String tokens, String paid, String owed) {
        static Charged of(UsageRecords.Rated rated, Figures figures) {
            var usage = rated.usage();
            var charge = rated.charge();
            var tokens = usage.tokens();
            return new Charged(
                    usage.requestId().toString(),
                    figures.in(ZoneOffset.UTC).precise(usage.servedAt()),
                    figures.count(tokens.input() + tokens.cachedInput() + tokens.output()),
                    figures.cost(charge.buyerCurrency(), charge.buyerPico()),
                    figures.cost(charge.providerCurrency(), charge.providerPico()));
        }
    }

    @GET
    public Response show(@PathParam("id") String id) {
        var figures = desk.figures();
        var entry =
                journal.find(Desk.id(id))
                        .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "no such entry"));
        var requests =
                entry.kind() == JournalEntry.Kind.CAPTURE
                        ? usage.capturedBy(UUID.fromString(entry.externalRef()))
                        : List.<UsageRecords.Rated>of();
        return pages.show(
                "admin/entry",
                new View(
                        EntryView.of(entry, figures),
                        requests.stream().map(one -> Charged.of(one, figures)).toList()));
    }
}
