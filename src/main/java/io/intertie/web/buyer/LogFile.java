package io.intertie.web.buyer;

import io.intertie.logs.Logs;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/// `/app/requests/{id}/log.json`: a log to take away.
///
/// No controller: its answer is the file itself, not a view.
@Path("/app/requests/{id}/log.json")
@RequestScoped
public class LogFile {
    private final Logs logs;
    private final Visit visit;

    @Inject
    LogFile(Logs logs, Visit visit) {
        this.logs = logs;
        this.visit = visit;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response download(@PathParam("id") String text) {
        var id = SubscriptionsPage.id(text);
        var log = logs.open(id, Logs.Look.DOWNLOADED, visit.actor());
        return Response.ok(log.json())
                .header("Content-Disposition", "attachment; filename=\"log-" + id + ".json\"")
                .header("Cache-Control", "no-store")
                .build();
    }
}
