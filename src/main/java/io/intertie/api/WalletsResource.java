package io.intertie.api;

import io.intertie.billing.TopUps;
import io.intertie.identity.Role;
import io.intertie.ledger.Wallet;
import io.intertie.ledger.Wallets;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// A buyer's wallets: balance, movements, top-up.
@Path("wallets")
@Produces(MediaType.APPLICATION_JSON)
public class WalletsResource {
    private static final int MOVEMENTS = 200;

    private final Wallets wallets;
    private final TopUps topUps;
    private final Caller caller;

    @Inject
    WalletsResource(Wallets wallets, TopUps topUps, Caller caller) {
        this.wallets = wallets;
        this.topUps = topUps;
        this.caller = caller;
    }

    /// A wallet with what may still be spent.
    public record Seen(
            Amount posted, Amount held, Amount leased, Amount available, long carryPico) {
        static Seen of(Wallet wallet) {
            return new Seen(
                    Amount.of(wallet.posted()),
                    Amount.of(wallet.held()),
                    Amount.of(wallet.leased()),
                    Amount.of(wallet.available()),
                    wallet.carryPico());
        }
    }

    /// One line of a wallet's history.
    public record Movement(
            String journalId,
            String kind,
            String reference,
            Instant bookedAt,
            Amount amount,
            Amount balanceAfter) {
        static Movement of(Wallets.Movement from) {
            return new Movement(
                    from.entry().id().toString(),
                    from.entry().kind().name(),
                    from.entry().externalRef(),
                    from.entry().bookedAt(),
                    Amount.of(from.amount()),
                    Amount.of(from.balanceAfter()));
        }
    }

    /// A top-up by the sandbox card, a simulator. `card` is `accepted` or `declined`.
    public record TopUp(@Nullable String amount, @Nullable String card) {}

    /// What was booked.
    public record Booked(String processor, Amount credited, Amount fee, String journalId) {}

    @GET
    @Needs(Role.BUYER)
    @Operation(summary = "The caller's wallets")
    public Page<Seen> wallets() {
        return new Page<>(wallets.of(caller.organisation()).stream().map(Seen::of).toList());
    }

    @GET
    @Path("{currency}/movements")
    @Needs(Role.BUYER)
    @Operation(summary = "A wallet's movements with the balance after each")
    public Page<Movement> movements(@PathParam("currency") String code) {
        var found = wallets.movements(caller.organisation(), Fields.currency(code), MOVEMENTS);
        return new Page<>(found.stream().map(Movement::of).toList());
    }

    @POST
    @Path("{currency}/top-ups")
    @Needs(Role.BUYER)
    @Operation(summary = "Top up by the sandbox card, a simulator")
    public Booked topUp(
            @PathParam("currency") String code,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            TopUp topUp) {
        Money amount = Fields.money(topUp.amount(), Fields.currency(code));
        var card = Fields.constant(TopUps.SandboxCard.class, topUp.card(), "card");
        var key = Fields.text(idempotencyKey, "Idempotency-Key");
        var actor = caller.actor();
        return switch (topUps.bySandboxCard(actor.organisationId(), amount, card, key, actor)) {
            case TopUps.Outcome.Booked booked ->
                    new Booked(
                            "sandbox card (simulator)",
                            Amount.of(booked.credited()),
                            Amount.of(booked.fee()),
                            booked.entry().id().toString());
            case TopUps.Outcome.Declined declined ->
                    throw new Problem(
                            ProblemType.UNPROCESSABLE,
                            "The sandbox card was declined: "
                                    + declined.reason()
                                    + ". No money was taken.");
        };
    }
}
