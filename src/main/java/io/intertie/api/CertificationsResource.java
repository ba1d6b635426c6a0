package io.intertie.api;

import io.intertie.catalog.Catalog;
import io.intertie.certification.Certification;
import io.intertie.certification.Finding;
import io.intertie.certification.Following;
import io.intertie.certification.Run;
import io.intertie.certification.Step;
import io.intertie.identity.Role;
import io.intertie.platform.http.EventStream;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Certification runs of the caller's listings: start one, follow it, end it.
///
/// A run calls the listing's endpoint with the credential that was listed, at the provider's own
/// cost and no buyer's.
@Path("listings/{id}/certifications")
@Produces(MediaType.APPLICATION_JSON)
public class CertificationsResource {
    private final Catalog catalog;
    private final Certification certification;
    private final Following following;
    private final Caller caller;

    @Inject
    CertificationsResource(
            Catalog catalog, Certification certification, Following following, Caller caller) {
        this.catalog = catalog;
        this.certification = certification;
        this.following = following;
        this.caller = caller;
    }

    /// A run as its provider sees it.
    public record Seen(
            String id,
            String listingId,
            Run.State state,
            String startedBy,
            Instant startedAt,
            Optional<Instant> endedAt,
            List<SeenStep> steps) {
        static Seen of(Run run) {
            return new Seen(
                    run.id().toString(),
                    run.listingId().toString(),
                    run.state(),
                    run.startedBy(),
                    run.startedAt(),
                    run.endedAt(),
                    run.steps().stream().map(SeenStep::of).toList());
        }
    }

    /// A step with its figures; where it failed, with the call that shows it and what to do.
    public record SeenStep(
            Step step,
            Run.Progress progress,
            long millis,
            String detail,
            Optional<Finding> finding,
            Optional<String> remedy,
            Optional<String> request,
            Optional<String> response) {
        static SeenStep of(Run.Result result) {
            return new SeenStep(
                    result.step(),
                    result.progress(),
                    result.millis(),
                    result.detail(),
                    result.finding(),
                    result.finding().map(Finding::remedy),
                    result.exchange().map(Run.Exchange::request),
                    result.exchange().map(Run.Exchange::response));
        }
    }

    @POST
    @Needs({Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "Start a certification run; the endpoint is called with its credential")
    public Seen start(@PathParam("id") String id) {
        return Seen.of(certification.start(Fields.id(id, "id"), caller.actor()));
    }

    @GET
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "The listing's last runs, the newest first")
    public Page<Seen> runs(@PathParam("id") String id) {
        return new Page<>(certification.runs(seenListing(id)).stream().map(Seen::of).toList());
    }

    @GET
    @Path("{run}")
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "A run with its steps")
    public Seen run(@PathParam("id") String id, @PathParam("run") String runId) {
        return Seen.of(found(id, runId));
    }

    @POST
    @Path("{run}/cancel")
    @Needs({Role.PROVIDER, Role.ADMIN})
    @Operation(summary = "End a run that is under way")
    public Seen cancel(@PathParam("id") String id, @PathParam("run") String runId) {
        return Seen.of(
                certification.cancel(Fields.id(id, "id"), Fields.id(runId, "run"), caller.actor()));
    }

    @GET
    @Path("{run}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "A run's progress as events: `progress` at each change, then `end`")
    public void events(
            @PathParam("id") String id,
            @PathParam("run") String runId,
            @Context SseEventSink sink,
            @Context Sse sse) {
        if (!following.follow(found(id, runId), new Events(new EventStream(sink, sse)))) {
            throw new Problem(
                    ProblemType.TOO_MANY_REQUESTS, "Too many follow runs now. Read the run.");
        }
    }

    private record Events(EventStream stream) implements Following.Follower {
        @Override
        public void told(Run run) throws IOException, InterruptedException {
            stream.send(run.isRunning() ? "progress" : "end", Seen.of(run));
        }

        @Override
        public void stillThere() throws IOException, InterruptedException {
            stream.ping();
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    private UUID seenListing(String id) {
        return catalog.listing(Fields.id(id, "id"))
                .filter(listing -> caller.maySee(listing.providerId()))
                .orElseThrow(() -> Fields.notFound("listing"))
                .id();
    }

    private Run found(String id, String runId) {
        return certification
                .run(seenListing(id), Fields.id(runId, "run"))
                .orElseThrow(() -> Fields.notFound("run"));
    }
}
