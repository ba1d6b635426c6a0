package io.intertie.web.visitor;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// `/docs` and a page for every problem that a caller can meet.
@Controller
@Path("/docs")
@RequestScoped
public class DocsPage {
    private final Storefront storefront;
    private final Visit visit;
    private final Pages pages;

    @Inject
    DocsPage(Storefront storefront, Visit visit, Pages pages) {
        this.storefront = storefront;
        this.visit = visit;
        this.pages = pages;
    }

    /// What `/docs` shows; `example` is a model that can be called now.
    public record Docs(String example, List<ProblemType> problems) {}

    /// What a problem's page shows.
    public record Explained(ProblemType type) {
        public String key() {
            return "problem." + type.slug();
        }
    }

    @GET
    public Response show() {
        return pages.show("visitor/docs", docs(storefront.home(visit.prefs()).example()));
    }

    @GET
    @Path("errors/{slug}")
    public Response problem(@PathParam("slug") String slug) {
        var type =
                List.of(ProblemType.values()).stream()
                        .filter(known -> known.slug().equals(slug))
                        .findFirst()
                        .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "no such error"));
        return pages.show("visitor/error", new Explained(type));
    }

    static Docs docs(String example) {
        return new Docs(example, List.of(ProblemType.values()));
    }
}
