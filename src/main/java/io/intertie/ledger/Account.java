package io.intertie.ledger;

import io.intertie.money.Check;
import io.intertie.money.Currency;
import java.util.UUID;
import java.util.regex.Pattern;

/// A place where money stands: a code of the chart, whose it is, in which currency.
///
/// `owner` is an organisation's id, `market` for the operator's own accounts, or the jurisdiction
/// (`DE`) that a tax is owed to.
public record Account(AccountCode code, String owner, Currency currency) {
    /// The owner of accounts that belong to no participant.
    public static final String MARKET = "market";

    private static final Pattern JURISDICTION = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");

    public static Account of(AccountCode code, UUID organisationId, Currency currency) {
        return new Account(code, organisationId.toString(), currency);
    }

    public static Account ofMarket(AccountCode code, Currency currency) {
        return new Account(code, MARKET, currency);
    }

    /// What is owed to a jurisdiction.
    public static Account at(AccountCode code, String jurisdiction, Currency currency) {
        Check.that(JURISDICTION.matcher(jurisdiction).matches(), "tax of %s", jurisdiction);
        return new Account(code, jurisdiction, currency);
    }

    @Override
    public String toString() {
        return owner + ":" + code.label() + " " + currency;
    }
}
