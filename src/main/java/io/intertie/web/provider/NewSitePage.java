package io.intertie.web.provider;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Provider;
import io.intertie.identity.Organisation;
import io.intertie.platform.http.Problem;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.web.Form;
import io.intertie.web.Pages;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `/provider/sites/new`: a site is added; its tariff comes next.
@Controller
@Path("/provider/sites/new")
@RequestScoped
public class NewSitePage {
    private final Estate estate;
    private final Catalog catalog;
    private final Clock clock;
    private final Pages pages;

    @Inject
    NewSitePage(Estate estate, Catalog catalog, Clock clock, Pages pages) {
        this.estate = estate;
        this.catalog = catalog;
        this.clock = clock;
        this.pages = pages;
    }

    /// What the page shows.
    public record View(Form form) {}

    /// The fields as they come in.
    public static final class Typed {
        @FormParam("slug")
        @DefaultValue("")
        private String slug = "";

        @FormParam("city")
        @DefaultValue("")
        private String city = "";

        @FormParam("country")
        @DefaultValue("")
        private String country = "";

        @FormParam("zone")
        @DefaultValue("")
        private String zone = "";

        @FormParam("gridRegion")
        @DefaultValue("")
        private String gridRegion = "";

        @FormParam("pue")
        @DefaultValue("")
        private String pue = "";

        @FormParam("pueSource")
        @DefaultValue("")
        private String pueSource = "";

        private Form form() {
            return Form.of(
                    Map.of(
                            "slug", slug,
                            "city", city,
                            "country", country.toUpperCase(Locale.ROOT),
                            "zone", zone,
                            "gridRegion", gridRegion,
                            "pue", pue,
                            "pueSource", pueSource));
        }
    }

    @GET
    public Response show() {
        var _ = estate.organisation();
        return pages.show("provider/site-new", new View(Form.EMPTY));
    }

    @POST
    public Response add(@BeanParam Typed typed) {
        var organisation = estate.organisation();
        var form = checked(typed.form());
        if (!form.isRight()) {
            return again(form);
        }
        try {
            var actor = estate.actor();
            var _ = catalog.addProvider(seller(organisation), actor);
            var site = catalog.addDataCenter(site(form, organisation), actor);
            return pages.to("/provider/sites/" + site.id());
        } catch (Problem problem) {
            if (problem.fields().isEmpty()) {
                throw problem;
            }
            return again(form.wrong(pages.told(problem)));
        }
    }

    private Response again(Form form) {
        return pages.again("provider/site-new", new View(form));
    }

    private Provider seller(Organisation organisation) {
        return new Provider(
                organisation.id(),
                organisation.slug(),
                organisation.name(),
                organisation.country(),
                organisation.currency(),
                false);
    }

    private DataCenter site(Form form, Organisation organisation) {
        return new DataCenter(
                UuidV7.at(clock.instant()),
                organisation.id(),
                form.value("slug"),
                form.value("city"),
                form.value("country"),
                ZoneId.of(form.value("zone")),
                form.value("gridRegion"),
                new BigDecimal(form.value("pue")),
                form.value("pueSource"));
    }

    private Form checked(Form form) {
        var right = form;
        var countries = List.of(Locale.getISOCountries());
        if (!countries.contains(form.value("country"))) {
            right = right.wrong("country", estate.word("supply.fault.country"));
        }
        if (!ZoneId.getAvailableZoneIds().contains(form.value("zone"))) {
            right = right.wrong("zone", estate.word("supply.fault.zone"));
        }
        if (!form.value("pue").matches("[1-9](\\.\\d{1,4})?")) {
            right = right.wrong("pue", estate.word("supply.fault.pue"));
        }
        if (form.value("city").isEmpty()) {
            right = right.wrong("city", estate.word("supply.fault.city"));
        }
        if (form.value("pueSource").isEmpty()) {
            right = right.wrong("pueSource", estate.word("supply.fault.source"));
        }
        return right;
    }
}
