package io.intertie.fx;

import io.intertie.money.Currency;

/// Which currency is bought with which: one unit of `base` costs `rate` units of `quote`.
public record CurrencyPair(Currency base, Currency quote) {
    public boolean isOneCurrency() {
        return base.equals(quote);
    }

    @Override
    public String toString() {
        return base + "/" + quote;
    }
}
