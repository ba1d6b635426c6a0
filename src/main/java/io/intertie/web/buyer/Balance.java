package io.intertie.web.buyer;

import io.intertie.ledger.Wallet;
import io.intertie.web.Figures;

/// A wallet, written out: in whole minor units, and exactly.
public record Balance(
        String currency,
        String available,
        String posted,
        String held,
        String exact,
        String carry,
        boolean isFunded) {
    static Balance of(Wallet wallet, Figures figures) {
        var currency = wallet.posted().currency();
        return new Balance(
                currency.code(),
                figures.money(wallet.available()),
                figures.exact(wallet.posted()),
                figures.exact(wallet.setAside()),
                figures.exact(wallet.available()),
                figures.cost(currency, wallet.carryPico()),
                wallet.available().isPositive());
    }
}
