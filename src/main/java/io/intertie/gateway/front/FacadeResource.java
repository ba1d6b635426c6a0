package io.intertie.gateway.front;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import java.io.InputStream;

/// Everything below `/v1` and `/api/v1` on the portal's port, as it is on the gateway's own.
@ApplicationScoped
@Path("{path: .*}")
public class FacadeResource {
    private final FacadeDesk desk;

    @Inject
    FacadeResource(FacadeDesk desk) {
        this.desk = desk;
    }

    /// Reads.
    @GET
    public void read(
            @PathParam("path") String path,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        desk.serve(path, InputStream.nullInputStream(), request, response);
    }

    /// Asks a model, or makes something.
    @POST
    public void ask(
            @PathParam("path") String path,
            InputStream body,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        desk.serve(path, body, request, response);
    }

    /// Replaces.
    @PUT
    public void replace(
            @PathParam("path") String path,
            InputStream body,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        desk.serve(path, body, request, response);
    }

    /// Removes.
    @DELETE
    public void remove(
            @PathParam("path") String path,
            InputStream body,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        desk.serve(path, body, request, response);
    }

    /// Tells browsers that they may.
    @OPTIONS
    public void may(
            @PathParam("path") String path,
            InputStream body,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        desk.serve(path, body, request, response);
    }
}
