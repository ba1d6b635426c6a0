package io.intertie.billing;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.ledger.Journal;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.movement.TopUp;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.UUID;

/// How money enters a wallet.
@ApplicationScoped
public class TopUps {
    private static final BigDecimal FEE_SHARE = new BigDecimal("0.029");
    private static final BigDecimal FEE_FIXED = new BigDecimal("0.30");
    private static final BigDecimal LEAST = BigDecimal.ONE;
    private static final BigDecimal MOST = BigDecimal.valueOf(10_000);

    private final Database database;
    private final Journal journal;
    private final Trail trail;

    @Inject
    TopUps(Database database, Journal journal, Trail trail) {
        this.database = database;
        this.journal = journal;
        this.trail = trail;
    }

    /// What the sandbox card processor said. It is a simulator and named so on every screen.
    public sealed interface Outcome {
        /// `credited` went into the wallet; `fee` is what the processor keeps, at the market's
        /// expense.
        record Booked(JournalEntry entry, Money credited, Money fee) implements Outcome {}

        /// The card was declined; nothing was booked.
        record Declined(String reason) implements Outcome {}
    }

    /// Which test card is used.
    public enum SandboxCard {
        ACCEPTED,
        DECLINED
    }

    /// Charges the sandbox card and books E1; the same `idempotencyKey` again books nothing new.
    ///
    /// @throws Problem if the amount is not between 1 and 10,000 major in whole minor units, or if
    ///   the key was used for another amount
    public Outcome bySandboxCard(
            UUID organisationId,
            Money amount,
            SandboxCard card,
            String idempotencyKey,
            Actor actor) {
        refuseUnlessPayable(amount);
        if (!idempotencyKey.matches("[!-~]{1,64}")) {
            throw Problem.field(
                    "idempotencyKey", "The key has 1 to 64 letters, digits or signs, no spaces.");
        }
        return switch (card) {
            case ACCEPTED -> {
                var paymentRef = "sandbox:" + organisationId + ":" + idempotencyKey;
                var fee = fee(amount);
                var paid =
                        new TopUp(
                                paymentRef,
                                organisationId,
                                amount,
                                fee,
                                Map.of("processor", "sandbox", "by", actor.name()));
                yield database.transaction(() -> booked(paid, actor));
            }
            case DECLINED -> {
                audit(actor, "top-up.declined", organisationId, amount);
                yield new Outcome.Declined("The sandbox card was declined.");
            }
        };
    }

    private static void refuseUnlessPayable(Money amount) {
        var major = amount.major();
        if (major.compareTo(LEAST) < 0 || major.compareTo(MOST) > 0) {
            throw Problem.field("amount", "The amount is between 1 and 10,000.");
        }
        if (!amount.equals(amount.wholeMinor())) {
            throw Problem.field(
                    "amount",
                    amount.currency() + " has " + amount.currency().minorDigits() + " decimals.");
        }
    }

    /// What the sandbox processor keeps: 2.9 % and 0.30, half-even in whole minor units.
    static Money fee(Money amount) {
        var fee =
                amount.major()
                        .multiply(FEE_SHARE)
                        .add(FEE_FIXED)
                        .setScale(amount.currency().minorDigits(), RoundingMode.HALF_EVEN);
        return Money.of(fee.toPlainString(), amount.currency());
    }

    private Outcome booked(TopUp paid, Actor actor) {
        return switch (journal.book(paid)) {
            case Journal.Outcome.Booked(var entry) -> {
                audit(actor, "top-up.booked", paid.buyerId(), paid.amount());
                yield new Outcome.Booked(entry, paid.amount(), paid.fee());
            }
            case Journal.Outcome.Replayed(var entry) ->
                    new Outcome.Booked(entry, paid.amount(), paid.fee());
            case Journal.Outcome.Conflict _ ->
                    throw new Problem(
                            ProblemType.CONFLICT, "This key was used for another amount.");
        };
    }

    private void audit(Actor actor, String action, UUID organisationId, Money amount) {
        trail.record(
                actor,
                action,
                organisationId.toString(),
                Map.of(
                        "amount", amount.major().toPlainString(),
                        "currency", amount.currency().code(),
                        "processor", "sandbox"));
    }
}
