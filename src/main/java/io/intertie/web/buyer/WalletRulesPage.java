package io.intertie.web.buyer;

import io.intertie.billing.AutoTopUps;
import io.intertie.billing.LowBalance;
import io.intertie.identity.Organisation;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.web.Form;
import io.intertie.web.Messages;
import io.intertie.web.Pages;
import io.intertie.web.Visit;
import io.intertie.web.buyer.WalletViews.Forms;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/// What the wallet's page sets: automatic top-ups, and when to tell that it runs low; and the bank
/// transfer by itself, to print.
@Controller
@Path("/app/wallet/rules")
@RequestScoped
public class WalletRulesPage {
    private final WalletViews views;
    private final AutoTopUps autoTopUps;
    private final LowBalance lowBalance;
    private final Messages messages;
    private final Visit visit;
    private final Pages pages;

    @Inject
    WalletRulesPage(
            WalletViews views,
            AutoTopUps autoTopUps,
            LowBalance lowBalance,
            Messages messages,
            Visit visit,
            Pages pages) {
        this.views = views;
        this.autoTopUps = autoTopUps;
        this.lowBalance = lowBalance;
        this.messages = messages;
        this.visit = visit;
        this.pages = pages;
    }

    /// What to print for a transfer.
    public record Slip(String buyer, String currency, WalletPage.Transfer transfer) {}

    @GET
    @Path("transfer")
    public Response transfer() {
        var buyer = visit.organisation();
        return pages.show(
                "buyer/transfer",
                new Slip(buyer.name(), buyer.currency().code(), views.transfer(buyer)));
    }

    @POST
    @Path("automatic")
    public Response automatic(
            @FormParam("below") @DefaultValue("") String below,
            @FormParam("sum") @DefaultValue("") String sum,
            @FormParam("monthly") @DefaultValue("") String monthly) {
        var buyer = visit.organisation();
        var typed = Form.of(Map.of("below", below, "sum", sum, "monthly", monthly));
        for (var name : new String[] {"below", "sum", "monthly"}) {
            typed = check(typed, name, buyer);
        }
        if (!typed.isRight()) {
            return again(Forms.empty().withRule(typed));
        }
        try {
            autoTopUps.set(
                    buyer.id(),
                    money(typed, "below", buyer),
                    money(typed, "sum", buyer),
                    money(typed, "monthly", buyer),
                    visit.actor());
            return pages.to("/app/wallet#rules");
        } catch (Problem problem) {
            return again(Forms.empty().withRule(typed.wrong(pages.told(problem))));
        }
    }

    @POST
    @Path("automatic/off")
    public Response switchOff() {
        var buyer = visit.organisation();
        autoTopUps.switchOff(buyer.id(), buyer.currency(), visit.actor());
        return pages.to("/app/wallet#rules");
    }

    @POST
    @Path("alert")
    public Response alert(@FormParam("alert") @DefaultValue("") String below) {
        var buyer = visit.organisation();
        var typed = check(Form.of(Map.of("alert", below)), "alert", buyer);
        if (!typed.isRight()) {
            return again(Forms.empty().withAlert(typed));
        }
        try {
            lowBalance.set(buyer.id(), money(typed, "alert", buyer), visit.actor());
            return pages.to("/app/wallet#alert");
        } catch (Problem problem) {
            return again(
                    Forms.empty().withAlert(typed.wrong("alert", pages.told(problem).detail())));
        }
    }

    private Form check(Form form, String name, Organisation buyer) {
        var digits = buyer.currency().minorDigits();
        var decimals = digits == 0 ? "" : "(\\.\\d{1," + digits + "})?";
        return form.value(name).matches("\\d{1,9}" + decimals)
                ? form
                : form.wrong(
                        name, messages.text(visit.prefs().locale(), "wallet.amount.malformed"));
    }

    private static Money money(Form form, String name, Organisation buyer) {
        return Money.of(form.value(name), buyer.currency());
    }

    private Response again(Forms forms) {
        return pages.again(
                "buyer/wallet", views.view(visit.organisation(), visit.figures(), forms, ""));
    }
}
