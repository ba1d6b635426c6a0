package io.intertie.web.admin;

import io.intertie.settlement.Settlements;
import io.intertie.web.Pages;
import io.intertie.web.books.WindowLine;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// `/admin/windows`: every settlement window, the newest first.
@Controller
@Path("/admin/windows")
@RequestScoped
public class WindowsPage {
    private final Settlements settlements;
    private final Desk desk;
    private final Pages pages;

    @Inject
    WindowsPage(Settlements settlements, Desk desk, Pages pages) {
        this.settlements = settlements;
        this.desk = desk;
        this.pages = pages;
    }

    /// What the page shows; `state` is the filter, empty for all.
    public record View(List<WindowLine> windows, String state) {}

    @GET
    public Response show(@QueryParam("show") @DefaultValue("") String state) {
        var figures = desk.figures();
        var names = desk.names();
        var lines =
                settlements.windows().stream()
                        .map(window -> WindowLine.of(window, names, figures))
                        .filter(line -> state.isEmpty() || line.state().equals(state))
                        .toList();
        return pages.show("admin/windows", new View(lines, state));
    }
}
