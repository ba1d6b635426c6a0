package io.intertie.ledger;

import io.intertie.money.Currency;

/// One line of the trial balance: what an account code holds in one currency.
///
/// **Units** micro; `balance` = credits − debits.
public record TrialBalanceLine(
        AccountCode code, Currency currency, long debits, long credits, long balance) {}
