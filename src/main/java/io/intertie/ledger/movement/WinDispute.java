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

/// Template E21: a dispute is won; the processor gives the payment again, and the wallet gets back
/// what was taken from it.
///
/// | from | to | amount |
/// |---|---|---|
/// | PSP clearing | disputes | `amount` − `clawedBack` |
/// | PSP clearing | buyer's wallet | `clawedBack` |
///
/// `externalRef` is the processor's name of the dispute, which [LoseDispute] uses too: a dispute is
/// closed once.
public record WinDispute(
        String externalRef, UUID buyerId, Money amount, Money clawedBack, Map<String, String> basis)
        implements Template {
    public WinDispute {
        basis = Map.copyOf(basis);
        Check.that(amount.isPositive(), "dispute of %s", amount);
        Check.that(
                !clawedBack.isNegative() && clawedBack.compareTo(amount) <= 0,
                "%s of %s",
                clawedBack,
                amount);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.DISPUTE_CLOSED;
    }

    @Override
    public List<Posting> postings() {
        return Move.postings(
                new Move(
                        Account.ofMarket(AccountCode.PSP_CLEARING, amount.currency()),
                        Account.ofMarket(AccountCode.DISPUTES, amount.currency()),
                        amount.minus(clawedBack)),
                new Move(
                        Account.ofMarket(AccountCode.PSP_CLEARING, amount.currency()),
                        Account.of(AccountCode.BUYER_WALLET, buyerId, amount.currency()),
                        clawedBack));
    }
}
