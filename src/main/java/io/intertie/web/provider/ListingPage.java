package io.intertie.web.provider;

import io.intertie.access.Subscriptions;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.quality.Quality;
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
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `/provider/listings/{id}`: an offer along its life, its prices, and the next ones.
@Controller
@Path("/provider/listings/{id}")
@RequestScoped
public class ListingPage {
    private static final String TEMPLATE = "provider/listing";

    private final Estate estate;
    private final Offers offers;
    private final Quality quality;
    private final Subscriptions subscriptions;
    private final Visit visit;
    private final Pages pages;

    @Inject
    ListingPage(
            Estate estate,
            Offers offers,
            Quality quality,
            Subscriptions subscriptions,
            Visit visit,
            Pages pages) {
        this.estate = estate;
        this.offers = offers;
        this.quality = quality;
        this.subscriptions = subscriptions;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows; `preview` is what the form would publish, `currency` what its amounts
    /// are in, `rules` its collar and locks as their form has them, `chart` today's price by hour,
    /// `subscribers` how many the next price is for.
    public record View(
            ListingLine listing,
            Terms terms,
            Optional<StopPage.Stop> stop,
            Form rules,
            List<String> moves,
            List<PriceTable> versions,
            Optional<String> chart,
            QualityView quality,
            String currency,
            Form form,
            Optional<Preview> preview,
            int subscribers) {
        /// What the room found wrong that stands at no field of the form.
        public List<String> otherFaults() {
            return form.faults().entrySet().stream()
                    .filter(one -> !PriceDraft.FIELDS.contains(one.getKey()))
                    .map(java.util.Map.Entry::getValue)
                    .toList();
        }
    }

    /// What a form would publish, drawn and listed.
    public record Preview(PriceTable table, Optional<String> chart) {}

    /// How the model is reached, and on what terms; the credential is never read.
    public record Terms(
            String endpoint,
            String upstreamModel,
            String maxOutputTokens,
            String quantisation,
            List<String> capabilities,
            int retentionDays,
            boolean trains,
            int drainSeconds,
            Optional<Model.Tokens> tokens) {
        static Terms of(Listing listing, Optional<Model.Tokens> tokens, Figures figures) {
            return new Terms(
                    listing.endpoint().toString(),
                    listing.upstreamModel(),
                    figures.count(listing.maxOutputTokens()),
                    listing.quantisation(),
                    listing.capabilities().stream().map(Enum::name).sorted().toList(),
                    listing.dataPolicy().retentionDays(),
                    listing.dataPolicy().trainsOnPrompts(),
                    listing.drainSeconds(),
                    tokens);
        }
    }

    @GET
    public Response show(@PathParam("id") String id) {
        var listing = estate.listing(id);
        var last = offers.versions(listing.id()).stream().findFirst();
        var form = PriceDraft.startingFrom(last);
        return pages.show(TEMPLATE, view(listing, form, Optional.empty()));
    }

    @POST
    @Path("state")
    public Response move(@PathParam("id") String id, @FormParam("to") @DefaultValue("") String to) {
        var listing = estate.listing(id);
        var state =
                Stream.of(Listing.State.values())
                        .filter(one -> one.word().equals(to))
                        .findFirst()
                        .orElseThrow(() -> new Problem(ProblemType.INVALID_REQUEST, "no state"));
        offers.move(listing.id(), state, estate.actor());
        return pages.to("/provider/listings/" + listing.id());
    }

    /// Publishes, or with the button `preview` only shows what it would publish.
    @POST
    @Path("prices")
    public Response price(@PathParam("id") String id, @BeanParam TypedPrice typed) {
        var listing = estate.listing(id);
        var draft = new PriceDraft(typed.form());
        var site = estate.site(listing.dataCenterId().toString());
        var form = draft.checked(site.zone(), estate::word);
        if (!form.isRight()) {
            return pages.again(TEMPLATE, view(listing, form, Optional.empty()));
        }
        var proposal = draft.of(listing.id(), site, offers.now());
        var outcome =
                typed.isPublish()
                        ? offers.propose(proposal, estate.actor())
                        : offers.preview(proposal);
        return switch (outcome) {
            case Repricing.Outcome.Rejected(var faults) -> {
                var last = offers.versions(listing.id()).stream().findFirst();
                var clock = visit.figures().in(site.zone());
                var why = new PriceFaults(proposal, last, offers.now(), clock, estate::word);
                yield pages.again(
                        TEMPLATE,
                        view(listing, why.at(form, pages.said(faults)), Optional.empty()));
            }
            case Repricing.Outcome.Unconfirmed far -> {
                var why = estate.word("supply.rejected." + far.field(), pages.said(far.why()));
                var asked = form.wrong("confirmed", why);
                yield pages.again(TEMPLATE, view(listing, asked, Optional.empty()));
            }
            case Repricing.Outcome.Published(var version) ->
                    typed.isPublish()
                            ? pages.to("/provider/listings/" + listing.id() + "#versions")
                            : pages.show(TEMPLATE, view(listing, form, Optional.of(version)));
        };
    }

    private View view(Listing listing, Form form, Optional<PriceVersion> preview) {
        var figures = visit.figures();
        var names = estate.names();
        var local = names.site(listing.dataCenterId()).map(site -> figures.in(site.zone()));
        var clock = local.orElse(figures);
        var versions = offers.versions(listing.id());
        var price = offers.price(listing.id());
        return new View(
                ListingLine.of(listing, price, names, figures),
                Terms.of(listing, names.tokens(listing.modelId()), figures),
                offers.stop(listing.id()).map(one -> StopPage.Stop.of(one, figures)),
                RulesPage.filled(offers.rules(listing.id())),
                listing.moves().stream().map(Listing.State::word).toList(),
                tables(versions, clock),
                price.flatMap(one -> chart(one.version(), "supply.day")),
                QualityView.of(
                        listing.id(), quality, offers, new QualityView.Day(figures, estate::word)),
                estate.organisation().currency().code(),
                form,
                preview.map(one -> preview(one, versions.stream().findFirst(), clock)),
                subscriptions.servedBy(listing).size());
    }

    private Preview preview(PriceVersion version, Optional<PriceVersion> last, Figures clock) {
        return new Preview(
                PriceTable.of(new PriceTable.Step(version, last, false), clock),
                chart(version, "supply.day.preview"));
    }

    private Optional<String> chart(PriceVersion version, String keys) {
        return offers.today(version).map(hours -> hours.chart(keys, estate::word));
    }

    private List<PriceTable> tables(List<PriceVersion> versions, Figures clock) {
        var now = offers.now();
        var tables = new ArrayList<PriceTable>();
        for (var index = 0; index < versions.size(); index++) {
            var before = versions.stream().skip(index + 1L).findFirst();
            var version = versions.get(index);
            var step = new PriceTable.Step(version, before, version.isInForceAt(now));
            tables.add(PriceTable.of(step, clock));
        }
        return List.copyOf(tables);
    }
}
