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

/// Template E9, expiry: what a buyer did not spend of a grant in time goes back.
///
/// | from | to | amount |
/// |---|---|---|
/// | buyer's promo credit | promo grants | `amount` |
///
/// `externalRef` names the grant and how much of it had expired before.
public record ExpirePromo(String externalRef, UUID buyerId, Money amount, Map<String, String> basis)
        implements Template {
    public ExpirePromo {
        basis = Map.copyOf(basis);
        Check.that(amount.isPositive(), "expiry of %s", amount);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.PROMO_EXPIRY;
    }

    @Override
    public List<Posting> postings() {
        return Move.postings(
                new Move(
                        Account.of(AccountCode.PROMO_WALLET, buyerId, amount.currency()),
                        Account.ofMarket(AccountCode.PROMO_GRANTS, amount.currency()),
                        amount));
    }
}
