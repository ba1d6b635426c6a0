package io.intertie.settlement;

import io.intertie.money.Currency;

/// The market's operator as its bank knows it: made up for the demonstration.
///
/// The IBAN is the example of the IBAN registry, and the 0 in the eighth place of the BIC marks a
/// test code: no bank moves money on them.
final class Operator {
    /// The currency that others are bought with.
    static final Currency HOME = Currency.of("USD");

    static final String NAME = "Intertie demonstration market";
    static final Settlements.BankAccount ACCOUNT =
            new Settlements.BankAccount(NAME, "DE89370400440532013000", "INTRDEF0XXX", "DE");

    private Operator() {}
}
