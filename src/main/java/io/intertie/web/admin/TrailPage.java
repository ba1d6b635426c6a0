package io.intertie.web.admin;

import io.intertie.audit.AuditEntry;
import io.intertie.audit.Trail;
import io.intertie.audit.Verification;
import io.intertie.web.Figures;
import io.intertie.web.Pages;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// `/admin/audit`: who did what, and whether the chain of it holds.
@Controller
@Path("/admin/audit")
@RequestScoped
public class TrailPage {
    private static final int LATEST = 200;

    private final Trail trail;
    private final Desk desk;
    private final Pages pages;

    @Inject
    TrailPage(Trail trail, Desk desk, Pages pages) {
        this.trail = trail;
        this.desk = desk;
        this.pages = pages;
    }

    /// What the page shows; `verified` is there once it was asked for.
    public record View(List<Line> entries, Optional<Verified> verified, int most) {}

    /// An act, written out.
    public record Line(
            String sequence,
            Figures.Moment at,
            String actor,
            String action,
            String subject,
            String detail,
            String address,
            String hash) {
        static Line of(AuditEntry entry, Figures figures) {
            return new Line(
                    figures.count(entry.sequence()),
                    figures.in(ZoneOffset.UTC).precise(entry.at()),
                    entry.actor(),
                    entry.action(),
                    entry.subject(),
                    entry.detail(),
                    entry.address(),
                    entry.hash());
        }
    }

    /// What recomputing came to; `hash` is the head of an intact chain, else what was expected.
    public record Verified(boolean isIntact, String entries, String hash, String found) {
        static Verified of(Verification verification, Figures figures) {
            return switch (verification) {
                case Verification.Intact(var entries, var head) ->
                        new Verified(true, figures.count(entries), head, head);
                case Verification.Broken(var sequence, var found, var expected) ->
                        new Verified(false, figures.count(sequence), expected, found);
            };
        }
    }

    @GET
    public Response show(@QueryParam("verify") @DefaultValue("") String verify) {
        var figures = desk.figures();
        return pages.show(
                "admin/audit",
                new View(
                        trail.latest(LATEST).stream().map(one -> Line.of(one, figures)).toList(),
                        verify.isEmpty()
                                ? Optional.empty()
                                : Optional.of(Verified.of(trail.verify(), figures)),
                        LATEST));
    }
}
