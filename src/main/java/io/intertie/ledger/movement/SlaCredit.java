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

/// Template E8: the market itself makes good for a service that was not as promised.
///
/// | from | to | amount |
/// |---|---|---|
/// | SLA credits | buyer's wallet | `amount` |
public record SlaCredit(String externalRef, UUID buyerId, Money amount, Map<String, String> basis)
        implements Template {
    public SlaCredit {
        basis = Map.copyOf(basis);
        Check.that(amount.isPositive(), "credit of %s", amount);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.SLA_CREDIT;
    }

    @Override
    public List<Posting> postings() {
        return Move.postings(
                new Move(
                        Account.ofMarket(AccountCode.SLA_CREDITS, amount.currency()),
                        Account.of(AccountCode.BUYER_WALLET, buyerId, amount.currency()),
                        amount));
    }
}
