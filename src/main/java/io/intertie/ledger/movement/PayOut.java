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

/// Template E15: a payout leaves for the bank, and is in transit until the bank has booked it.
///
/// | from | to | amount |
/// |---|---|---|
/// | provider due | payout in transit | `amount`, in whole minor units |
///
/// What is due below one minor unit stays in provider due for the next payout.
public record PayOut(String endToEndId, UUID providerId, Money amount, Map<String, String> basis)
        implements Template {
    public PayOut {
        basis = Map.copyOf(basis);
        Check.that(amount.equals(amount.wholeMinor()), "payout of %s", amount);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.PAYOUT;
    }

    @Override
    public String externalRef() {
        return endToEndId;
    }

    @Override
    public List<Posting> postings() {
        return List.of(
                new Posting(
                        Account.of(AccountCode.PROVIDER_DUE, providerId, amount.currency()),
                        Account.ofMarket(AccountCode.PAYOUT_IN_TRANSIT, amount.currency()),
                        amount));
    }
}
