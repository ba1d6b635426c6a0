package io.intertie.tariff;

import io.intertie.identity.Actor;
import io.intertie.money.Currency;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Publishes the hours of spot plans as soon as their day-ahead prices are known.
///
/// An hour is priced once: a later correction of its day-ahead price moves nothing. An hour whose
/// price is not wholly known has no version, so nobody is routed there and no buyer pays what was
/// not published. All of it is computed at the ceiling's exchange rates, so no hour costs more than
/// the ceiling in any currency.
@ApplicationScoped
class SpotHours {
    static final Duration AHEAD = Duration.ofDays(2);
    private static final Duration ONE_HOUR = Duration.ofHours(1);
    private static final Duration KNOWN_LATELY = Duration.ofDays(7);
    private static final BigDecimal KWH_A_MWH = BigDecimal.valueOf(1_000);
    private static final BigDecimal SECONDS_AN_HOUR = BigDecimal.valueOf(3_600);

    private final DayAhead dayAhead;
    private final TariffStore tariffs;
    private final Ground ground;
    private final Press press;
    private final Database database;
    private final Clock clock;

    @Inject
    SpotHours(
            DayAhead dayAhead,
            TariffStore tariffs,
            Ground ground,
            Press press,
            Database database,
            Clock clock) {
        this.dayAhead = dayAhead;
        this.tariffs = tariffs;
        this.ground = ground;
        this.press = press;
        this.database = database;
        this.clock = clock;
    }

    /// What keeps a zone from being followed by a provider that is paid in a currency.
    Optional<Wording> fault(PriceTerms.Spot spot, Currency currency) {
        var now = clock.instant();
        var known = dayAhead.between(spot.zone(), now.minus(KNOWN_LATELY), now.plus(AHEAD));
        if (known.isEmpty()) {
            return Optional.of(Wording.of("spot.unknown", "has no day-ahead price on record"));
        }
        var paid = known.getLast().currency();
        return paid.equals(currency)
                ? Optional.empty()
                : Optional.of(
                        Wording.of(
                                "spot.currency",
                                "is priced in %s, the provider in %s",
                                paid,
                                currency));
    }

    /// Publishes what is known and not yet published, of all listings; tells how many hours.
    int publish() {
        return press.ceilings(clock.instant()).stream().mapToInt(this::publish).sum();
    }

    /// The same of one plan.
    int publish(PriceVersion ceiling) {
        return database.transaction(() -> {
            press.lock(ceiling.listingId());
            var number = press.latest(ceiling.id()).map(PriceVersion::number).orElse(0);
            var published = 0;
            var tariff = tariffs.find(ceiling.inputs().tariffVersionId()).orElseThrow();
            for (var hour : missing(ceiling)) {
                var price = priceOf(ceiling, hour, tariff);
                if (price.isPresent()) {
                    published++;
                    var next = version(ceiling, price.get(), tariff, number + published);
                    var _ = press.publish(next, Actor.market("spot-hours"));
                }
            }
            return published;
        });
    }

    /// The hours from now on that a plan has no price of.
    private List<Instant> missing(PriceVersion ceiling) {
        var now = clock.instant();
        var priced = press.endsOf(ceiling.id(), now);
        var first = later(now, ceiling.effectiveFrom()).truncatedTo(ChronoUnit.HOURS);
        return Stream.iterate(first, hour -> hour.plus(ONE_HOUR))
                .takeWhile(hour -> hour.isBefore(now.plus(AHEAD)))
                .filter(hour -> !priced.contains(hour.plus(ONE_HOUR)))
                .toList();
    }

    /// The time-weighted mean of an hour that is known from its first second to its last.
    private Optional<PriceVersion.Hour> priceOf(
            PriceVersion ceiling, Instant hour, TariffVersion tariff) {
        var spot = ceiling.inputs().terms().plan().spot().orElseThrow();
        var points = dayAhead.between(spot.zone(), hour, hour.plus(ONE_HOUR));
        if (!covers(points, hour, ceiling.providerCurrency())) {
            return Optional.empty();
        }
        var sum = BigDecimal.ZERO;
        for (var point : points) {
            var seconds = Duration.between(later(hour, point.from()), end(point, hour)).toSeconds();
            sum = sum.add(point.pricePerMwh().multiply(BigDecimal.valueOf(seconds)));
        }
        var rule = tariff.table().ruleAt(hour);
        var parts = new Parts(tariff.table().components());
        var levies = parts.added(rule);
        var energy = parts.of(rule).get(TariffVersion.Component.Kind.ENERGY);
        var beside = rule.pricePerKwh().subtract(Objects.requireNonNull(energy));
        return Optional.of(
                new PriceVersion.Hour(
                        hour,
                        sum.divide(SECONDS_AN_HOUR.multiply(KWH_A_MWH), MathContext.DECIMAL128),
                        beside.subtract(levies),
                        levies,
                        points.getLast().source()));
    }

    private static boolean covers(List<DayAhead.Point> points, Instant hour, Currency currency) {
        var until = hour;
        for (var point : points) {
            if (point.from().isAfter(until) || !point.currency().equals(currency)) {
                return false;
            }
            until = point.to();
        }
        return !until.isBefore(hour.plus(ONE_HOUR));
    }

    private static Instant end(DayAhead.Point point, Instant hour) {
        var end = hour.plus(ONE_HOUR);
        return point.to().isBefore(end) ? point.to() : end;
    }

    private PriceVersion version(
            PriceVersion ceiling, PriceVersion.Hour hour, TariffVersion tariff, int number) {
        var now = clock.instant();
        var inputs = ceiling.inputs();
        var basis =
                new PriceBasis(
                        tariff,
                        inputs.pue(),
                        inputs.energy(),
                        inputs.terms(),
                        ground.quotesOf(ceiling),
                        new PriceVersion.Particulars(
                                List.of(), Optional.of(hour), Optional.empty()));
        var computed = basis.inputs();
        return new PriceVersion(
                UuidV7.at(now),
                ceiling.listingId(),
                ceiling.id(),
                PriceVersion.Kind.HOUR,
                number,
                later(now, hour.from()),
                Optional.of(hour.from().plus(ONE_HOUR)),
                now,
                ceiling.providerCurrency(),
                basis.lines(),
                computed,
                Canonical.sha256(PriceText.write(computed)),
                "day-ahead price");
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
