package io.intertie.metering;

import io.intertie.money.Money;

/// Whether a request's ceiling could be set aside before it is sent.
public sealed interface Reservation {
    record Reserved(Money ceiling) implements Reservation {}

    record Insufficient(Money available, Money needed) implements Reservation {}

    /// The version has no price for what is asked, or there is no exchange rate for it that is
    /// young enough: refused before the provider is called.
    record Unpriced() implements Reservation {}
}
