package io.intertie.web.provider;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.tariff.ReferenceTariff;
import io.intertie.tariff.Repricing;
import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.Tariffs;
import io.intertie.web.Figures;
import io.intertie.web.Form;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `/provider/sites/{id}`: a site, its tariff hour by hour, and its next version.
@Controller
@Path("/provider/sites/{id}")
@RequestScoped
public class SitePage {
    private final Estate estate;
    private final Tariffs tariffs;
    private final Repricing repricing;
    private final Clock clock;
    private final Visit visit;
    private final Pages pages;

    @Inject
    SitePage(
            Estate estate,
            Tariffs tariffs,
            Repricing repricing,
            Clock clock,
            Visit visit,
            Pages pages) {
        this.estate = estate;
        this.tariffs = tariffs;
        this.repricing = repricing;
        this.clock = clock;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows; `refusal` is the end of a key that says why not, just now.
    public record View(
            SiteLine site,
            Optional<TariffView> tariff,
            List<Version> versions,
            List<Reference> references,
            Form form,
            Optional<String> refusal) {}

    /// A version of the tariff, written out.
    public record Version(
            String id,
            int number,
            String state,
            Figures.Moment effectiveFrom,
            String demand,
            String loadFactor,
            String loss,
            String source,
            String quality,
            String hash) {
        static Version of(TariffVersion tariff, Figures figures) {
            return new Version(
                    tariff.id().toString(),
                    tariff.number(),
                    tariff.state().name().toLowerCase(Locale.ROOT),
                    figures.precise(tariff.effectiveFrom()),
                    figures.iso(tariff.currency(), tariff.demandPerKwMonth(), 2),
                    figures.percent(tariff.loadFactor()),
                    figures.percent(tariff.lossFraction()),
                    tariff.source(),
                    tariff.quality(),
                    tariff.tableHash());
        }

        public boolean isDraft() {
            return state.equals("draft");
        }

        /// How the state is coloured.
        public String tone() {
            return isDraft() ? "warn" : state.equals("verified") ? "ok" : "";
        }
    }

    /// A shipped tariff to start from.
    public record Reference(String code, String label) {
        static Reference of(ReferenceTariff one) {
            return new Reference(
                    one.code(), "%s · %s · %s".formatted(one.code(), one.region(), one.currency()));
        }
    }

    @GET
    public Response show(@PathParam("id") String id) {
        return pages.show("provider/site", view(id, Form.EMPTY, Optional.empty()));
    }

    @POST
    @Path("tariffs")
    public Response draft(
            @PathParam("id") String id,
            @FormParam("reference") @DefaultValue("") String reference,
            @FormParam("loadFactor") @DefaultValue("") String loadFactor,
            @FormParam("lossFraction") @DefaultValue("") String lossFraction,
            @FormParam("effectiveFrom") @DefaultValue("") String effectiveFrom) {
        var site = estate.site(id);
        var draft =
                new TariffDraft(
                        Form.of(
                                Map.of(
                                        "reference", reference,
                                        "loadFactor", loadFactor,
                                        "lossFraction", lossFraction,
                                        "effectiveFrom", effectiveFrom)));
        var form = draft.checked(tariffs.references(), estate::word);
        if (!form.isRight()) {
            return pages.again("provider/site", view(id, form, Optional.empty()));
        }
        try {
            var from = tariffs.reference(reference.strip()).orElseThrow();
            var _ = tariffs.draft(draft.of(site, from, clock.instant()), estate.actor());
            return pages.to("/provider/sites/" + id + "#versions");
        } catch (Problem problem) {
            if (problem.fields().isEmpty()) {
                throw problem;
            }
            return pages.again("provider/site", view(id, form.wrong(problem), Optional.empty()));
        }
    }

    @POST
    @Path("tariffs/{version}/verify")
    public Response verify(@PathParam("id") String id, @PathParam("version") String version) {
        var site = estate.site(id);
        var draft = Estate.id(version);
        if (tariffs.of(site.id()).stream().noneMatch(one -> one.id().equals(draft))) {
            throw new Problem(ProblemType.NOT_FOUND, "no such tariff");
        }
        try {
            var actor = estate.actor();
            var _ = tariffs.verify(draft, actor);
            var _ = repricing.reprice(site.id(), actor);
            return pages.to("/provider/sites/" + id);
        } catch (Problem problem) {
            if (problem.type() != ProblemType.FORBIDDEN && problem.type() != ProblemType.CONFLICT) {
                throw problem;
            }
            var refusal = Optional.of(problem.type().slug());
            return pages.again("provider/site", view(id, Form.EMPTY, refusal));
        }
    }

    private View view(String id, Form form, Optional<String> refusal) {
        var site = estate.site(id);
        var now = clock.instant();
        var figures = visit.figures();
        var local = figures.in(site.zone());
        var tariff = tariffs.inForce(site.id(), now);
        return new View(
                SiteLine.of(site, tariff, now, figures),
                tariff.map(one -> TariffView.of(one, now, figures, estate::word)),
                tariffs.of(site.id()).stream().map(one -> Version.of(one, local)).toList(),
                tariffs.references().stream().map(Reference::of).toList(),
                form,
                refusal);
    }
}
