package io.intertie.metering;

import io.intertie.access.SpendLimit;
import io.intertie.money.Money;
import java.time.Instant;
import java.util.Optional;

/// Whether a request's ceiling could be set aside before it is sent.
public sealed interface Reservation {
    record Reserved(Money ceiling) implements Reservation {}

    record Insufficient(Money available, Money needed) implements Reservation {}

    /// A limit leaves less than the request may cost, or does not count in its currency; nothing
    /// was set aside.
    record LimitReached(
            SpendLimit.Scope scope,
            SpendLimit limit,
            Money spent,
            Money held,
            Money needed,
            Optional<Instant> resetsAt)
            implements Reservation {}

    /// The version has no price for what is asked, or there is no exchange rate for it that is
    /// young enough: refused before the provider is called.
    record Unpriced() implements Reservation {}
}
