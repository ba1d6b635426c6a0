package io.intertie.billing;

import io.intertie.billing.CardProcessor.Disputed;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Disputes as rows.
@ApplicationScoped
class DisputeStore {
    private final Database database;

    @Inject
    DisputeStore(Database database) {
        this.database = database;
    }

    /// A dispute and what was taken from the wallet for it.
    record Dispute(Money amount, Money clawedBack, Disputed.Stage state) {}

    Optional<Dispute> find(String ref) {
        return database.sql(
                        "select d.*, p.currency from card_dispute d"
                                + " join card_payment p on p.id = d.payment_id where d.ref = ?",
                        ref)
                .first(row -> {
                    var currency = Currency.of(row.text("currency"));
                    return new Dispute(
                            new Money(currency, row.number("micro")),
                            new Money(currency, row.number("clawed_back_micro")),
                            row.constant(Disputed.Stage.class, "state"));
                });
    }

    Dispute open(UUID paymentId, Disputed dispute, Money clawedBack, Instant at) {
        database.sql(
                        "insert into card_dispute (ref, payment_id, micro, clawed_back_micro,"
                                + " state, opened_at) values (?, ?, ?, ?, 'OPEN', ?)",
                        dispute.ref(),
                        paymentId,
                        dispute.amount().micro(),
                        clawedBack.micro(),
                        at)
                .update();
        return new Dispute(dispute.amount(), clawedBack, Disputed.Stage.OPEN);
    }

    void close(String ref, Disputed.Stage state, Instant at) {
        database.sql(
                        "update card_dispute set state = ?, closed_at = ? where ref = ?",
                        state,
                        at,
                        ref)
                .update();
    }
}
