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

/// `POST /v1/embeddings`.
@ApplicationScoped
@Path("embeddings")
public class EmbeddingsResource {
    private final Counter counter;

    @Inject
    EmbeddingsResource(Counter counter) {
        this.counter = counter;
    }

    /// Answers with one vector for each input.
    @POST
    public void embed(
            InputStream body,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        counter.serve(Endpoint.EMBEDDINGS, body, request, response);
    }
}
