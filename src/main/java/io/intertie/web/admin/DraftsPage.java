package io.intertie.web.admin;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.tariff.Repricing;
import io.intertie.tariff.Tariffs;
import io.intertie.web.Pages;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/// `/admin/tariffs`: drafts that wait for a second person, and what is in force.
@Controller
@Path("/admin/tariffs")
@RequestScoped
public class DraftsPage {
    private final Drafts drafts;
    private final Tariffs tariffs;
    private final Repricing repricing;
    private final Desk desk;
    private final Pages pages;

    @Inject
    DraftsPage(Drafts drafts, Tariffs tariffs, Repricing repricing, Desk desk, Pages pages) {
        this.drafts = drafts;
        this.tariffs = tariffs;
        this.repricing = repricing;
        this.desk = desk;
        this.pages = pages;
    }

    /// What the page shows; `refusal` is the end of a key that says why not, just now.
    public record View(List<Drafts.Line> tariffs, boolean mayAct, Optional<String> refusal) {
        public List<Drafts.Line> waiting() {
            return tariffs.stream().filter(Drafts.Line::isDraft).toList();
        }

        public List<Drafts.Line> verified() {
            return tariffs.stream().filter(one -> !one.isDraft()).toList();
        }
    }

    @GET
    public Response show() {
        return pages.show("admin/tariffs", view(Optional.empty()));
    }

    @POST
    @Path("{id}/verify")
    public Response verify(@PathParam("id") String id) {
        var actor = desk.actor();
        try {
            var verified = tariffs.verify(Desk.id(id), actor);
            var _ = repricing.reprice(verified.dataCenterId(), actor);
            return pages.to("/admin/tariffs");
        } catch (Problem problem) {
            if (problem.type() == ProblemType.FORBIDDEN || problem.type() == ProblemType.CONFLICT) {
                return pages.again("admin/tariffs", view(Optional.of(problem.type().slug())));
            }
            throw problem;
        }
    }

    private View view(Optional<String> refusal) {
        return new View(drafts.all(desk.names(), desk.figures()), desk.mayAct(), refusal);
    }
}
