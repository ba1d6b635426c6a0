package io.intertie.api;

import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.settlement.Payout;
import io.intertie.settlement.SettlementWindow;
import io.intertie.settlement.Settlements;
import io.intertie.settlement.Statement;
import io.intertie.settlement.WindowClosing;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Settlement windows: list, dry run, close, statement.
@Path("windows")
@Produces(MediaType.APPLICATION_JSON)
public class WindowsResource {
    private final Settlements settlements;
    private final WindowClosing closing;
    private final Caller caller;

    @Inject
    WindowsResource(Settlements settlements, WindowClosing closing, Caller caller) {
        this.settlements = settlements;
        this.closing = closing;
        this.caller = caller;
    }

    /// A window, with its statement once it is closed.
    public record Seen(SettlementWindow window, Optional<Statement> statement) {}

    /// What closing came to.
    public record Closed(SettlementWindow window, Statement statement, Payout payout) {}

    @GET
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "Settlement windows")
    public Page<SettlementWindow> windows() {
        return new Page<>(
                caller.runsTheMarket()
                        ? settlements.windows()
                        : settlements.windowsOf(caller.organisation()));
    }

    @GET
    @Path("{id}")
    @Needs({Role.PROVIDER, Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "A window and, once closed, its statement")
    public Seen window(@PathParam("id") String id) {
        var found = visible(id);
        return new Seen(found, settlements.statement(found.id()));
    }

    @GET
    @Path("{id}/dry-run")
    @Needs({Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "What a window would close to now")
    public Statement dryRun(@PathParam("id") String id) {
        return settlements.dryRun(visible(id).id());
    }

    @POST
    @Path("{id}/close")
    @Needs(Role.ADMIN)
    @Operation(summary = "Close a window and prepare its payout")
    public Closed close(@PathParam("id") String id) {
        return closed(closing.close(visible(id).id(), caller.actor()));
    }

    static Closed closed(WindowClosing.Outcome outcome) {
        return switch (outcome) {
            case WindowClosing.Outcome.Done done ->
                    new Closed(done.window(), done.statement(), done.payout());
            case WindowClosing.Outcome.Refused refused ->
                    throw new Problem(
                            ProblemType.CONFLICT, refused.reason() + " Nothing was changed.");
        };
    }

    private SettlementWindow visible(String id) {
        return settlements
                .window(Fields.id(id, "id"))
                .filter(found -> caller.maySee(found.providerId()))
                .orElseThrow(() -> Fields.notFound("window"));
    }
}
