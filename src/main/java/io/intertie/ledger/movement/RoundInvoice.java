package io.intertie.ledger.movement;

import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.money.Check;
import io.intertie.money.Money;
import java.util.List;
import java.util.Map;

/// Template E10: VAT accrued by request and VAT invoiced in whole cents differ a little.
///
/// | from | to | amount |
/// |---|---|---|
/// | output VAT, of the jurisdiction | rounding | `accrued` − `invoiced` |
///
/// Turned round where more is invoiced than was accrued. `externalRef` names the invoice.
public record RoundInvoice(
        String externalRef,
        String jurisdiction,
        Money accrued,
        Money invoiced,
        Map<String, String> basis)
        implements Template {
    public RoundInvoice {
        basis = Map.copyOf(basis);
        Check.that(invoiced.equals(invoiced.wholeMinor()), "invoice of %s", invoiced);
        Check.that(!accrued.equals(invoiced), "nothing to round of %s", accrued);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.INVOICE_ROUNDING;
    }

    @Override
    public List<Posting> postings() {
        var vat = Account.at(AccountCode.OUTPUT_VAT, jurisdiction, accrued.currency());
        var rounding = Account.ofMarket(AccountCode.ROUNDING, accrued.currency());
        var rest = accrued.minus(invoiced);
        return rest.isPositive()
                ? List.of(new Posting(vat, rounding, rest))
                : List.of(new Posting(rounding, vat, rest.negated()));
    }
}
