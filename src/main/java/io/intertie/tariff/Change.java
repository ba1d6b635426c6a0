package io.intertie.tariff;

import io.intertie.platform.http.Wording;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;

/// Whether a version may follow the one before it: its notice, and how far it moves.
@ApplicationScoped
class Change {
    /// A collar counts what has happened in so long.
    static final Duration A_MONTH = Duration.ofDays(30);

    private final PriceStore prices;
    private final PriceBook book;
    private final ListingRules rules;
    private final Clock clock;

    /// A version and the one before it, if there is any.
    record Step(
            Optional<PriceVersion> last,
            PriceVersion next,
            TariffVersion tariff,
            Ground.Offer offer) {}

    @Inject
    Change(PriceStore prices, PriceBook book, ListingRules rules, Clock clock) {
        this.prices = prices;
        this.book = book;
        this.rules = rules;
        this.clock = clock;
    }

    Repricing.Outcome judged(Step step, Repricing.Proposal proposal) {
        var next = step.next();
        if (step.last().isEmpty()) {
            return new Repricing.Outcome.Published(next);
        }
        var last = step.last().get();
        var begun = last.effectiveFrom();
        if (!next.effectiveFrom().isAfter(begun)) {
            return rejected(
                    Wording.of("price.begins", "version %s begins at %s", last.number(), begun));
        }
        var notice = new Notice(book.priced(last), book.priced(next));
        if (!proposal.isConfirmed()) {
            var doubted = doubted(notice, next);
            if (doubted.isPresent()) {
                return doubted.get();
            }
        }
        return notice.isIncrease() ? announced(step) : new Repricing.Outcome.Published(next);
    }

    private Repricing.Outcome announced(Step step) {
        var now = clock.instant();
        var ahead = ahead(step);
        return step.next().effectiveFrom().isBefore(now.plus(ahead))
                ? rejected(
                        Wording.of(
                                "price.notice",
                                "an increase needs %s days of notice: not before %s",
                                ahead.toDays(),
                                Notice.earliest(now, ahead)))
                : new Repricing.Outcome.Published(step.next());
    }

    /// What only an explicit word lets through: a move beyond reason, or beyond the collar.
    private Optional<Repricing.Outcome> doubted(Notice notice, PriceVersion next) {
        if (notice.isBeyondReason()) {
            return Optional.of(
                    new Repricing.Outcome.Unconfirmed(
                            next,
                            "terms",
                            Wording.of("price.tenfold", "a price would move more than tenfold"),
                            notice.mostRiseBps(),
                            notice.mostFallBps()));
        }
        var month =
                prices.atOrFirst(next.listingId(), next.effectiveFrom().minus(A_MONTH))
                        .map(before -> new Notice(book.priced(before), book.priced(next)))
                        .orElse(notice);
        var most = rules.of(next.listingId());
        long rise = month.mostRiseBps();
        long fall = month.mostFallBps();
        return rise <= most.riseBps() && fall <= most.fallBps()
                ? Optional.empty()
                : Optional.of(
                        new Repricing.Outcome.Unconfirmed(
                                next,
                                "collar",
                                Wording.of(
                                        "price.collar",
                                        "in a month prices would %s; the collar is +%s %% and"
                                                + " -%s %%",
                                        moving(rise, fall),
                                        percent(most.riseBps()),
                                        percent(most.fallBps())),
                                rise,
                                fall));
    }

    private static Wording moving(long riseBps, long fallBps) {
        if (fallBps == 0) {
            return Wording.of("price.rise", "rise by %s %%", percent(riseBps));
        }
        return riseBps == 0
                ? Wording.of("price.fall", "fall by %s %%", percent(fallBps))
                : Wording.of(
                        "price.move",
                        "move by +%s %% and -%s %%",
                        percent(riseBps),
                        percent(fallBps));
    }

    /// How long before its date an increase is published.
    private Duration ahead(Step step) {
        return step.last().filter(last -> isByMonthlyTableAlone(last, step)).isPresent()
                ? Notice.OF_MONTHLY_TABLE
                : Notice.OF_INCREASE;
    }

    /// A Chinese grid company publishes a month's table a few days before the month: it is attached
    /// to a tariff that begins with a month, and nothing else changed.
    private static boolean isByMonthlyTableAlone(PriceVersion last, Step step) {
        var before = last.inputs();
        var after = step.next().inputs();
        var from = step.tariff().effectiveFrom();
        var local = LocalDateTime.ofInstant(from, step.tariff().table().zone());
        return step.offer().site().country().equals("CN")
                && step.tariff().evidence().isPresent()
                && local.getDayOfMonth() == 1
                && local.toLocalTime().equals(LocalTime.MIDNIGHT)
                && !before.tariffVersionId().equals(after.tariffVersionId())
                && before.terms().equals(after.terms())
                && before.energy().equals(after.energy())
                && before.pue().compareTo(after.pue()) == 0;
    }

    private static String percent(long bps) {
        return BigDecimal.valueOf(bps, 2).stripTrailingZeros().toPlainString();
    }

    private static Repricing.Outcome rejected(Wording fault) {
        return new Repricing.Outcome.Rejected(Map.of("effectiveFrom", fault));
    }
}
