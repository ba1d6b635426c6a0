package io.intertie.web.provider;

import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.tariff.PriceAnatomy;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.Repricing;
import io.intertie.web.Figures;
import io.intertie.web.Form;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `/provider/listings/{id}/sketch`: what the terms in the form come to, while they are typed; it
/// neither keeps nor publishes anything.
@Controller
@Path("/provider/listings/{id}/sketch")
@RequestScoped
public class SketchPage {
    /// An increase's notice, and an hour to publish it in.
    private static final Duration NOTICE = Duration.ofDays(7).plusHours(1);

    private final Estate estate;
    private final Offers offers;
    private final PriceBook book;
    private final Visit visit;
    private final Pages pages;

    @Inject
    SketchPage(Estate estate, Offers offers, PriceBook book, Visit visit, Pages pages) {
        this.estate = estate;
        this.offers = offers;
        this.book = book;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows: the sketch, or what is missing or wrong; `warnings` is what stands
    /// against publishing it as it is.
    public record View(
            String id,
            String model,
            Form form,
            Optional<PriceSketch> sketch,
            List<String> faults,
            List<String> warnings) {}

    @POST
    public Response draw(@PathParam("id") String id, @BeanParam TypedPrice typed) {
        var listing = estate.listing(id);
        var draft = new PriceDraft(typed.form()).asSketch();
        var site = estate.site(listing.dataCenterId().toString());
        var checked = draft.checked(site.zone(), estate::word);
        return checked.isRight()
                ? drawn(new Asked(listing, typed.form(), draft))
                : show(new Asked(listing, typed.form(), draft), told(checked));
    }

    private record Asked(Listing listing, Form form, PriceDraft draft) {}

    /// What there is to show of it.
    private record Told(Optional<PriceSketch> sketch, List<String> faults, List<String> warnings) {}

    private Response drawn(Asked asked) {
        var site = estate.site(asked.listing().dataCenterId().toString());
        var proposal = asked.draft().of(asked.listing().id(), site, offers.now());
        return switch (offers.preview(proposal)) {
            case Repricing.Outcome.Rejected(var faults) -> {
                var why =
                        new PriceFaults(proposal, last(asked), offers.now(), clock(site), words());
                var told = told(why.at(Form.EMPTY, pages.said(faults)));
                // An increase is told at once, and when it may begin.
                yield show(
                        asked,
                        faults.keySet().equals(Set.of("effectiveFrom"))
                                ? later(proposal, asked)
                                        .map(one -> told(one, told.faults()))
                                        .orElse(told)
                                : told);
            }
            case Repricing.Outcome.Unconfirmed far ->
                    show(asked, told(far.version(), List.of(far(far))));
            case Repricing.Outcome.Published(var version) -> show(asked, told(version, List.of()));
        };
    }

    private Optional<PriceVersion> later(Repricing.Proposal proposal, Asked asked) {
        var noticed = offers.now().plus(NOTICE);
        var after =
                last(asked)
                        .map(one -> one.effectiveFrom().plus(Duration.ofHours(1)))
                        .filter(noticed::isBefore)
                        .orElse(noticed);
        var then =
                new Repricing.Proposal(
                        proposal.listingId(),
                        proposal.terms(),
                        proposal.energy(),
                        after,
                        proposal.reason(),
                        proposal.isConfirmed());
        return switch (offers.preview(then)) {
            case Repricing.Outcome.Rejected _ -> Optional.empty();
            case Repricing.Outcome.Unconfirmed far -> Optional.of(far.version());
            case Repricing.Outcome.Published(var version) -> Optional.of(version);
        };
    }

    private String far(Repricing.Outcome.Unconfirmed far) {
        return estate.word("supply.rejected." + far.field(), pages.said(far.why()));
    }

    private Optional<PriceVersion> last(Asked asked) {
        return offers.versions(asked.listing().id()).stream().findFirst();
    }

    private Figures clock(DataCenter site) {
        return visit.figures().in(site.zone());
    }

    private Words words() {
        return estate::word;
    }

    private Told told(PriceVersion version, List<String> warnings) {
        return new Told(Optional.of(sketch(version)), List.of(), warnings);
    }

    private static Told told(Form wrong) {
        var faults = wrong.faults().values().stream().distinct().sorted().toList();
        return new Told(Optional.empty(), faults, List.of());
    }

    private PriceSketch sketch(PriceVersion version) {
        var chart =
                offers.today(version).map(hours -> hours.chart("supply.day.preview", estate::word));
        return PriceSketch.of(
                version,
                chart,
                (price, tokens, currency) ->
                        book.anatomy(price, tokens, currency).map(PriceAnatomy::electricityShare),
                visit.figures());
    }

    private Response show(Asked asked, Told told) {
        return pages.show(
                "provider/sketch",
                new View(
                        asked.listing().id().toString(),
                        estate.names().model(asked.listing().modelId()),
                        asked.form(),
                        told.sketch(),
                        told.faults(),
                        told.warnings()));
    }
}
