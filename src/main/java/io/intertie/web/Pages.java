package io.intertie.web;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Models;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;

/// How a controller answers: a page with its model, or a redirect after a form.
@RequestScoped
public class Pages {
    private final Models models;
    private final Messages messages;
    private final Visit visit;

    @Inject
    Pages(Models models, Messages messages, Visit visit) {
        this.models = models;
        this.messages = messages;
        this.visit = visit;
    }

    /// A refusal in the reader's language: what happened, and what is wrong with each field.
    public record Told(String detail, Map<String, String> faults) {
        public Told {
            faults = Map.copyOf(faults);
        }
    }

    /// A room's refusal in the reader's language.
    public Told told(Problem problem) {
        return messages.told(visit.prefs().locale(), problem);
    }

    /// A room's sentence in the reader's language.
    public String said(Wording wording) {
        return messages.said(visit.prefs().locale(), wording);
    }

    /// A room's sentences about fields, in the reader's language.
    public Map<String, String> said(Map<String, Wording> faults) {
        return faults.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> said(one.getValue())));
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
