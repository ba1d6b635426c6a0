package io.intertie.api;

import io.intertie.money.Money;

/// An amount as management shows it: exact text in major units, and the same in micro.
public record Amount(String currency, String amount, long micro) {
    static Amount of(Money money) {
        return new Amount(money.currency().code(), money.major().toPlainString(), money.micro());
    }
}
