package io.intertie.ledger;

import io.intertie.ledger.movement.Template;
import io.intertie.money.Money;
import java.time.Instant;
import java.util.UUID;

/// What the simulator drives: the books in memory and those in PostgreSQL, side by side. Each act
/// tells what it came to, in words that must be the same on both.
interface SimBooks {
    String book(Template movement);

    String place(UUID request, UUID buyer, Money amount, Instant expiresAt);

    String capture(ChargeUsage.Charge charge);

    String release(UUID request);

    /// Ends holds and promo credit past their time.
    String sweep();

    String refund(String ref, UUID request, Money amount);

    String correct(String ref, JournalEntry.Kind kind, String cause);

    String become(Book.Mode mode);
}
