package io.intertie.ledger.movement;

import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.money.Check;
import io.intertie.money.Money;
import java.util.List;
import java.util.Map;

/// Template E19: a card payment is disputed, and the processor takes it back with a fee.
///
/// | from | to | amount |
/// |---|---|---|
/// | disputes | PSP clearing | `amount` |
/// | PSP and bank fees | PSP clearing | `fee` |
///
/// `externalRef` is the processor's name of the dispute, as in what follows from it.
public record Chargeback(String externalRef, Money amount, Money fee, Map<String, String> basis)
        implements Template {
    public Chargeback {
        basis = Map.copyOf(basis);
        Check.that(amount.isPositive(), "chargeback of %s", amount);
        Check.that(!fee.isNegative(), "fee of %s", fee);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.CHARGEBACK;
    }

    @Override
    public List<Posting> postings() {
        return Move.postings(
                new Move(
                        Account.ofMarket(AccountCode.DISPUTES, amount.currency()),
                        Account.ofMarket(AccountCode.PSP_CLEARING, amount.currency()),
                        amount),
                new Move(
                        Account.ofMarket(AccountCode.PSP_FEES, amount.currency()),
                        Account.ofMarket(AccountCode.PSP_CLEARING, amount.currency()),
                        fee));
    }
}
