package io.intertie.web.buyer;

import io.intertie.billing.AutoTopUps;
import io.intertie.billing.TopUps;
import io.intertie.identity.Organisation;
import io.intertie.ledger.Wallets;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.web.Figures;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// `/app/wallet`: the balance, its movements, and how money comes in: by card, by bank, by itself.
@Controller
@Path("/app/wallet")
@RequestScoped
public class WalletPage {
    private static final String RECEIPT = "/app/requests/";
    private final WalletViews views;
    private final TopUps topUps;
    private final Messages messages;
    private final Visit visit;
    private final Pages pages;

    @Inject
    WalletPage(WalletViews views, TopUps topUps, Messages messages, Visit visit, Pages pages) {
        this.views = views;
        this.topUps = topUps;
        this.messages = messages;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows; `orderId` makes a top-up that is sent twice book once, `payment` is the
    /// one that the buyer comes from.
    public record View(
            Balance balance,
            List<Movement> movements,
            Optional<String> archived,
            Form form,
            String orderId,
            Optional<Movement> booked,
            Ways ways,
            Rules rules,
            Optional<Payment> payment) {}

    /// How money comes in; `pending` are card payments that are open or have failed, `cameBack` are
    /// refunds that did not reach the card.
    public record Ways(
            boolean takesCards,
            boolean simulates,
            List<Payment> pending,
            List<String> cameBack,
            Transfer transfer,
            List<Receipt> receipts,
            Form form) {}

    /// A card payment; `payAt` is where it is paid while it is open.
    public record Payment(
            String id,
            String amount,
            String state,
            boolean isSimulated,
            boolean isAutomatic,
            Optional<String> payAt,
            Optional<String> reason,
            Figures.Moment startedAt) {}

    /// What to write on a bank transfer.
    public record Transfer(String holder, String iban, String bic, String reference) {}

    /// A transfer that has arrived.
    public record Receipt(String bookedOn, String amount, String payer) {}

    /// The standing rule, when to tell, and since when there is something to tell.
    public record Rules(
            Optional<Rule> rule,
            Optional<AutoTopUps.Card> card,
            Optional<String> alertBelow,
            Optional<Figures.Moment> lowSince,
            Form ruleForm,
            Form alertForm) {}

    /// A rule for automatic top-ups, written out.
    public record Rule(String below, String amount, String monthly) {}

    /// A line of the wallet's history; `request` leads to the receipt of a call, or to those of the
    /// `calls` that were charged together.
    public record Movement(
            String entryId,
            Figures.Moment bookedAt,
            String kind,
            String amount,
            boolean isIn,
            String balanceAfter,
            Optional<String> request,
            Optional<Long> calls) {
        static Movement of(Wallets.Movement movement, Figures figures) {
            var entry = movement.entry();
            var isCapture = entry.kind().name().equals("CAPTURE");
            var kind = entry.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            var calls = Optional.ofNullable(entry.basis().get("requests")).map(Long::valueOf);
            var isSandbox = "sandbox".equals(entry.basis().get("processor"));
            return new Movement(
                    entry.id().toString(),
                    figures.moment(entry.bookedAt()),
                    kind.equals("topup") && !isSandbox ? "card-topup" : kind,
                    (movement.amount().isPositive() ? "+" : "") + figures.exact(movement.amount()),
                    movement.amount().isPositive(),
                    figures.exact(movement.balanceAfter()),
                    isCapture
                            ? Optional.of(
                                    (calls.isPresent() ? "/app/activity?capture=" : RECEIPT)
                                            + entry.externalRef())
                            : Optional.empty(),
                    calls);
        }
    }

    /// The page; after a payment at the processor (`paid` or `left` is its id) it is asked about.
    @GET
    public Response show(
            @QueryParam("booked") @DefaultValue("") String booked,
            @QueryParam("paid") @DefaultValue("") String paid,
            @QueryParam("left") @DefaultValue("") String left) {
        var about = paid.isEmpty() ? left : paid;
        if (about.matches("[0-9a-f-]{36}")) {
            look(UUID.fromString(about));
        }
        return pages.show("buyer/wallet", view(Forms.empty(), about.isEmpty() ? booked : about));
    }

    private void look(UUID paymentId) {
        try {
            var _ = topUps.look(visit.organisation().id(), paymentId, visit.actor());
        } catch (Problem away) {
            // Then the page shows it as open, and it is asked about again.
            if (away.type() != ProblemType.UNAVAILABLE) {
                throw away;
            }
        }
    }

    /// Pays by the sandbox card, a simulator.
    @POST
    public Response topUp(
            @FormParam("amount") @DefaultValue("") String amount,
            @FormParam("card") @DefaultValue("") String card,
            @FormParam("order") @DefaultValue("") String order) {
        var organisation = visit.organisation();
        var typed = check(Form.of(Map.of("amount", amount, "card", card)), organisation);
        var cards = List.of(TopUps.SandboxCard.values()).stream().map(Enum::name);
        if (cards.noneMatch(typed.value("card")::equals)) {
            typed = typed.wrong("card", word("wallet.card.none"));
        }
        if (!typed.isRight() || !order.matches("[0-9a-f-]{36}")) {
            return again(Forms.empty().withTopUp(typed));
        }
        try {
            var outcome =
                    topUps.bySandboxCard(
                            organisation.id(),
                            Money.of(typed.value("amount"), organisation.currency()),
                            TopUps.SandboxCard.valueOf(typed.value("card")),
                            order,
                            visit.actor());
            return switch (outcome) {
                case TopUps.Outcome.Booked done ->
                        pages.to("/app/wallet?booked=" + done.entry().id());
                case TopUps.Outcome.Declined _ ->
                        again(
                                Forms.empty()
                                        .withTopUp(typed.wrong("card", word("wallet.declined"))));
            };
        } catch (Problem problem) {
            return again(Forms.empty().withTopUp(faulty(typed, problem)));
        }
    }

    /// Opens a payment at Stripe, where the buyer goes on by a link.
    @POST
    @Path("card")
    public Response byCard(
            @FormParam("amount") @DefaultValue("") String amount,
            @FormParam("keep") @DefaultValue("") String keep,
            @FormParam("order") @DefaultValue("") String order) {
        var organisation = visit.organisation();
        var typed = check(Form.of(Map.of("amount", amount, "keep", keep)), organisation);
        if (!typed.isRight() || !order.matches("[0-9a-f-]{36}")) {
            return again(Forms.empty().withCard(typed));
        }
        try {
            var payment =
                    topUps.byCard(
                            organisation.id(),
                            Money.of(typed.value("amount"), organisation.currency()),
                            !keep.isEmpty(),
                            order,
                            visit.actor());
            return pages.to("/app/wallet?left=" + payment.id() + "#topup");
        } catch (Problem problem) {
            return again(Forms.empty().withCard(faulty(typed, problem)));
        }
    }

    private Form faulty(Form typed, Problem problem) {
        if (problem.fields().isEmpty()) {
            throw problem;
        }
        return typed.wrong(pages.told(problem));
    }

    private Form check(Form form, Organisation organisation) {
        var digits = organisation.currency().minorDigits();
        var decimals = digits == 0 ? "" : "(\\.\\d{1," + digits + "})?";
        var amount = form.value("amount");
        if (!amount.matches("\\d{1,9}" + decimals)) {
            return form.wrong("amount", word("wallet.amount.malformed"));
        }
        var major = new BigDecimal(amount);
        return major.compareTo(BigDecimal.ONE) < 0
                        || major.compareTo(BigDecimal.valueOf(10_000)) > 0
                ? form.wrong("amount", word("wallet.amount.range"))
                : form;
    }

    private String word(String key) {
        return messages.text(visit.prefs().locale(), key);
    }

    private Response again(Forms forms) {
        return pages.again("buyer/wallet", view(forms, ""));
    }

    private View view(Forms forms, String about) {
        return views.view(visit.organisation(), visit.figures(), forms, about);
    }
}
