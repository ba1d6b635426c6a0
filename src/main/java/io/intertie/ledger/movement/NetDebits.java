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

/// Template E13: what a provider owes the market is taken from what it is due.
///
/// | from | to | amount |
/// |---|---|---|
/// | provider due | provider receivable | `receivable` |
/// | provider due | platform fee | `fee` |
public record NetDebits(
        String externalRef, UUID providerId, Money receivable, Money fee, Map<String, String> basis)
        implements Template {
    public NetDebits {
        basis = Map.copyOf(basis);
        Check.that(!receivable.isNegative() && !fee.isNegative(), "%s, %s", receivable, fee);
        Check.that(receivable.plus(fee).isPositive(), "nothing to net");
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.NETTING;
    }

    @Override
    public List<Posting> postings() {
        return Move.postings(
                new Move(
                        Account.of(AccountCode.PROVIDER_DUE, providerId, fee.currency()),
                        Account.of(AccountCode.PROVIDER_RECEIVABLE, providerId, fee.currency()),
                        receivable),
                new Move(
                        Account.of(AccountCode.PROVIDER_DUE, providerId, fee.currency()),
                        Account.ofMarket(AccountCode.PLATFORM_FEE, fee.currency()),
                        fee));
    }
}
