package io.intertie.web.buyer;

import io.intertie.billing.TopUps;
import io.intertie.identity.Organisation;
import io.intertie.ledger.Wallets;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.web.Figures;
import io.intertie.web.Form;
import io.intertie.web.Messages;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// `/app/wallet`: the balance, its movements, and a top-up by the sandbox card.
@Controller
@Path("/app/wallet")
@RequestScoped
public class WalletPage {
    private static final int MOVEMENTS = 50;

    private final Account account;
    private final Wallets wallets;
    private final TopUps topUps;
    private final Messages messages;
    private final Visit visit;
    private final Pages pages;

    @Inject
    WalletPage(
            Account account,
            Wallets wallets,
            TopUps topUps,
            Messages messages,
            Visit visit,
            Pages pages) {
        this.account = account;
        this.wallets = wallets;
        this.topUps = topUps;
        this.messages = messages;
        this.visit = visit;
        this.pages = pages;
    }

    /// What the page shows; `orderId` makes a top-up that is sent twice book once.
    public record View(
            Balance balance,
            List<Movement> movements,
            Form form,
            String orderId,
            Optional<Movement> booked) {}

    /// A line of the wallet's history; `request` leads to the receipt of a call.
    public record Movement(
            String entryId,
            Figures.Moment bookedAt,
            String kind,
            String amount,
            boolean isIn,
            String balanceAfter,
            Optional<String> request) {
        static Movement of(Wallets.Movement movement, Figures figures) {
            var entry = movement.entry();
            var isCapture = entry.kind().name().equals("CAPTURE");
            return new Movement(
                    entry.id().toString(),
                    figures.moment(entry.bookedAt()),
                    entry.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                    (movement.amount().isPositive() ? "+" : "") + figures.exact(movement.amount()),
                    movement.amount().isPositive(),
                    figures.exact(movement.balanceAfter()),
                    isCapture ? Optional.of(entry.externalRef()) : Optional.empty());
        }
    }

    @GET
    public Response show(@QueryParam("booked") @DefaultValue("") String booked) {
        return pages.show("buyer/wallet", view(Form.EMPTY, UUID.randomUUID().toString(), booked));
    }

    @POST
    public Response topUp(
            @FormParam("amount") @DefaultValue("") String amount,
            @FormParam("card") @DefaultValue("") String card,
            @FormParam("order") @DefaultValue("") String order) {
        var organisation = visit.organisation();
        var typed = check(Form.of(Map.of("amount", amount, "card", card)), organisation);
        if (!typed.isRight() || !order.matches("[0-9a-f-]{36}")) {
            return again(typed, UUID.randomUUID().toString());
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
                case TopUps.Outcome.Declined declined ->
                        again(typed.wrong("card", word("wallet.declined")), order);
            };
        } catch (Problem problem) {
            if (problem.fields().isEmpty()) {
                throw problem;
            }
            return again(typed.wrong(problem), order);
        }
    }

    private Form check(Form form, Organisation organisation) {
        var digits = organisation.currency().minorDigits();
        var decimals = digits == 0 ? "" : "(\\.\\d{1," + digits + "})?";
        var amount = form.value("amount");
        if (!amount.matches("\\d{1,9}" + decimals)) {
            return form.wrong("amount", word("wallet.amount.malformed"));
        }
        var major = new BigDecimal(amount);
        if (major.compareTo(BigDecimal.ONE) < 0
                || major.compareTo(BigDecimal.valueOf(10_000)) > 0) {
            return form.wrong("amount", word("wallet.amount.range"));
        }
        var cards = List.of(TopUps.SandboxCard.values()).stream().map(Enum::name);
        return cards.anyMatch(form.value("card")::equals)
                ? form
                : form.wrong("card", word("wallet.card.none"));
    }

    private String word(String key) {
        return messages.text(visit.prefs().locale(), key);
    }

    private Response again(Form form, String order) {
        return pages.again("buyer/wallet", view(form, order, ""));
    }

    private View view(Form form, String order, String booked) {
        var organisation = visit.organisation();
        var figures = visit.figures();
        var movements =
                wallets.movements(organisation.id(), organisation.currency(), MOVEMENTS).stream()
                        .map(movement -> Movement.of(movement, figures))
                        .toList();
        return new View(
                account.balance(organisation, figures),
                movements,
                form,
                order,
                movements.stream().filter(one -> one.entryId().equals(booked)).findFirst());
    }
}
