package io.intertie.web.provider;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.tariff.feed.MonthlyTables;
import io.intertie.tariff.feed.TableDiff;
import io.intertie.web.Form;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import io.intertie.web.books.TableView;
import io.intertie.web.books.TriedLine;
import io.intertie.web.files.TakesFiles;
import io.intertie.web.files.TypedFile;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/provider/tables`: a grid company's monthly table, tried and then drafted for the provider's
/// own sites.
@Controller
@Path("/provider/tables")
@RequestScoped
public class TablesPage {
    private static final String HOME = "/provider/tables/";
    private static final String TEMPLATE = "provider/tables";

    private final MonthlyTables tables;
    private final Estate estate;
    private final Visit visit;
    private final Pages pages;

    @Inject
    TablesPage(MonthlyTables tables, Estate estate, Visit visit, Pages pages) {
        this.tables = tables;
        this.estate = estate;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows: `diff` is the table that is looked at, `refusal` says why not.
    public record View(
            List<TriedLine> tables,
            Optional<TableView> diff,
            Optional<String> refusal,
            Form form) {}

    @GET
    public Response show() {
        return pages.show(TEMPLATE, view(Optional.empty(), Optional.empty(), Form.EMPTY));
    }

    @GET
    @Path("{id}")
    public Response table(@PathParam("id") String id) {
        var _ = estate.organisation();
        var diff = tables.shown(Estate.id(id), estate.actor());
        return pages.show(TEMPLATE, view(Optional.empty(), Optional.of(diff), Form.EMPTY));
    }

    @POST
    @TakesFiles
    public Response tryOut(
            @FormParam("name") @DefaultValue("") String name, @BeanParam TypedFile table) {
        var _ = estate.organisation();
        var form = Form.of(Map.of("name", name, "text", table.text()));
        try {
            var called = form.optional("name").orElseGet(table::name);
            var diff = tables.tryOut(called, table.bytes(), estate.actor());
            return diff.documentId()
                    .map(id -> pages.to(HOME + id + "#diff"))
                    .orElseGet(() ->
                            pages.again(TEMPLATE, view(Optional.empty(), Optional.of(diff), form)));
        } catch (Problem problem) {
            var told = pages.told(problem);
            return pages.again(
                    TEMPLATE, view(Optional.of(told.detail()), Optional.empty(), form.wrong(told)));
        }
    }

    @POST
    @Path("{id}/apply")
    public Response apply(
            @PathParam("id") String id, @FormParam("confirm") @DefaultValue("") String confirm) {
        var _ = estate.organisation();
        try {
            var _ = tables.apply(Estate.id(id), !confirm.isEmpty(), estate.actor());
            return pages.to(HOME + Estate.id(id) + "#diff");
        } catch (Problem problem) {
            if (problem.type() == ProblemType.NOT_FOUND) {
                throw problem;
            }
            var diff = tables.shown(Estate.id(id), estate.actor());
            return pages.again(
                    TEMPLATE,
                    view(Optional.of(pages.told(problem).detail()), Optional.of(diff), Form.EMPTY));
        }
    }

    private View view(Optional<String> refusal, Optional<TableDiff> diff, Form form) {
        var _ = estate.organisation();
        var figures = visit.figures();
        return new View(
                tables.latest(estate.actor()).stream()
                        .map(one -> TriedLine.of(one, figures))
                        .toList(),
                diff.map(it -> TableView.of(it, figures, pages::said)),
                refusal,
                form);
    }
}
