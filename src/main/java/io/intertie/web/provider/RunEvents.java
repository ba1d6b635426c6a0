package io.intertie.web.provider;

import io.intertie.certification.Certification;
import io.intertie.certification.Following;
import io.intertie.certification.Run;
import io.intertie.platform.http.EventStream;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;

/// `/provider/listings/{id}/certify/{run}/events`: tells the run's page when to look again.
///
/// No controller: its answer is events, not a view. They carry how many steps are done; what the
/// page shows of them it reads as a page.
@Path("/provider/listings/{id}/certify/{run}/events")
@RequestScoped
public class RunEvents {
    private final Estate estate;
    private final Certification certification;
    private final Following following;

    @Inject
    RunEvents(Estate estate, Certification certification, Following following) {
        this.estate = estate;
        this.certification = certification;
        this.following = following;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void follow(
            @PathParam("id") String id,
            @PathParam("run") String runId,
            @Context SseEventSink sink,
            @Context Sse sse) {
        var listing = estate.listing(id);
        var run =
                certification
                        .run(listing.id(), Estate.id(runId))
                        .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "no such run"));
        if (!following.follow(run, new Steps(new EventStream(sink, sse)))) {
            throw new Problem(ProblemType.TOO_MANY_REQUESTS, "too many follow runs now");
        }
    }

    private record Steps(EventStream stream) implements Following.Follower {
        @Override
        public void told(Run run) throws IOException, InterruptedException {
            stream.send(run.isRunning() ? "progress" : "end", run.done());
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
}
