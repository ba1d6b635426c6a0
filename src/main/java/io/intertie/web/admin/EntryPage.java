package io.intertie.web.admin;

import io.intertie.ledger.Journal;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.web.Pages;
import io.intertie.web.books.EntryView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/// `/admin/journal/{id}`: one journal entry with its accounts and what it stands on.
@Controller
@Path("/admin/journal/{id}")
@RequestScoped
public class EntryPage {
    private final Journal journal;
    private final Desk desk;
    private final Pages pages;

    @Inject
    EntryPage(Journal journal, Desk desk, Pages pages) {
        this.journal = journal;
        this.desk = desk;
        this.pages = pages;
    }

    /// What the page shows.
    public record View(EntryView entry) {}

    @GET
    public Response show(@PathParam("id") String id) {
        var figures = desk.figures();
        var entry =
                journal.find(Desk.id(id))
                        .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "no such entry"));
        return pages.show("admin/entry", new View(EntryView.of(entry, figures)));
    }
}
