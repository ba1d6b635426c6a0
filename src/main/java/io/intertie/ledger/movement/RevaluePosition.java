package io.intertie.ledger.movement;

import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.money.Check;
import io.intertie.money.Money;
import java.util.List;
import java.util.Map;

/// Template E22: at a month's end the FX position is worth more (or less) than it was booked at.
///
/// | from | to | amount |
/// |---|---|---|
/// | FX revaluation | unrealised FX | `gain` |
///
/// Turned round for a loss. The next day takes it back by the same amount with the other sign.
public record RevaluePosition(String externalRef, Money gain, Map<String, String> basis)
        implements Template {
    public RevaluePosition {
        basis = Map.copyOf(basis);
        Check.that(!gain.isZero(), "RevaluePosition of %s", gain);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.REVALUATION;
    }

    @Override
    public List<Posting> postings() {
        var debited = Account.ofMarket(AccountCode.FX_REVALUATION, gain.currency());
        var credited = Account.ofMarket(AccountCode.FX_UNREALISED, gain.currency());
        return gain.isPositive()
                ? List.of(new Posting(debited, credited, gain))
                : List.of(new Posting(credited, debited, gain.negated()));
    }
}
