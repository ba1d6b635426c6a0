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

/// Template E18: money that was not spent goes back to the buyer's card.
///
/// | from | to | amount |
/// |---|---|---|
/// | buyer's wallet | PSP clearing | `amount` |
public record RefundToCard(
        String externalRef, UUID buyerId, Money amount, Map<String, String> basis)
        implements Template {
    public RefundToCard {
        basis = Map.copyOf(basis);
        Check.that(amount.equals(amount.wholeMinor()), "refund of %s", amount);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.CARD_REFUND;
    }

    @Override
    public List<Posting> postings() {
        return Move.postings(
                new Move(
                        Account.of(AccountCode.BUYER_WALLET, buyerId, amount.currency()),
                        Account.ofMarket(AccountCode.PSP_CLEARING, amount.currency()),
                        amount));
    }
}
