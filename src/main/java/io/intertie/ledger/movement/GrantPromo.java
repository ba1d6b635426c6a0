package io.intertie.ledger.movement;

import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.money.Check;
import io.intertie.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Template E9, grant: credit that a buyer may spend, first of all, until it expires.
///
/// | from | to | amount |
/// |---|---|---|
/// | promo grants | buyer's promo credit | `amount` |
///
/// It costs the market only what of it is spent: [io.intertie.ledger.ChargeUsage] books the
/// expense. `externalRef` names the grant.
public record GrantPromo(
        String externalRef,
        UUID buyerId,
        Money amount,
        Instant expiresAt,
        Map<String, String> basis)
        implements Template {
    public GrantPromo {
        basis = Map.copyOf(basis);
        Check.that(amount.isPositive(), "grant of %s", amount);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.PROMO_GRANT;
    }

    @Override
    public List<Posting> postings() {
        return Move.postings(
                new Move(
                        Account.ofMarket(AccountCode.PROMO_GRANTS, amount.currency()),
                        Account.of(AccountCode.PROMO_WALLET, buyerId, amount.currency()),
                        amount));
    }
}
