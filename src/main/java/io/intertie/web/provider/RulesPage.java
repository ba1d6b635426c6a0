package io.intertie.web.provider;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.Listing;
import io.intertie.tariff.ListingRules;
import io.intertie.tariff.ListingRules.LockForm;
import io.intertie.tariff.ListingRules.Rules;
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
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/provider/listings/{id}/rules`: how far a listing's prices move by themselves, what locks it
/// grants, and what becomes of an answer whose buyer leaves.
@Controller
@Path("/provider/listings/{id}/rules")
@RequestScoped
public class RulesPage {
    private static final String VIEW = "provider/rules";

    /// The most that each percentage may be.
    private static final Map<String, Integer> MOST =
            Map.of("rise", 900, "fall", 90, "indexRise", 900, "indexFall", 90);

    private static final int MOST_DAYS = 366;

    private final Estate estate;
    private final ListingRules rules;
    private final Catalog catalog;
    private final Visit visit;
    private final Pages pages;

    @Inject
    RulesPage(Estate estate, ListingRules rules, Catalog catalog, Visit visit, Pages pages) {
        this.estate = estate;
        this.rules = rules;
        this.catalog = catalog;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows; `leaving` is the form of what becomes of an answer whose buyer leaves.
    public record View(ListingLine listing, Form form, Form leaving) {}

    /// The fields as they come in, in percent and days.
    public static final class Typed {
        @FormParam("rise")
        @DefaultValue("")
        private String rise = "";

        @FormParam("fall")
        @DefaultValue("")
        private String fall = "";

        @FormParam("lockDays")
        @DefaultValue("")
        private String lockDays = "";

        @FormParam("lockForm")
        @DefaultValue("")
        private String lockForm = "";

        @FormParam("indexRise")
        @DefaultValue("")
        private String indexRise = "";

        @FormParam("indexFall")
        @DefaultValue("")
        private String indexFall = "";

        private Form form() {
            return Form.of(
                    Map.of(
                            "rise", rise,
                            "fall", fall,
                            "lockDays", lockDays,
                            "lockForm", lockForm,
                            "indexRise", indexRise,
                            "indexFall", indexFall));
        }
    }

    @GET
    public Response show(@PathParam("id") String id) {
        var listing = estate.listing(id);
        return pages.show(VIEW, view(listing, filled(rules.of(listing.id())), leaving(listing)));
    }

    @POST
    public Response set(@PathParam("id") String id, @BeanParam Typed typed) {
        var listing = estate.listing(id);
        var form = checked(typed.form(), estate::word);
        if (!form.isRight()) {
            return pages.again(VIEW, view(listing, form, leaving(listing)));
        }
        var _ = rules.set(listing.id(), rules(form), estate.actor());
        return pages.to("/provider/listings/" + listing.id() + "#rules");
    }

    @POST
    @Path("drain")
    public Response drain(
            @PathParam("id") String id,
            @FormParam("drainSeconds") @DefaultValue("") String seconds) {
        var listing = estate.listing(id);
        if (!seconds.strip().matches("\\d{1,2}")
                || Integer.parseInt(seconds.strip()) > Listing.MOST_DRAIN_SECONDS) {
            var fault = estate.word("drain.fault", Listing.MOST_DRAIN_SECONDS);
            var form = Form.of(Map.of("drainSeconds", seconds)).wrong("drainSeconds", fault);
            return pages.again(VIEW, view(listing, filled(rules.of(listing.id())), form));
        }
        var _ = catalog.drain(listing.id(), Integer.parseInt(seconds.strip()), estate.actor());
        return pages.to("/provider/listings/" + listing.id() + "#rules");
    }

    private View view(Listing listing, Form form, Form leaving) {
        var line = ListingLine.of(listing, Optional.empty(), estate.names(), visit.figures());
        return new View(line, form, leaving);
    }

    static Form leaving(Listing listing) {
        return Form.of(Map.of("drainSeconds", Integer.toString(listing.drainSeconds())));
    }

    static Form filled(Rules now) {
        var values = new HashMap<String, @Nullable String>();
        values.put("rise", percent(now.riseBps()));
        values.put("fall", percent(now.fallBps()));
        values.put("lockDays", Integer.toString(now.lockDays()));
        values.put("lockForm", now.lockForm().name());
        values.put("indexRise", percent(now.indexRiseBps()));
        values.put("indexFall", percent(now.indexFallBps()));
        return Form.of(values);
    }

    private static String percent(int bps) {
        return BigDecimal.valueOf(bps, 2).stripTrailingZeros().toPlainString();
    }

    static Form checked(Form form, Words words) {
        var right = form;
        for (var one : MOST.entrySet()) {
            if (!isPercent(form.value(one.getKey()), one.getValue())) {
                var fault = words.of("rules.fault.percent", one.getValue());
                right = right.wrong(one.getKey(), fault);
            }
        }
        var days = form.value("lockDays");
        if (!days.matches("\\d{1,3}") || Integer.parseInt(days) > MOST_DAYS) {
            right = right.wrong("lockDays", words.of("rules.fault.days", MOST_DAYS));
        }
        return form.value("lockForm").matches("FREEZE|INDEX")
                ? right
                : right.wrong("lockForm", words.of("rules.fault.form"));
    }

    private static boolean isPercent(String text, int most) {
        return text.matches("\\d{1,3}(\\.\\d{1,2})?")
                && new BigDecimal(text).compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    static Rules rules(Form form) {
        return new Rules(
                bps(form.value("rise")),
                bps(form.value("fall")),
                Integer.parseInt(form.value("lockDays")),
                LockForm.valueOf(form.value("lockForm")),
                bps(form.value("indexRise")),
                bps(form.value("indexFall")));
    }

    private static int bps(String percent) {
        return new BigDecimal(percent).movePointRight(2).intValueExact();
    }
}
