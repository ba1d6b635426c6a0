package io.intertie.web.buyer;

import io.intertie.logs.Log;
import io.intertie.logs.Logs;
import io.intertie.web.Figures;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/// `/app/requests/{id}/log`: a request and its answer as they were; that it was looked at is on the
/// trail.
@Controller
@Path("/app/requests/{id}/log")
@RequestScoped
public class LogPage {
    private final Logs logs;
    private final Visit visit;
    private final Pages pages;

    @Inject
    LogPage(Logs logs, Visit visit, Pages pages) {
        this.logs = logs;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows.
    public record View(LogsPage.Line line, Figures.Moment until, Body asked, Body answered) {}

    /// A body, or its beginning.
    public record Body(String text, String kept, String size, boolean isCut) {
        static Body of(Log.Part part, Figures figures) {
            return new Body(
                    part.text(),
                    figures.count(part.kept().length),
                    figures.count(part.size()),
                    part.isCut());
        }
    }

    @GET
    public Response show(@PathParam("id") String id) {
        var log = logs.open(SubscriptionsPage.id(id), Logs.Look.READ, visit.actor());
        var until = logs.keptUntil(log.head()).orElseGet(log.head()::at);
        return pages.show("buyer/log", view(log, visit.figures(), visit.figures().moment(until)));
    }

    static View view(Log log, Figures figures, Figures.Moment until) {
        return new View(
                LogsPage.Line.of(log.head(), figures),
                until,
                Body.of(log.asked(), figures),
                Body.of(log.answered(), figures));
    }

    @POST
    @Path("delete")
    public Response delete(@PathParam("id") String id) {
        logs.delete(SubscriptionsPage.id(id), visit.actor());
        return pages.to("/app/logs");
    }
}
