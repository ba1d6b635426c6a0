package io.intertie.api;

import io.intertie.identity.Role;
import io.intertie.logs.Log;
import io.intertie.logs.Logs;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// A request and its answer as they were, for who made it and had it kept.
@Path("requests/{id}/log")
@Produces(MediaType.APPLICATION_JSON)
public class RequestLogResource {
    private final Logs logs;
    private final Caller caller;

    @Inject
    RequestLogResource(Logs logs, Caller caller) {
        this.logs = logs;
        this.caller = caller;
    }

    /// A body, or where it is truncated its beginning.
    public record Body(long bytes, long keptBytes, boolean truncated, String text) {
        static Body of(Log.Part part) {
            return new Body(part.size(), part.kept().length, part.isCut(), part.text());
        }
    }

    /// A log, opened.
    public record Opened(LogsResource.Seen log, Body request, Body answer) {}

    @GET
    @Needs(Role.BUYER)
    @Operation(summary = "Open the log of a request; the audit trail tells who did")
    public Opened open(@PathParam("id") String id) {
        var log = logs.open(Fields.id(id, "id"), Logs.Look.DOWNLOADED, caller.actor());
        return new Opened(
                LogsResource.Seen.of(log.head(), logs.keptUntil(log.head())),
                Body.of(log.asked()),
                Body.of(log.answered()));
    }

    @DELETE
    @Needs(Role.BUYER)
    @Operation(summary = "Delete the log of a request")
    public void delete(@PathParam("id") String id) {
        logs.delete(Fields.id(id, "id"), caller.actor());
    }
}
