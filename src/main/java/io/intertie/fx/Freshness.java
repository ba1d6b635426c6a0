package io.intertie.fx;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/// How old a reference rate is, and what that costs: `age` counts TARGET days since its own.
///
/// | age | state | buffer |
/// |---|---|---|
/// | 0 to 3 | fresh | 0 |
/// | 4, 5, 6, 7 | stale | 50, 100, 150, 200 bps |
/// | above 7 | stopped | no quote is made |
///
/// The development seed is the named exception: it has no age that matters, and no buffer.
public record Freshness(int age, State state, int bufferBps) {
    static final int FRESH_UNTIL = 3;
    static final int STALE_UNTIL = 7;
    static final int STEP_BPS = 50;

    private static final Duration LONGEST = Duration.ofHours(24);

    public enum State {
        SEED,
        FRESH,
        STALE,
        STOPPED;

        /// The state's name in message keys.
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static Freshness of(LocalDate asOf, boolean isSeed, Instant now) {
        var age = TargetDays.between(asOf, TargetDays.at(now));
        if (isSeed) {
            return new Freshness(age, State.SEED, 0);
        }
        if (age <= FRESH_UNTIL) {
            return new Freshness(age, State.FRESH, 0);
        }
        return age <= STALE_UNTIL
                ? new Freshness(age, State.STALE, STEP_BPS * (age - FRESH_UNTIL))
                : new Freshness(age, State.STOPPED, 0);
    }

    public boolean isStopped() {
        return state == State.STOPPED;
    }

    /// Until when a quote made now may hold: a day at most, and not into the next step.
    Instant until(Instant now) {
        var dayLater = now.plus(LONGEST);
        if (state == State.SEED || age < FRESH_UNTIL) {
            return dayLater;
        }
        var nextStep =
                TargetDays.after(TargetDays.at(now)).atStartOfDay(TargetDays.FRANKFURT).toInstant();
        return nextStep.isBefore(dayLater) ? nextStep : dayLater;
    }
}
