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

/// Template E12: tax is held back from what a provider is due, at the configured rate.
///
/// | from | to | amount |
/// |---|---|---|
/// | provider due | withholding tax payable | `rateBps` of `gross`, rounded down |
///
/// What is withheld is owed to the jurisdiction.
public record WithholdTax(
        String externalRef,
        UUID providerId,
        String jurisdiction,
        Money gross,
        int rateBps,
        Map<String, String> basis)
        implements Template {
    public WithholdTax {
        basis = Map.copyOf(basis);
        Check.that(gross.isPositive(), "withholding from %s", gross);
        Check.that(rateBps >= 0 && rateBps <= 10_000, "tax of %s bps", rateBps);
    }

    /// What is held back.
    public Money tax() {
        return new Money(
                gross.currency(), Math.multiplyExact(gross.micro(), (long) rateBps) / 10_000);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.WITHHOLDING;
    }

    @Override
    public List<Posting> postings() {
        return Move.postings(
                new Move(
                        Account.of(AccountCode.PROVIDER_DUE, providerId, gross.currency()),
                        Account.at(AccountCode.WITHHOLDING_TAX, jurisdiction, gross.currency()),
                        tax()));
    }
}
