package io.intertie.web.visitor;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import jakarta.enterprise.context.RequestScoped;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;

/// `/problem/{slug}`: where the container leads what it refused by itself, such as a wrong role.
@Controller
@Path("/problem/{slug}")
@RequestScoped
public class ProblemPage {
    @GET
    public String show(@PathParam("slug") String slug) {
        var type =
                List.of(ProblemType.values()).stream()
                        .filter(known -> known.slug().equals(slug))
                        .findFirst()
                        .orElse(ProblemType.NOT_FOUND);
        throw new Problem(type, type.title());
    }

    /// What was refused keeps its method on the way here.
    @POST
    public String refused(@PathParam("slug") String slug) {
        return show(slug);
    }
}
