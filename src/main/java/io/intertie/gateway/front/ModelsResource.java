package io.intertie.gateway.front;

import io.intertie.gateway.Answer;
import io.intertie.gateway.ModelList;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `GET /v1/models` and `GET /v1/models/{author}/{slug}`.
@ApplicationScoped
@Path("models")
public class ModelsResource {
    private final ModelList models;

    @Inject
    ModelsResource(ModelList models) {
        this.models = models;
    }

    /// All models with their prices now.
    @GET
    public Response all(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        return response(models.all(Optional.ofNullable(authorization)));
    }

    /// One model with the providers that serve it.
    @GET
    @Path("{author}/{slug}")
    public Response one(
            @PathParam("author") String author,
            @PathParam("slug") String slug,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        return response(models.one(Optional.ofNullable(authorization), author + "/" + slug));
    }

    private static Response response(Answer answer) {
        return switch (answer) {
            case Answer.Whole whole -> Counter.response(whole);
            case Answer.Streamed _ -> throw new IllegalStateException("a list is not streamed");
        };
    }
}
