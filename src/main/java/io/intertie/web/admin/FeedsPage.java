package io.intertie.web.admin;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.tariff.feed.DayAheadFiles;
import io.intertie.tariff.feed.FeedKind;
import io.intertie.tariff.feed.MonthlyTables;
import io.intertie.tariff.feed.TableDiff;
import io.intertie.tariff.feed.ZoneWatch;
import io.intertie.web.Form;
import io.intertie.web.Pages;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/admin/feeds`: electricity prices that others publish, how old they are, and the ways in.
@Controller
@Path("/admin/feeds")
@RequestScoped
public class FeedsPage {
    private static final String TEMPLATE = "admin/feeds";

    private final FeedSheet sheet;
    private final DayAheadFiles files;
    private final MonthlyTables tables;
    private final Desk desk;
    private final Pages pages;

    @Inject
    FeedsPage(FeedSheet sheet, DayAheadFiles files, MonthlyTables tables, Desk desk, Pages pages) {
        this.sheet = sheet;
        this.files = files;
        this.tables = tables;
        this.desk = desk;
        this.pages = pages;
    }

    /// What the page shows: `diff` is the table that is looked at, `refusal` says why not, just
    /// now.
    public record View(
            List<FeedSheet.FeedLine> feeds,
            List<FeedSheet.ZoneLine> zones,
            Optional<FeedDay> day,
            List<TriedLine> tables,
            Optional<TableView> diff,
            boolean mayAct,
            Optional<String> refusal,
            Form form) {
        public long alarms() {
            return feeds.stream().filter(FeedSheet.FeedLine::isAlarmed).count()
                    + zones.stream().filter(FeedSheet.ZoneLine::isAlarming).count();
        }
    }

    @GET
    public Response show(
            @QueryParam("zone") @DefaultValue("") String zone,
            @QueryParam("day") @DefaultValue("") String day) {
        var form = Form.of(Map.of("zone", zone, "day", day));
        return pages.show(TEMPLATE, view(Optional.empty(), Optional.empty(), form));
    }

    @GET
    @Path("tables/{id}")
    public Response table(@PathParam("id") String id) {
        var _ = desk.figures();
        var diff = tables.shown(Desk.id(id), desk.reader());
        return pages.show(TEMPLATE, view(Optional.empty(), Optional.of(diff), Form.EMPTY));
    }

    @POST
    @Path("day-ahead")
    @TakesFiles
    public Response dayAhead(
            @FormParam("kind") @DefaultValue("") String kind,
            @FormParam("zone") @DefaultValue("") String zone,
            @BeanParam TypedFile file) {
        var form = Form.of(Map.of("kind", kind, "zone", zone, "text", file.text()));
        var actor = desk.actor();
        try {
            var isCharts = kind.equals(FeedKind.ENERGY_CHARTS.word());
            var of = isCharts ? FeedKind.ENERGY_CHARTS : FeedKind.ENTSOE;
            var label = new DayAheadFiles.Label(of, form.value("zone"), "");
            var taken = files.upload(label, file.bytes(), actor);
            var day = taken.to().minusSeconds(1).atZone(ZoneWatch.MARKET_TIME);
            return pages.to(
                    "/admin/feeds?zone=" + taken.zone() + "&day=" + day.toLocalDate() + "#day");
        } catch (Problem problem) {
            return again(problem, form);
        }
    }

    @POST
    @Path("tables")
    @TakesFiles
    public Response tryOut(
            @FormParam("name") @DefaultValue("") String name, @BeanParam TypedFile table) {
        var form = Form.of(Map.of("name", name, "text", table.text()));
        var actor = desk.actor();
        try {
            var called = form.optional("name").orElseGet(table::name);
            var diff = tables.tryOut(called, table.bytes(), actor);
            return diff.documentId()
                    .map(id -> pages.to("/admin/feeds/tables/" + id + "#diff"))
                    .orElseGet(() ->
                            pages.again(TEMPLATE, view(Optional.empty(), Optional.of(diff), form)));
        } catch (Problem problem) {
            return again(problem, form);
        }
    }

    @POST
    @Path("tables/{id}/apply")
    public Response apply(
            @PathParam("id") String id, @FormParam("confirm") @DefaultValue("") String confirm) {
        var actor = desk.actor();
        try {
            var _ = tables.apply(Desk.id(id), !confirm.isEmpty(), actor);
            return pages.to("/admin/feeds/tables/" + Desk.id(id) + "#diff");
        } catch (Problem problem) {
            if (problem.type() == ProblemType.NOT_FOUND) {
                throw problem;
            }
            var diff = tables.shown(Desk.id(id), actor);
            return pages.again(
                    TEMPLATE,
                    view(Optional.of(pages.told(problem).detail()), Optional.of(diff), Form.EMPTY));
        }
    }

    private Response again(Problem problem, Form form) {
        var told = pages.told(problem);
        return pages.again(
                TEMPLATE, view(Optional.of(told.detail()), Optional.empty(), form.wrong(told)));
    }

    private View view(Optional<String> refusal, Optional<TableDiff> diff, Form form) {
        var figures = desk.figures();
        return new View(
                sheet.feeds(figures, pages::said),
                sheet.zones(figures),
                sheet.day(form.value("zone"), form.value("day"), figures),
                sheet.tables(desk.reader(), figures),
                diff.map(it -> TableView.of(it, figures, pages::said)),
                desk.mayAct(),
                refusal,
                form);
    }
}
