package io.intertie.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The OpenAPI 3.1 document of this API.
@Path("openapi.yaml")
public class OpenApiResource {
    static final String FILE = "/api/openapi.yaml";

    @GET
    @Produces("application/yaml")
    @Operation(summary = "This document")
    public String document() {
        try (var file = OpenApiResource.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not in the WAR");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
