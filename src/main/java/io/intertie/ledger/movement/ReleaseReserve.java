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

/// What was held back when a window closed is due at last.
///
/// | from | to | amount |
/// |---|---|---|
/// | provider reserve | provider due | `amount` |
///
/// `externalRef` names the window.
public record ReleaseReserve(
        String externalRef, UUID providerId, Money amount, Map<String, String> basis)
        implements Template {
    public ReleaseReserve {
        basis = Map.copyOf(basis);
        Check.that(amount.isPositive(), "reserve of %s", amount);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.RESERVE_RELEASE;
    }

    @Override
    public List<Posting> postings() {
        return Move.postings(
                new Move(
                        Account.of(AccountCode.PROVIDER_RESERVE, providerId, amount.currency()),
                        Account.of(AccountCode.PROVIDER_DUE, providerId, amount.currency()),
                        amount));
    }
}
