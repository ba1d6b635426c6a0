package io.intertie.web.admin;

import io.intertie.logs.LogIntake;
import io.intertie.metering.Nodes;
import io.intertie.web.Figures;
import io.intertie.web.Pages;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.ZoneOffset;
import java.util.List;

/// `/admin/nodes`: the gateway's nodes, what they lease of wallets, and which are gone.
@Controller
@Path("/admin/nodes")
@RequestScoped
public class NodesPage {
    private final Nodes nodes;
    private final LogIntake logs;
    private final Desk desk;
    private final Pages pages;

    @Inject
    NodesPage(Nodes nodes, LogIntake logs, Desk desk, Pages pages) {
        this.nodes = nodes;
        this.logs = logs;
        this.desk = desk;
        this.pages = pages;
    }

    /// What the page shows; `logsLost` are those of buyers that this node has lost since its start.
    public record View(List<Line> nodes, boolean mayAct, String logsLost) {
        public long orphans() {
            return nodes.stream().filter(Line::isOrphan).count();
        }
    }

    /// A node; `state` is the word of a message.
    public record Line(
            String id,
            String name,
            String state,
            Figures.Moment seenAt,
            List<String> leased,
            boolean isOrphan) {
        static Line of(Nodes.Node node, Figures figures) {
            return new Line(
                    node.id().toString(),
                    node.name(),
                    node.state().name(),
                    figures.in(ZoneOffset.UTC).precise(node.seenAt()),
                    node.leased().stream().map(figures::exact).toList(),
                    node.isOrphan());
        }
    }

    @GET
    public Response show() {
        var figures = desk.figures();
        return pages.show(
                "admin/nodes",
                new View(
                        nodes.all().stream().map(node -> Line.of(node, figures)).toList(),
                        desk.mayAct(),
                        figures.count(logs.lost())));
    }

    @POST
    @Path("{id}/lost")
    public Response lost(@PathParam("id") String id) {
        nodes.declareLost(Desk.id(id), desk.actor());
        return pages.to("/admin/nodes");
    }
}
