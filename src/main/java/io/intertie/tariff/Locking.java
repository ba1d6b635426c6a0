package io.intertie.tariff;

import io.intertie.identity.Actor;
import io.intertie.money.Currency;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Prices of one subscription: a listing's price of today with the spread for the lock's days, as
/// it is or moved by the index.
@ApplicationScoped
class Locking {
    private static final Duration ONE_STEP = Duration.ofMillis(1);

    private final PriceStore prices;
    private final Ground ground;
    private final ListingRules rules;
    private final Press press;
    private final PriceBook book;
    private final Clock clock;

    @Inject
    Locking(
            PriceStore prices,
            Ground ground,
            ListingRules rules,
            Press press,
            PriceBook book,
            Clock clock) {
        this.prices = prices;
        this.ground = ground;
        this.rules = rules;
        this.press = press;
        this.book = book;
        this.clock = clock;
    }

    /// Begins a lock's series with the price in force now.
    ///
    /// @throws Problem if the listing grants no such lock, or has no price that can be locked
    void lock(UUID seriesId, UUID listingId, int days, Actor actor) {
        var granted = rules.of(listingId);
        if (days < 1 || days > granted.lockDays()) {
            throw Problem.field(
                    "days",
                    granted.lockDays() == 0
                            ? Wording.of("lock.none", "This listing grants no locks.")
                            : Wording.of(
                                    "lock.days",
                                    "This listing grants locks of 1 to %s days.",
                                    granted.lockDays()));
        }
        var now = clock.instant();
        var list =
                prices.at(listingId, now)
                        .filter(version -> version.kind() == PriceVersion.Kind.LIST)
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemType.CONFLICT,
                                        Wording.of(
                                                "lock.unpriced",
                                                "This listing has no price now that can be"
                                                        + " locked.")));
        var spreads = new HashMap<Currency, BigDecimal>();
        var mids = new HashMap<Currency, BigDecimal>();
        for (var quote : ground.quotesOf(list)) {
            var volatility = ground.volatility(quote.pair());
            spreads.put(quote.pair().quote(), PriceFormula.spread(quote, volatility, days));
            mids.put(quote.pair().quote(), quote.mid().value());
        }
        var index =
                granted.lockForm() == ListingRules.LockForm.FREEZE
                        ? Optional.<PriceVersion.Index>empty()
                        : Optional.of(
                                new PriceVersion.Index(
                                        list.inputs().tariffPerKwh(),
                                        mids,
                                        bps(granted.indexRiseBps()),
                                        bps(granted.indexFallBps())));
        var lock = new PriceVersion.Lock(days, spreads, index);
        var inputs = locked(list.inputs(), lock);
        var reason = "price locked for %d days".formatted(days);
        var version = version(new Series(seriesId, list, 1), inputs, mids, now, reason);
        var _ = press.publish(version, actor);
    }

    /// Moves the indexed prices of a listing's locks to its newest price: lower ones at once,
    /// higher ones after the notice that who has locked a price is given.
    void follow(PriceVersion list, Actor actor) {
        for (var last : prices.indexed(list.listingId())) {
            var isNew = !last.inputs().tariffVersionId().equals(list.inputs().tariffVersionId());
            if (isNew && lasts(last)) {
                var _ = press.publish(moved(last, list), actor);
            }
        }
    }

    /// Whether a lock's prices can still be paid: until 30 days after its end.
    private boolean lasts(PriceVersion last) {
        var days = last.inputs().particulars().lock().orElseThrow().days();
        var signed = prices.of(last.seriesId()).getLast().effectiveFrom();
        var end = signed.plus(Duration.ofDays(days)).plus(Notice.OF_LOCKED);
        return clock.instant().isBefore(end);
    }

    private PriceVersion moved(PriceVersion last, PriceVersion list) {
        var mids = new HashMap<Currency, BigDecimal>();
        ground.quotesOf(list).forEach(quote -> mids.put(quote.pair().quote(), quote.mid().value()));
        var was = last.inputs();
        var is = list.inputs();
        var inputs =
                new PriceVersion.Inputs(
                        is.tariffVersionId(),
                        is.tariffTableHash(),
                        is.tariffPerKwh(),
                        was.energy(),
                        was.pue(),
                        was.terms(),
                        is.quotes(),
                        PriceFormula.VERSION_OF_LOCK,
                        is.days(),
                        new PriceVersion.Particulars(
                                is.particulars().weights(),
                                Optional.empty(),
                                was.particulars().lock()));
        var series = new Series(last.seriesId(), list, last.number() + 1);
        var now = clock.instant();
        var soon = later(list.effectiveFrom(), later(now, last.effectiveFrom().plus(ONE_STEP)));
        var reason = "index of the lock";
        var next = version(series, inputs, mids, soon, reason);
        var isIncrease = new Notice(book.priced(last), book.priced(next)).isIncrease();
        var announced = later(soon, Notice.earliest(now, Notice.OF_LOCKED));
        return isIncrease ? version(series, inputs, mids, announced, reason) : next;
    }

    private static PriceVersion.Inputs locked(PriceVersion.Inputs inputs, PriceVersion.Lock lock) {
        return new PriceVersion.Inputs(
                inputs.tariffVersionId(),
                inputs.tariffTableHash(),
                inputs.tariffPerKwh(),
                inputs.energy(),
                inputs.pue(),
                inputs.terms(),
                inputs.quotes(),
                PriceFormula.VERSION_OF_LOCK,
                inputs.days(),
                new PriceVersion.Particulars(
                        inputs.particulars().weights(), Optional.empty(), Optional.of(lock)));
    }

    private record Series(UUID id, PriceVersion list, int number) {}

    private PriceVersion version(
            Series series,
            PriceVersion.Inputs inputs,
            Map<Currency, BigDecimal> mids,
            Instant from,
            String reason) {
        return new PriceVersion(
                UuidV7.at(clock.instant()),
                series.list().listingId(),
                series.id(),
                PriceVersion.Kind.LOCK,
                series.number(),
                from,
                Optional.empty(),
                clock.instant(),
                series.list().providerCurrency(),
                new Contract(inputs, mids).lines(),
                inputs,
                Canonical.sha256(PriceText.write(inputs)),
                reason);
    }

    private static BigDecimal bps(int bps) {
        return BigDecimal.valueOf(bps, 4);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
