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

/// Template E17: a payout came back, and the bank keeps a fee; the provider is due it again.
///
/// | from | to | amount |
/// |---|---|---|
/// | bank | provider due | `amount` |
/// | PSP and bank fees | bank | `fee` |
///
/// `externalRef` is the payout's end-to-end id.
public record PayOutReturned(
        String externalRef, UUID providerId, Money amount, Money fee, Map<String, String> basis)
        implements Template {
    public PayOutReturned {
        basis = Map.copyOf(basis);
        Check.that(amount.isPositive(), "payout of %s", amount);
        Check.that(!fee.isNegative(), "fee of %s", fee);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.PAYOUT_RETURNED;
    }

    @Override
    public List<Posting> postings() {
        return Move.postings(
                new Move(
                        Account.ofMarket(AccountCode.BANK, amount.currency()),
                        Account.of(AccountCode.PROVIDER_DUE, providerId, amount.currency()),
                        amount),
                new Move(
                        Account.ofMarket(AccountCode.PSP_FEES, amount.currency()),
                        Account.ofMarket(AccountCode.BANK, amount.currency()),
                        fee));
    }
}
