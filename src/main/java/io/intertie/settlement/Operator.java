package io.intertie.settlement;

import io.intertie.money.Currency;
import io.intertie.platform.config.Settings;

/// The market's operator as its bank knows it.
final class Operator {
    /// The currency that others are bought with.
    static final Currency HOME = Currency.of("USD");

    private Operator() {}

    /// The account that buyers pay into and providers are paid from.
    static Settlements.BankAccount account(Settings settings) {
        var bank = settings.bank();
        return new Settlements.BankAccount(
                bank.holder(), bank.iban(), bank.bic(), bank.iban().substring(0, 2));
    }
}
