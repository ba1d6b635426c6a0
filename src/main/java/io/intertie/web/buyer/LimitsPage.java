package io.intertie.web.buyer;

import io.intertie.access.ApiKey;
import io.intertie.access.OrganisationLimits;
import io.intertie.platform.http.Problem;
import io.intertie.web.Form;
import io.intertie.web.Messages;
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
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/app/limits`: what the organisation may spend in all, how often it may call, and where its data
/// may go.
@Controller
@Path("/app/limits")
@RequestScoped
public class LimitsPage {
    private static final String VIEW = "buyer/limits";

    private final OrganisationLimits limits;
    private final KeyViews views;
    private final Messages messages;
    private final Visit visit;
    private final Pages pages;

    @Inject
    LimitsPage(
            OrganisationLimits limits,
            KeyViews views,
            Messages messages,
            Visit visit,
            Pages pages) {
        this.limits = limits;
        this.views = views;
        this.messages = messages;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows: `form` is what may be spent, `rules` how often and where to.
    public record View(
            Optional<LimitForms.Line> now,
            Form form,
            Form rules,
            String currency,
            List<String> resets,
            String countries) {}

    @GET
    public Response show() {
        return pages.show(VIEW, view(spendForm(), ruleForm()));
    }

    @POST
    public Response set(
            @FormParam("limit") @DefaultValue("") String limit,
            @FormParam("reset") @DefaultValue("") String reset) {
        var typed = Form.of(Map.of("limit", limit, "reset", reset));
        var form = LimitForms.checked(typed, word("limits.amount.malformed"));
        if (!form.isRight()) {
            return pages.again(VIEW, view(form, ruleForm()));
        }
        var buyer = visit.organisation();
        LimitForms.limits(form, buyer.currency())
                .whole()
                .ifPresentOrElse(
                        given -> limits.set(buyer.id(), given, visit.actor()),
                        () -> limits.lift(buyer.id(), buyer.currency(), visit.actor()));
        return pages.to("/app/limits");
    }

    @POST
    @Path("calls")
    public Response rule(@BeanParam RuleFields typed) {
        var form = RuleForms.checkedRates(typed.form(), "together", this::word);
        form = RuleForms.checkedRates(form, "each", this::word);
        form = RuleForms.checkedPolicy(form, this::word);
        if (!form.isRight()) {
            return pages.again(VIEW, view(spendForm(), form));
        }
        var rules =
                new OrganisationLimits.Rules(
                        RuleForms.rates(form, "together"),
                        RuleForms.rates(form, "each"),
                        RuleForms.policy(form));
        try {
            limits.rule(visit.organisation().id(), rules, visit.actor());
        } catch (Problem problem) {
            return pages.again(VIEW, view(spendForm(), form.wrong(pages.told(problem))));
        }
        return pages.to("/app/limits");
    }

    private Form spendForm() {
        var buyer = visit.organisation();
        var limit =
                limits.of(buyer.id()).stream()
                        .filter(one -> one.most().currency().equals(buyer.currency()))
                        .findFirst();
        return LimitForms.of(new ApiKey.Limits(limit, Optional.empty()));
    }

    private Form ruleForm() {
        var rules = limits.rules(visit.organisation().id());
        var values = new HashMap<>(RuleForms.of("together", rules.together()));
        values.putAll(RuleForms.of("each", rules.eachKey()));
        values.putAll(RuleForms.of(rules.policy()));
        return new Form(values, Map.of());
    }

    private View view(Form form, Form rules) {
        var buyer = visit.organisation();
        return new View(
                views.ofOrganisation(buyer, visit.prefs()),
                form,
                rules,
                buyer.currency().code(),
                LimitForms.resets(),
                views.choices(buyer.id(), Optional.empty()).countries());
    }

    private String word(String key, Object... arguments) {
        return messages.text(visit.prefs().locale(), key, arguments);
    }
}
