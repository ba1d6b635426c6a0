package io.intertie.web.books;

import io.intertie.money.Money;
import io.intertie.settlement.Payout;
import io.intertie.web.SmallMarket;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// What the bank says of the small market's payout.
final class SmallAnswers {
    private SmallAnswers() {}

    static Optional<Payout.Answer> booked(Payout.State state) {
        return state == Payout.State.SETTLED || state == Payout.State.FAILED
                ? Optional.of(answer(Payout.Answer.Kind.BOOKED, Optional.empty(), "0"))
                : Optional.empty();
    }

    static Optional<Payout.Answer> returned(Payout.State state) {
        var reason = Optional.of("AC04 closed account");
        return state == Payout.State.FAILED
                ? Optional.of(answer(Payout.Answer.Kind.RETURNED, reason, "20"))
                : Optional.empty();
    }

    private static Payout.Answer answer(
            Payout.Answer.Kind kind, Optional<String> reason, String fee) {
        return new Payout.Answer(
                kind,
                "2026112400019",
                true,
                LocalDate.parse("2026-11-24"),
                reason,
                Money.of(fee, SmallMarket.CNY),
                Instant.parse("2026-11-24T06:00:00Z"));
    }
}
