package io.intertie.tariff;

import io.intertie.money.Currency;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The dated series of price versions, and the one evaluator that page, router and bill share.
///
/// **Always true** a version's tables and lines never change, so only those are kept in memory;
/// which version is in force is read each time (`PriceBookTest`).
@ApplicationScoped
public class PriceBook {
    /// The currencies that prices are published in, as far as there is a quote.
    public static final List<Currency> BUYER_CURRENCIES =
            Stream.of("USD", "EUR", "GBP", "JPY", "CNY").map(Currency::of).toList();

    private static final int MOST_TABLES = 5_000;

    private final PriceStore prices;
    private final TariffStore tariffs;
    private final Ground ground;
    private final Clock clock;
    private final Bounded<UUID, TariffHours> delivered = new Bounded<>(MOST_TABLES);

    @Inject
    PriceBook(PriceStore prices, TariffStore tariffs, Ground ground, Clock clock) {
        this.prices = prices;
        this.tariffs = tariffs;
        this.ground = ground;
        this.clock = clock;
    }

    /// What prices a request that is admitted at an instant.
    public Optional<PriceInForce> at(UUID listingId, Instant instant) {
        return prices.at(listingId, instant).map(version -> priced(version).at(instant));
    }

    public Optional<PriceVersion> find(UUID versionId) {
        return prices.find(versionId);
    }

    /// All versions of a listing's own series, the newest first.
    public List<PriceVersion> of(UUID listingId) {
        return prices.of(listingId);
    }

    /// The versions that price now or later, of all listings that are not suspended, with their
    /// tables: for routing. An hour of a spot plan without a day-ahead price has none.
    public List<Priced> current() {
        return prices.after(clock.instant()).stream().map(this::priced).toList();
    }

    /// The same, each with the buyer currencies that no rate leads to now: there the price is not
    /// offered, because nothing could be charged.
    public List<Priced> offered() {
        return ground.withRates(current());
    }

    /// The price at the start of each hour from an instant on, for a curve; an hour without a price
    /// is left out.
    public List<HourPrice> hours(
            UUID listingId, TokenClass tokens, Currency currency, Instant from, int hours) {
        var versions = prices.between(listingId, from, from.plus(Duration.ofHours(hours)));
        var curve = new ArrayList<HourPrice>();
        for (int hour = 0; hour < hours; hour++) {
            var at = from.plus(Duration.ofHours(hour));
            versions.stream()
                    .filter(version -> version.isInForceAt(at))
                    .findFirst()
                    .map(version -> priced(version).at(at))
                    .flatMap(price -> hourPrice(at, price, tokens, currency))
                    .ifPresent(curve::add);
        }
        return List.copyOf(curve);
    }

    /// The prices of some locks, in force now and announced, by series.
    public Map<UUID, List<Priced>> locked(Collection<UUID> locks) {
        var versions = prices.locked(locks, clock.instant());
        return ground.withRates(versions.stream().map(this::priced).toList()).stream()
                .collect(Collectors.groupingBy(one -> one.version().seriesId()));
    }

    /// Where a price goes: electricity, compute, margin, fee, payment and currency. Empty if it has
    /// no line in that currency.
    public Optional<PriceAnatomy> anatomy(
            PriceInForce price, TokenClass tokens, Currency currency) {
        var version = price.version();
        return version.line(tokens, price.band(), currency)
                .flatMap(line ->
                        ground.midOf(version, currency)
                                .map(mid -> new Dissection(version, line, mid).anatomy()));
    }

    /// A version with the hours of what a kWh costs with losses and demand charge.
    Priced priced(PriceVersion version) {
        var hours =
                delivered.of(
                        version.inputs().tariffVersionId(),
                        id -> tariffs.find(id).orElseThrow().delivered().compiled());
        return new Priced(version, hours, Set.of());
    }

    private static Optional<HourPrice> hourPrice(
            Instant at, PriceInForce price, TokenClass tokens, Currency currency) {
        return price.version()
                .line(tokens, price.band(), currency)
                .map(line ->
                        new HourPrice(
                                at,
                                price.band(),
                                price.tariffPerKwh(),
                                line.buyerMicroPerMillion()));
    }

    /// A version together with the hours that tell its band at an instant, and what a kWh costs
    /// then with losses and demand charge; `stopped` are the buyer currencies without a rate.
    public record Priced(PriceVersion version, TariffHours hours, Set<Currency> stopped) {
        public Priced {
            stopped = Set.copyOf(stopped);
        }

        public Priced(PriceVersion version, TariffTable table) {
            this(version, table.compiled(), Set.of());
        }

        public boolean isOfferedIn(Currency buyer) {
            return !stopped.contains(buyer);
        }

        public PriceInForce at(Instant instant) {
            var slot = hours.at(instant);
            var isSpot = version.inputs().terms().plan().spot().isPresent();
            var perKwh =
                    isSpot
                            ? Objects.requireNonNull(
                                    version.inputs().tariffPerKwh().get(slot.band()))
                            : slot.pricePerKwh();
            return new PriceInForce(version, slot.band(), perKwh);
        }
    }

    /// What an hour costs. `buyerMicroPerMillion` is the list price then.
    public record HourPrice(
            Instant from, Band band, BigDecimal tariffPerKwh, long buyerMicroPerMillion) {}
}
