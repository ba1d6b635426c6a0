package io.intertie.web.provider;

import io.intertie.catalog.DataCenter;
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
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// `/provider/sites/{id}`: a site, its tariff hour by hour, and its next version.
@Controller
@Path("/provider/sites/{id}")
@RequestScoped
public class SitePage {
    private static final String TEMPLATE = "provider/site";

    /// The fields of the form that have a place for their fault.
    private static final Set<String> FIELDS =
            Set.of(
                    "reference",
                    "table",
                    "demand",
                    "loadFactor",
                    "lossFraction",
                    "source",
                    "quality",
                    "confirmed",
                    "effectiveFrom");

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

    /// What the page shows; `preview` is what the form would draft, `parts` what the prices in
    /// force are made of, `refusal` the end of a key that says why not, just now.
    public record View(
            SiteLine site,
            Optional<TariffView> tariff,
            List<Version> versions,
            List<Reference> references,
            String currency,
            Form form,
            Optional<GridView> grid,
            Optional<TariffView> preview,
            Optional<String> parts,
            Optional<String> refusal) {
        /// What the room found wrong that stands at no field of the form.
        public List<String> otherFaults() {
            return form.faults().entrySet().stream()
                    .filter(one -> !FIELDS.contains(one.getKey()))
                    .map(java.util.Map.Entry::getValue)
                    .toList();
        }
    }

    /// A version of the tariff, written out.
    public record Version(
            String id,
            int number,
            String state,
            Figures.Moment effectiveFrom,
            String mean,
            String demand,
            String loadFactor,
            String loss,
            String source,
            String quality,
            String hash,
            String document) {
        static Version of(TariffVersion tariff, Figures figures) {
            return new Version(
                    tariff.id().toString(),
                    tariff.number(),
                    tariff.state().name().toLowerCase(Locale.ROOT),
                    figures.precise(tariff.effectiveFrom()),
                    figures.iso(
                            tariff.currency(),
                            tariff.table().mean(Set.of()).setScale(6, RoundingMode.HALF_UP),
                            3),
                    figures.iso(tariff.currency(), tariff.demandPerKwMonth(), 2),
                    figures.percent(tariff.loadFactor()),
                    figures.percent(tariff.lossFraction()),
                    tariff.source(),
                    tariff.quality(),
                    tariff.tableHash(),
                    tariff.evidence().map(one -> one.name() + " · " + one.sha256()).orElse(""));
        }

        public boolean isDraft() {
            return state.equals("draft");
        }

        /// Whether its document can be opened here; of one elsewhere the address is told.
        public boolean hasFile() {
            return !document.isEmpty() && !document.startsWith("http");
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
                    one.code(), "%s · %s · %s".formatted(one.region(), one.country(), one.code()));
        }
    }

    @GET
    public Response show(@PathParam("id") String id) {
        var site = estate.site(id);
        var form = TariffDraft.startingFrom(tariffs.inForce(site.id(), clock.instant()));
        return pages.show(TEMPLATE, view(id, editor(site, form), Optional.empty()));
    }

    /// Drafts; with the button `fill` copies a shipped tariff into the form, with `preview` only
    /// draws what it would draft.
    @POST
    @Path("tariffs")
    public Response draft(@PathParam("id") String id, @BeanParam TypedTariff typed) {
        var site = estate.site(id);
        var desk = desk(site);
        var draft = new TariffDraft(typed.form());
        if (typed.isDraw()) {
            var drawn = editor(site, draft.form(), typed);
            return pages.show(TEMPLATE, view(id, drawn, Optional.empty()));
        }
        if (typed.isFill()) {
            var filled = draft.filled(desk);
            return answer(view(id, editor(site, filled), Optional.empty()));
        }
        var isTyped = typed.grid().map(TariffGrid::isRight).orElse(true);
        var checked = draft.checked(desk);
        var form = isTyped ? checked : checked.wrong("table", estate.word("grid.wrong"));
        if (!form.isRight()) {
            return answer(view(id, editor(site, form, typed), Optional.empty()));
        }
        var version = draft.of(desk);
        if (typed.isPreview()) {
            return answer(preview(id, editor(site, form, typed), version));
        }
        try {
            var _ = tariffs.draft(version, estate.actor());
            return pages.to("/provider/sites/" + id + "#versions");
        } catch (Problem problem) {
            if (problem.fields().isEmpty()) {
                throw problem;
            }
            var wrong = form.wrong(pages.told(problem));
            return answer(view(id, editor(site, wrong, typed), Optional.empty()));
        }
    }

    private TariffEditor editor(DataCenter site, Form form) {
        return editor(site, form, new TypedTariff());
    }

    private TariffEditor editor(DataCenter site, Form form, TypedTariff typed) {
        var changes = ClockChange.ahead(site.zone(), clock.instant());
        return TariffEditor.of(form, typed, changes, estate::word);
    }

    private Response answer(View view) {
        return view.form().isRight() ? pages.show(TEMPLATE, view) : pages.again(TEMPLATE, view);
    }

    private TariffDraft.Desk desk(DataCenter site) {
        var isFirst = tariffs.of(site.id()).stream().allMatch(SitePage::isDraft);
        return new TariffDraft.Desk(
                site,
                estate.organisation().currency(),
                references(),
                tariffs.inForce(site.id(), clock.instant()),
                clock.instant(),
                isFirst,
                estate::word);
    }

    /// The shipped tariffs that can price this provider's tokens: those in its own currency.
    private List<ReferenceTariff> references() {
        var own = estate.organisation().currency();
        return tariffs.references().stream().filter(one -> one.currency().equals(own)).toList();
    }

    private static boolean isDraft(TariffVersion version) {
        return version.state() == TariffVersion.State.DRAFT;
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
            return pages.again(TEMPLATE, view(id, editor(site, Form.EMPTY), refusal));
        }
    }

    private View preview(String id, TariffEditor editor, TariffVersion version) {
        var seen = view(id, editor, Optional.empty());
        var drawn = new TariffView.Drawn(version, clock.instant(), "supply.chart.preview");
        return new View(
                seen.site(),
                seen.tariff(),
                seen.versions(),
                seen.references(),
                seen.currency(),
                seen.form(),
                seen.grid(),
                Optional.of(TariffView.of(drawn, visit.figures(), estate::word)),
                seen.parts(),
                Optional.empty());
    }

    private View view(String id, TariffEditor editor, Optional<String> refusal) {
        var site = estate.site(id);
        var now = clock.instant();
        var figures = visit.figures();
        var local = figures.in(site.zone());
        var tariff = tariffs.inForce(site.id(), now);
        return new View(
                SiteLine.of(site, tariff, now, figures),
                tariff.map(one -> new TariffView.Drawn(one, now, "supply.chart"))
                        .map(drawn -> TariffView.of(drawn, figures, estate::word)),
                tariffs.of(site.id()).stream().map(one -> Version.of(one, local)).toList(),
                references().stream().map(Reference::of).toList(),
                estate.organisation().currency().code(),
                editor.form(),
                editor.grid(),
                Optional.empty(),
                KeptParts.of(tariff).map(one -> one.told(estate::word)),
                refusal);
    }
}
