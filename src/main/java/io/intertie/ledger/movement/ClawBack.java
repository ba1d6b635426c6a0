package io.intertie.ledger.movement;

import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.money.Check;
import io.intertie.money.Money;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Template E20, first half: what a disputed payment has left in the wallet is taken back at once,
/// so that it cannot be spent while the dispute lasts.
///
/// | from | to | amount |
/// |---|---|---|
/// | buyer's wallet | disputes | `amount` |
///
/// `externalRef` is the processor's name of the dispute.
public record ClawBack(String externalRef, UUID buyerId, Money amount, Map<String, String> basis)
        implements Template {
    public ClawBack {
        basis = Map.copyOf(basis);
        Check.that(amount.isPositive(), "claw-back of %s", amount);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.CLAWBACK;
    }

    @Override
    public List<Posting> postings() {
        return Move.postings(
                new Move(
                        Account.of(AccountCode.BUYER_WALLET, buyerId, amount.currency()),
                        Account.ofMarket(AccountCode.DISPUTES, amount.currency()),
                        amount));
    }
}
