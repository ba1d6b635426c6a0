package io.intertie.gateway.front;

import io.intertie.gateway.wire.Endpoint;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import java.io.InputStream;

/// `POST /v1/chat/completions`.
@ApplicationScoped
@Path("chat/completions")
public class ChatCompletionsResource {
    private final Counter counter;

    @Inject
    ChatCompletionsResource(Counter counter) {
        this.counter = counter;
    }

    /// Answers whole or as a stream, as the body asks.
    @POST
    public void complete(
            InputStream body,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        counter.serve(Endpoint.CHAT_COMPLETIONS, body, request, response);
    }
}
