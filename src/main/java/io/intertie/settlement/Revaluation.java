package io.intertie.settlement;

import io.intertie.ledger.AccountCode;
import io.intertie.ledger.FxPosition;
import io.intertie.ledger.Journal;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.movement.RevaluePosition;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.jobs.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/// The FX positions at each month's end, valued at the middle rates of then (E22), and taken back
/// the next day. Months are those of UTC.
///
/// A month's entry is booked once, however often this runs (its reference is the month).
@ApplicationScoped
class Revaluation {
    private static final Duration PAUSE = Duration.ofMinutes(30);
    private static final String TAKEN_BACK = "/taken-back";

    private final FxPosition fxPosition;
    private final Positions positions;
    private final Journal journal;
    private final Clock clock;

    @Inject
    Revaluation(FxPosition fxPosition, Positions positions, Journal journal, Clock clock) {
        this.fxPosition = fxPosition;
        this.positions = positions;
        this.journal = journal;
        this.clock = clock;
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        jobs.every("FX revaluation", PAUSE, this::run);
    }

    /// Books what is due: the month that ended last, or what takes it back.
    void run() {
        var now = clock.instant();
        var month = YearMonth.from(now.atZone(ZoneOffset.UTC)).minusMonths(1);
        var booked = journal.find(JournalEntry.Kind.REVALUATION, month.toString());
        if (booked.isEmpty()) {
            revalue(month);
        } else if (isAnotherDay(booked.get().bookedAt(), now)) {
            takeBack(booked.get(), month);
        }
    }

    private static boolean isAnotherDay(Instant booked, Instant now) {
        return now.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .isAfter(booked.atZone(ZoneOffset.UTC).toLocalDate());
    }

    private void revalue(YearMonth month) {
        var end = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        var held = new TreeMap<String, Money>();
        fxPosition
                .moved(end)
                .forEach(one -> held.merge(one.currency().code(), one.amount(), Money::plus));
        var basis = new TreeMap<String, String>();
        basis.put("asOf", end.toString());
        var gain = Money.zero(Operator.HOME);
        for (var one : held.entrySet()) {
            var quote = positions.quote(Currency.of(one.getKey()), end);
            if (quote.isEmpty()) {
                basis.put(one.getKey(), one.getValue() + " without a rate");
            } else {
                gain = gain.plus(Positions.atMid(one.getValue(), quote.get()));
                basis.put(one.getKey(), one.getValue() + " at " + quote.get().mid());
            }
        }
        if (!gain.isZero()) {
            var _ = journal.book(new RevaluePosition(month.toString(), gain, basis));
        }
    }

    private void takeBack(JournalEntry booked, YearMonth month) {
        var posting = booked.postings().getFirst();
        var wasGain = posting.to().code() == AccountCode.FX_UNREALISED;
        var back = wasGain ? posting.amount().negated() : posting.amount();
        var _ =
                journal.book(
                        new RevaluePosition(
                                month + TAKEN_BACK,
                                back,
                                Map.of("takesBack", booked.id().toString())));
    }
}
