package io.intertie.gateway.front;

import io.intertie.gateway.Answer;
import io.intertie.gateway.Completion;
import io.intertie.gateway.wire.Call;
import io.intertie.gateway.wire.Endpoint;
import io.intertie.gateway.wire.Json;
import io.intertie.platform.http.RequestIds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Hands calls in and answers out, each call on a virtual thread of its own.
@ApplicationScoped
class Counter {
    private static final MediaType EVENTS = new MediaType("text", "event-stream", "utf-8");

    private final Completion completion;
    private final Presence presence;
    private final Clock clock;

    @Inject
    Counter(Completion completion, Presence presence, Clock clock) {
        this.completion = completion;
        this.presence = presence;
        this.clock = clock;
    }

    void serve(
            Endpoint endpoint, InputStream body, HttpServletRequest request, AsyncResponse async) {
        var call =
                new Call(
                        RequestIds.of(request),
                        endpoint,
                        Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION)),
                        Optional.ofNullable(request.getHeader("x-session-id")),
                        body,
                        presence.of(request)::getAsBoolean,
                        clock.instant());
        Thread.ofVirtual().name("call " + call.requestId()).start(() -> serve(call, async));
    }

    private void serve(Call call, AsyncResponse async) {
        switch (completion.answer(call)) {
            case Answer.Whole whole -> async.resume(response(whole));
            case Answer.Streamed streamed -> stream(streamed, async);
        }
    }

    private static void stream(Answer.Streamed streamed, AsyncResponse async) {
        var begun = new AtomicBoolean();
        StreamingOutput output =
                out -> {
                    begun.set(true);
                    streamed.delivery()
                            .to(frame -> {
                                out.write(frame);
                                out.flush();
                            });
                };
        var response = Response.ok(output, EVENTS);
        streamed.headers().forEach(response::header);
        // Resuming writes the stream on this thread; it is over, or never began, when it returns.
        async.resume(response.build());
        if (!begun.get()) {
            streamed.delivery().abandon();
        }
    }

    static Response response(Answer.Whole whole) {
        var response =
                Response.status(whole.status())
                        .entity(Json.write(whole.body()))
                        .type(MediaType.APPLICATION_JSON_TYPE);
        whole.headers().forEach(response::header);
        return response.build();
    }
}
