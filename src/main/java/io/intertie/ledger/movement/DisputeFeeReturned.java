package io.intertie.ledger.movement;

import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.money.Check;
import io.intertie.money.Money;
import java.util.List;
import java.util.Map;

/// Template E21's other half: the processor gives back what it took for a dispute that was won.
///
/// | from | to | amount |
/// |---|---|---|
/// | PSP clearing | PSP and bank fees | `fee` |
///
/// `externalRef` is the processor's name of the dispute: its fee comes back once.
public record DisputeFeeReturned(String externalRef, Money fee, Map<String, String> basis)
        implements Template {
    public DisputeFeeReturned {
        basis = Map.copyOf(basis);
        Check.that(fee.isPositive(), "fee of %s", fee);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.DISPUTE_FEE_RETURNED;
    }

    @Override
    public List<Posting> postings() {
        return List.of(
                new Posting(
                        Account.ofMarket(AccountCode.PSP_CLEARING, fee.currency()),
                        Account.ofMarket(AccountCode.PSP_FEES, fee.currency()),
                        fee));
    }
}
