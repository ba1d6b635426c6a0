package io.intertie.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Models;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/// How a controller answers: a page with its model, or a redirect after a form.
@RequestScoped
public class Pages {
    private final Models models;

    @Inject
    Pages(Models models) {
        this.models = models;
    }

    /// A page: `view` is `visitor/home`.
    public Response show(String view, Object page) {
        return answer(200, view, page);
    }

    /// The page of a form again, with its faults at their fields.
    public Response again(String view, Object page) {
        return answer(422, view, page);
    }

    /// To another page, after something was done.
    public Response to(String path) {
        return Response.seeOther(URI.create(path)).build();
    }

    private Response answer(int status, String view, Object page) {
        models.put(ThymeleafViewEngine.MODEL, page);
        return Response.status(status).entity(view + ".html").build();
    }
}
