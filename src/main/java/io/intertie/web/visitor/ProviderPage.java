package io.intertie.web.visitor;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Provider;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.web.Figures;
import io.intertie.web.Pages;
import io.intertie.web.Prefs;
import io.intertie.web.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `/providers/{slug}`: who it is, its sites and what it offers now.
@Controller
@Path("/providers/{slug}")
@RequestScoped
public class ProviderPage {
    private final Catalog catalog;
    private final Storefront storefront;
    private final Window window;
    private final Visit visit;
    private final Pages pages;

    @Inject
    ProviderPage(Catalog catalog, Storefront storefront, Window window, Visit visit, Pages pages) {
        this.catalog = catalog;
        this.storefront = storefront;
        this.window = window;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows.
    public record Portrait(
            Provider provider, String country, List<Place> sites, List<ModelRow> rows) {}

    /// A site with its efficiency and its tariff, and the sources of both.
    public record Place(DataCenter site, String country, String pue, Optional<TariffCard> tariff) {
        static Place of(DataCenter site, Optional<TariffCard> tariff, Prefs prefs) {
            return new Place(
                    site,
                    Locale.of("", site.country()).getDisplayCountry(prefs.locale()),
                    Figures.of(prefs).decimal(site.pue()),
                    tariff);
        }
    }

    @GET
    public Response show(@PathParam("slug") String slug) {
        var prefs = visit.prefs();
        var provider =
                catalog.providerBySlug(slug)
                        .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "no provider"));
        var offers =
                storefront.offers(prefs).stream()
                        .filter(offer -> offer.offered().provider().equals(provider))
                        .toList();
        var sites =
                catalog.dataCentersOf(provider.organisationId()).stream()
                        .map(site -> Place.of(site, storefront.card(site, prefs), prefs))
                        .toList();
        var country = Locale.of("", provider.country()).getDisplayCountry(prefs.locale());
        return pages.show(
                "visitor/provider",
                new Portrait(provider, country, sites, window.rows(offers, prefs)));
    }
}
