package io.intertie.ledger.movement;

import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.money.Check;
import io.intertie.money.Money;
import java.util.List;
import java.util.Map;

/// Template E14: the market buys one currency for another, at the rate that the bank executed.
///
/// | from | to | amount |
/// |---|---|---|
/// | bank, bought currency | FX position, bought currency | `bought` |
/// | FX position, sold currency | bank, sold currency | `sold` |
///
/// Nothing is converted here: each currency balances alone, and what the two differ by stays
/// visible in the FX positions.
public record FxDeal(String dealRef, Money bought, Money sold, Map<String, String> basis)
        implements Template {
    public FxDeal {
        basis = Map.copyOf(basis);
        Check.that(!bought.currency().equals(sold.currency()), "deal of %s for %s", bought, sold);
        Check.that(bought.isPositive() && sold.isPositive(), "deal of %s for %s", bought, sold);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.FX_DEAL;
    }

    @Override
    public String externalRef() {
        return dealRef;
    }

    @Override
    public List<Posting> postings() {
        return List.of(
                new Posting(
                        Account.ofMarket(AccountCode.BANK, bought.currency()),
                        Account.ofMarket(AccountCode.FX_POSITION, bought.currency()),
                        bought),
                new Posting(
                        Account.ofMarket(AccountCode.FX_POSITION, sold.currency()),
                        Account.ofMarket(AccountCode.BANK, sold.currency()),
                        sold));
    }
}
