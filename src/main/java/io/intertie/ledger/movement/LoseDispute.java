package io.intertie.ledger.movement;

import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.money.Check;
import io.intertie.money.Money;
import java.util.List;
import java.util.Map;

/// Template E20, second half: a dispute is lost, and so is what could not be clawed back.
///
/// | from | to | amount |
/// |---|---|---|
/// | chargeback loss | disputes | `amount` |
///
/// `externalRef` is the processor's name of the dispute, which [WinDispute] uses too: a dispute is
/// closed once. Nothing is booked where everything was clawed back.
public record LoseDispute(String externalRef, Money amount, Map<String, String> basis)
        implements Template {
    public LoseDispute {
        basis = Map.copyOf(basis);
        Check.that(amount.isPositive(), "loss of %s", amount);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.DISPUTE_CLOSED;
    }

    @Override
    public List<Posting> postings() {
        return Move.postings(
                new Move(
                        Account.ofMarket(AccountCode.CHARGEBACK_LOSS, amount.currency()),
                        Account.ofMarket(AccountCode.DISPUTES, amount.currency()),
                        amount));
    }
}
