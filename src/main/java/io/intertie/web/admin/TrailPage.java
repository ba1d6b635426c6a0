package io.intertie.web.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// `/admin/audit`: who did what, and whether the chain of it holds.
@Controller
@Path("/admin/audit")
@RequestScoped
public class TrailPage {
    private static final int SEARCHED = 2_000;
    private static final int SHOWN = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Trail trail;
    private final Desk desk;
    private final Pages pages;

    @Inject
    TrailPage(Trail trail, Desk desk, Pages pages) {
        this.trail = trail;
        this.desk = desk;
        this.pages = pages;
    }

    /// What the page shows: entries in which the `wanted` text occurs; `verified` is there once it
    /// was asked for.
    public record View(List<Line> entries, String wanted, Optional<Verified> verified, int most) {}

    /// An act, written out.
    public record Line(
            String sequence,
            Figures.Moment at,
            String actor,
            String action,
            String subject,
            Map<String, String> detail,
            String address,
            String hash) {
        static Line of(AuditEntry entry, Figures figures) {
            return new Line(
                    figures.count(entry.sequence()),
                    figures.in(ZoneOffset.UTC).precise(entry.at()),
                    entry.actor(),
                    entry.action(),
                    entry.subject(),
                    read(entry.detail()),
                    entry.address(),
                    entry.hash());
        }

        private static Map<String, String> read(String detail) {
            try {
                return JSON.readValue(detail, new TypeReference<TreeMap<String, String>>() {});
            } catch (JsonProcessingException other) {
                return Map.of("", detail);
            }
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
    public Response show(
            @QueryParam("verify") @DefaultValue("") String verify,
            @QueryParam("q") @DefaultValue("") String wanted) {
        var figures = desk.figures();
        var text = wanted.strip();
        return pages.show(
                "admin/audit",
                new View(
                        trail.latest(SEARCHED).stream()
                                .filter(one -> has(one, text))
                                .limit(SHOWN)
                                .map(one -> Line.of(one, figures))
                                .toList(),
                        text,
                        verify.isEmpty()
                                ? Optional.empty()
                                : Optional.of(Verified.of(trail.verify(), figures)),
                        SHOWN));
    }

    private static boolean has(AuditEntry entry, String text) {
        return Stream.of(entry.actor(), entry.action(), entry.subject(), entry.detail())
                .anyMatch(one -> one.contains(text));
    }
}
