package io.intertie.billing;

import io.intertie.audit.Trail;
import io.intertie.billing.BankFiles.Received;
import io.intertie.identity.Actor;
import io.intertie.ledger.Journal;
import io.intertie.ledger.movement.MatchReceipt;
import io.intertie.ledger.movement.ReturnReceipt;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Money at the bank that nobody's reference came with: it waits in 2040 until an admin says whose
/// it is, or that it goes back.
@ApplicationScoped
public class Receipts {
    private final Database database;
    private final BankStore store;
    private final PaymentReferences references;
    private final ProcessorPayouts payouts;
    private final Journal journal;
    private final Trail trail;

    @Inject
    Receipts(
            Database database,
            BankStore store,
            PaymentReferences references,
            ProcessorPayouts payouts,
            Journal journal,
            Trail trail) {
        this.database = database;
        this.store = store;
        this.references = references;
        this.payouts = payouts;
        this.journal = journal;
        this.trail = trail;
    }

    /// What waits, the oldest first.
    public List<Received> unmatched() {
        return store.in(Received.State.UNMATCHED, 200);
    }

    /// Puts a receipt into the wallet that a reference names.
    ///
    /// @throws Problem if the actor is no admin, the reference is none or of another currency, or
    ///   the receipt waits no more
    public void match(UUID lineId, String reference, Actor actor) {
        BankFiles.mustBeAdmin(actor);
        var wallet =
                references
                        .find(reference)
                        .orElseThrow(() ->
                                Problem.field(
                                        "reference",
                                        Wording.of(
                                                "receipt.reference",
                                                "There is no such reference.")));
        clear(
                lineId,
                new Clearing(
                        Received.State.MATCHED,
                        Optional.of(wallet.organisationId()),
                        "receipt.matched",
                        wallet.reference()),
                actor,
                line -> {
                    if (!line.amount().currency().equals(wallet.currency())) {
                        throw Problem.field(
                                "reference",
                                Wording.of(
                                        "receipt.currency",
                                        "This is a wallet in %s.",
                                        wallet.currency()));
                    }
                    journal.book(
                            new MatchReceipt(
                                    BankBooking.ref(line),
                                    wallet.organisationId(),
                                    line.amount(),
                                    Map.of("by", actor.name(), "reference", wallet.reference())));
                });
    }

    /// Says that a receipt goes back to where it came from.
    ///
    /// @throws Problem if the actor is no admin, or if the receipt waits no more
    public void giveBack(UUID lineId, String reason, Actor actor) {
        BankFiles.mustBeAdmin(actor);
        clear(
                lineId,
                new Clearing(Received.State.RETURNED, Optional.empty(), "receipt.returned", reason),
                actor,
                line ->
                        journal.book(
                                new ReturnReceipt(
                                        BankBooking.ref(line),
                                        line.amount(),
                                        Map.of("by", actor.name(), "reason", reason))));
    }

    /// Says that a receipt is a payout of the card processor: the booking in 2040 is taken back,
    /// and E2 is booked.
    ///
    /// @throws Problem if the actor is no admin, no such payout is expected in that amount, or the
    ///   receipt waits no more
    public void isPayout(UUID lineId, Actor actor) {
        BankFiles.mustBeAdmin(actor);
        clear(
                lineId,
                new Clearing(
                        Received.State.PROCESSOR_PAYOUT,
                        Optional.empty(),
                        "receipt.was-payout",
                        ""),
                actor,
                line -> payouts.claim(line, actor));
    }

    private record Clearing(
            Received.State state, Optional<UUID> organisation, String action, String detail) {}

    private interface Posting {
        void post(Received line);
    }

    private void clear(UUID lineId, Clearing clearing, Actor actor, Posting posting) {
        database.transaction(() -> {
            var line =
                    store.find(lineId)
                            .orElseThrow(() ->
                                    new Problem(
                                            ProblemType.NOT_FOUND,
                                            Wording.of(
                                                    "receipt.none", "There is no such receipt.")));
            if (!store.clear(lineId, clearing.state(), clearing.organisation(), actor.name())) {
                throw new Problem(
                        ProblemType.CONFLICT,
                        Wording.of(
                                "receipt.waits",
                                "This receipt waits no more. Nothing was changed."));
            }
            posting.post(line);
            trail.record(
                    actor,
                    clearing.action(),
                    clearing.organisation().map(UUID::toString).orElse(lineId.toString()),
                    Map.of(
                            "receipt", lineId.toString(),
                            "amount", line.amount().major().toPlainString(),
                            "currency", line.amount().currency().code(),
                            "detail", clearing.detail()));
        });
    }
}
