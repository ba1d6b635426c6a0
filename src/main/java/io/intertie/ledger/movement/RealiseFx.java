package io.intertie.ledger.movement;

import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.money.Check;
import io.intertie.money.Money;
import java.util.List;
import java.util.Map;

/// Template E23: a deal closes a position, and what it gained (or lost) by average cost is
/// realised.
///
/// | from | to | amount |
/// |---|---|---|
/// | FX position | realised FX | `gain` |
///
/// Turned round for a loss.
public record RealiseFx(String externalRef, Money gain, Map<String, String> basis)
        implements Template {
    public RealiseFx {
        basis = Map.copyOf(basis);
        Check.that(!gain.isZero(), "RealiseFx of %s", gain);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.REALISED_FX;
    }

    @Override
    public List<Posting> postings() {
        var debited = Account.ofMarket(AccountCode.FX_POSITION, gain.currency());
        var credited = Account.ofMarket(AccountCode.FX_REALISED, gain.currency());
        return gain.isPositive()
                ? List.of(new Posting(debited, credited, gain))
                : List.of(new Posting(credited, debited, gain.negated()));
    }
}
