package io.intertie.ledger.movement;

import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.money.Check;
import io.intertie.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Template E11: what a provider earned in a window becomes due, less the reserve.
///
/// | from | to | amount |
/// |---|---|---|
/// | provider accrued | provider due | `gross` − reserve |
/// | provider accrued | provider reserve | `reserveBps` of `gross`, whole micro, rounded down |
///
/// `windowRef` names the window (and its revision, when one was reopened).
public record CloseWindow(
        String windowRef, UUID providerId, Money gross, int reserveBps, Map<String, String> basis)
        implements Template {
    public CloseWindow {
        basis = Map.copyOf(basis);
        Check.that(gross.isPositive(), "window of %s", gross);
        Check.that(reserveBps >= 0 && reserveBps <= 10_000, "reserve of %s bps", reserveBps);
    }

    /// What is held back.
    public Money reserve() {
        return new Money(
                gross.currency(), Math.multiplyExact(gross.micro(), (long) reserveBps) / 10_000);
    }

    /// What the provider can be paid.
    public Money due() {
        return gross.minus(reserve());
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.WINDOW_CLOSE;
    }

    @Override
    public String externalRef() {
        return windowRef;
    }

    @Override
    public List<Posting> postings() {
        var accrued = Account.of(AccountCode.PROVIDER_ACCRUED, providerId, gross.currency());
        var postings = new ArrayList<Posting>();
        if (due().isPositive()) {
            var due = Account.of(AccountCode.PROVIDER_DUE, providerId, gross.currency());
            postings.add(new Posting(accrued, due, due()));
        }
        if (reserve().isPositive()) {
            var reserve = Account.of(AccountCode.PROVIDER_RESERVE, providerId, gross.currency());
            postings.add(new Posting(accrued, reserve, reserve()));
        }
        return List.copyOf(postings);
    }
}
