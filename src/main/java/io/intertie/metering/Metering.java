package io.intertie.metering;

import io.intertie.ledger.Hold;
import io.intertie.money.Money;
import io.intertie.money.Rounding;
import io.intertie.platform.inject.Direct;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The story of this room, and the waist of the house: usage becomes money only here.
///
/// **Always true** a request is charged once whatever is retried, and never above what was set
/// aside for it.
@Direct
public class Metering {
    private final Rating rating;
    private final SpendingMode mode;
    private final Clock clock;

    @Inject
    Metering(Rating rating, SpendingMode mode, Clock clock) {
        this.rating = rating;
        this.mode = mode;
        this.clock = clock;
    }

    /// Sets the ceiling aside in the buyer's wallet, and under each limit of who spends it.
    ///
    /// @throws io.intertie.platform.persistence.DatabaseAway if that cannot be known now
    public Reservation reserve(Ceiling ceiling) {
        return reserve(ceiling, asked -> Optional.of(mode.reserve(asked))).orElseThrow();
    }

    /// The same from memory alone, for a thread that must not wait; empty where the database must
    /// be asked.
    public Optional<Reservation> reserveNow(Ceiling ceiling) {
        return rating.knowsRate(ceiling) ? reserve(ceiling, mode::reserveNow) : Optional.empty();
    }

    private Optional<Reservation> reserve(
            Ceiling ceiling, Function<SpendingMode.Asked, Optional<Hold.Outcome>> placing) {
        var pico = rating.ceilingPico(ceiling);
        if (pico.isEmpty()) {
            return Optional.of(new Reservation.Unpriced());
        }
        // A free request still needs a hold: a capture without one is refused.
        var micro = Math.max(1, Rounding.coveringMicro(pico.getAsLong()));
        var needed = new Money(ceiling.currency(), micro);
        var now = clock.instant();
        var limits = Limited.of(ceiling, now);
        var uncountable = Limited.uncountable(limits, needed);
        if (uncountable.isPresent()) {
            var none = Money.zero(uncountable.get().limit().most().currency());
            return Optional.of(uncountable.get().reached(none, none, needed, now));
        }
        var asked =
                new SpendingMode.Asked(
                        ceiling.requestId(),
                        ceiling.buyerId(),
                        needed,
                        ceiling.expiresAt(),
                        limits.isEmpty() ? List.of() : limits.stream().map(Limited::cap).toList());
        return placing.apply(asked).map(outcome -> reservation(outcome, limits, needed, now));
    }

    private static Reservation reservation(
            Hold.Outcome outcome, List<Limited> limits, Money needed, Instant now) {
        return switch (outcome) {
            case Hold.Outcome.Placed placed -> new Reservation.Reserved(placed.hold().amount());
            case Hold.Outcome.Insufficient none ->
                    new Reservation.Insufficient(none.available(), none.needed());
            case Hold.Outcome.Capped capped ->
                    limits.stream()
                            .filter(one -> one.cap().equals(capped.cap()))
                            .findFirst()
                            .orElseThrow()
                            .reached(capped.spent(), capped.held(), needed, now);
            case Hold.Outcome.NoWallet() ->
                    new Reservation.Insufficient(Money.zero(needed.currency()), needed);
        };
    }

    /// Gives the reservation back: nothing was delivered.
    public void release(UUID requestId) {
        mode.release(requestId);
    }

    /// Gives back what requests that never ended had set aside; tells how many.
    public int expire() {
        return mode.expire(clock.instant());
    }

    /// Rates the record with its pinned version, keeps it for good, and charges it: once for each
    /// request id.
    ///
    /// @throws HoldGone if nothing is set aside for it; then nothing was written
    public Charge record(UsageRecord usage) {
        return mode.record(usage, rating.charge(usage));
    }

    /// The same for a thread that must not wait: ends when the record is durable; empty where the
    /// database must be asked.
    public Optional<CompletableFuture<Charge>> recordLater(UsageRecord usage) {
        return mode.recordLater(usage, rating.charge(usage));
    }
}
