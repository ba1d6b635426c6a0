package io.intertie.api;

import io.intertie.billing.AutoTopUps;
import io.intertie.billing.BankFiles;
import io.intertie.billing.CardPayment;
import io.intertie.billing.LowBalance;
import io.intertie.billing.PaymentReferences;
import io.intertie.billing.TopUps;
import io.intertie.identity.Role;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// How a wallet is filled: by card, by bank, by itself; and when its buyer is told.
@Path("top-ups/{currency}")
@Produces(MediaType.APPLICATION_JSON)
public class TopUpsResource {
    private final TopUps topUps;
    private final AutoTopUps autoTopUps;
    private final LowBalance lowBalance;
    private final PaymentReferences references;
    private final BankFiles bankFiles;
    private final Caller caller;

    @Inject
    TopUpsResource(
            TopUps topUps,
            AutoTopUps autoTopUps,
            LowBalance lowBalance,
            PaymentReferences references,
            BankFiles bankFiles,
            Caller caller) {
        this.topUps = topUps;
        this.autoTopUps = autoTopUps;
        this.lowBalance = lowBalance;
        this.references = references;
        this.bankFiles = bankFiles;
        this.caller = caller;
    }

    /// A top-up by card; `keepCard` leaves the card for automatic top-ups.
    public record ByCard(@Nullable String amount, boolean keepCard) {}

    /// A card payment; `payAt` is where it is paid, while it is pending.
    public record Payment(
            String id,
            String processor,
            String purpose,
            String state,
            Amount amount,
            @Nullable String payAt,
            @Nullable String reason,
            Instant startedAt) {
        static Payment of(CardPayment payment) {
            return new Payment(
                    payment.id().toString(),
                    payment.processor() == CardPayment.Processor.SANDBOX
                            ? "sandbox card (simulator)"
                            : "stripe",
                    payment.purpose().name(),
                    payment.state().name(),
                    Amount.of(payment.amount()),
                    payment.payAt().map(Object::toString).orElse(null),
                    payment.reason().orElse(null),
                    payment.startedAt());
        }
    }

    /// Where to transfer to, and what to write on it.
    public record Transfer(String holder, String iban, String bic, String reference) {}

    /// What came in by bank.
    public record Receipt(String bookedOn, Amount amount, String payer, String state) {
        static Receipt of(BankFiles.Received line) {
            return new Receipt(
                    line.bookedOn().toString(),
                    Amount.of(line.amount()),
                    line.payer(),
                    line.state().name());
        }
    }

    /// Below `below`, `amount` is charged to the card, at most `monthly` in a month.
    public record Rule(@Nullable String below, @Nullable String amount, @Nullable String monthly) {}

    /// A rule as it stands; a simulated card moves no money.
    public record Standing(
            boolean enabled,
            Amount below,
            Amount amount,
            Amount monthly,
            @Nullable String card,
            boolean isSimulated) {}

    /// When to tell; `raisedAt` is since when the wallet is low.
    public record Alert(@Nullable String below, @Nullable Instant raisedAt) {
        static Alert of(LowBalance.Alert alert) {
            return new Alert(alert.below().major().toPlainString(), alert.raisedAt().orElse(null));
        }
    }

    @POST
    @Path("card-payments")
    @Needs(Role.BUYER)
    @Operation(summary = "Open a top-up by card at Stripe; the buyer pays at its payAt")
    public Payment byCard(
            @PathParam("currency") String code,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            ByCard asked) {
        var amount = Fields.money(asked.amount(), Fields.currency(code));
        var key = Fields.text(idempotencyKey, "Idempotency-Key");
        return Payment.of(
                topUps.byCard(
                        caller.organisation(), amount, asked.keepCard(), key, caller.actor()));
    }

    @GET
    @Path("card-payments")
    @Needs(Role.BUYER)
    @Operation(summary = "The latest card payments, whatever became of them")
    public Page<Payment> payments(@PathParam("currency") String code) {
        var currency = Fields.currency(code);
        return new Page<>(
                topUps.of(caller.organisation()).stream()
                        .filter(one -> one.amount().currency().equals(currency))
                        .map(Payment::of)
                        .toList());
    }

    @GET
    @Path("card-payments/{id}")
    @Needs(Role.BUYER)
    @Operation(summary = "A card payment; while it is pending the processor is asked")
    public Payment payment(@PathParam("currency") String code, @PathParam("id") String id) {
        return topUps.look(caller.organisation(), Fields.id(id, "id"), caller.actor())
                .filter(one -> one.amount().currency().equals(Fields.currency(code)))
                .map(Payment::of)
                .orElseThrow(() -> Fields.notFound("card payment"));
    }

    @GET
    @Path("bank-transfer")
    @Needs(Role.BUYER)
    @Operation(summary = "Where to transfer to, and the reference that leads to this wallet")
    public Transfer transfer(@PathParam("currency") String code) {
        var wallet = references.of(caller.organisation(), Fields.currency(code));
        var bank = references.account();
        return new Transfer(bank.holder(), bank.iban(), bank.bic(), wallet.reference());
    }

    @GET
    @Path("bank-receipts")
    @Needs(Role.BUYER)
    @Operation(summary = "What came into the wallet by bank")
    public Page<Receipt> receipts(@PathParam("currency") String code) {
        var currency = Fields.currency(code);
        return new Page<>(
                bankFiles.of(caller.organisation()).stream()
                        .filter(line -> line.amount().currency().equals(currency))
                        .map(Receipt::of)
                        .toList());
    }

    @GET
    @Path("automatic")
    @Needs(Role.BUYER)
    @Operation(summary = "The rule for automatic top-ups")
    public Standing rule(@PathParam("currency") String code) {
        return autoTopUps
                .find(caller.organisation(), Fields.currency(code))
                .map(this::standing)
                .orElseThrow(() -> Fields.notFound("rule"));
    }

    @PUT
    @Path("automatic")
    @Needs(Role.BUYER)
    @Operation(summary = "Top up by itself below a threshold, up to a limit in a month")
    public Standing setRule(@PathParam("currency") String code, Rule rule) {
        var currency = Fields.currency(code);
        return standing(
                autoTopUps.set(
                        caller.organisation(),
                        Fields.money(rule.below(), "below", currency),
                        Fields.money(rule.amount(), "amount", currency),
                        Fields.money(rule.monthly(), "monthly", currency),
                        caller.actor()));
    }

    @DELETE
    @Path("automatic")
    @Needs(Role.BUYER)
    @Operation(summary = "Stop topping up by itself")
    public void switchOff(@PathParam("currency") String code) {
        autoTopUps.switchOff(caller.organisation(), Fields.currency(code), caller.actor());
    }

    private Standing standing(AutoTopUps.Rule rule) {
        var card = autoTopUps.card(rule.organisationId(), rule.amount().currency());
        return new Standing(
                rule.enabled(),
                Amount.of(rule.below()),
                Amount.of(rule.amount()),
                Amount.of(rule.monthly()),
                card.map(AutoTopUps.Card::label).orElse(null),
                card.map(AutoTopUps.Card::isSimulated).orElse(false));
    }

    @GET
    @Path("alert")
    @Needs(Role.BUYER)
    @Operation(summary = "When the wallet counts as low, and since when it is")
    public Alert alert(@PathParam("currency") String code) {
        return lowBalance
                .find(caller.organisation(), Fields.currency(code))
                .map(Alert::of)
                .orElseThrow(() -> Fields.notFound("alert"));
    }

    @PUT
    @Path("alert")
    @Needs(Role.BUYER)
    @Operation(summary = "Ask to be told when the wallet runs low")
    public Alert setAlert(@PathParam("currency") String code, Alert alert) {
        var below = Fields.money(alert.below(), "below", Fields.currency(code));
        return Alert.of(lowBalance.set(caller.organisation(), below, caller.actor()));
    }
}
