package io.intertie.tariff;

import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.catalog.Provider;
import io.intertie.fx.Quote;
import io.intertie.identity.Actor;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/// A provider with one site and one listing, a real database, and a clock that a test moves.
final class World {
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    /// One for all worlds: each has ids of its own.
    private static final Database SHARED = TestDatabase.fresh();

    final Database database = SHARED;
    final List<String> acts = new CopyOnWriteArrayList<>();
    final List<Record> events = new CopyOnWriteArrayList<>();
    final Map<UUID, List<Long>> weights = new HashMap<>();
    final Map<UUID, EnergyProfile> measured = new HashMap<>();
    private final Map<UUID, Quote> allQuotes = new HashMap<>();
    final List<Quote> quotes = new ArrayList<>(List.of(stored(Golden.dollars())));
    final Provider provider =
            new Provider(UUID.randomUUID(), "wind", "Wind", "CN", Golden.CNY, true);
    final DataCenter site =
            new DataCenter(
                    UUID.randomUUID(),
                    provider.organisationId(),
                    "hohhot",
                    "Hohhot",
                    "CN",
                    SHANGHAI,
                    "CN-NM-W",
                    Golden.PUE,
                    "declared");
    final Listing listing = listing(UUID.randomUUID(), site.id());
    final List<Listing> listings = new ArrayList<>(List.of(listing));
    final Actor drafter = person("ada");
    final Actor verifier = person("bo");

    BigDecimal volatility = new BigDecimal("0.005");
    private Instant now = Golden.NOW;
    private final Clock clock = new Moved();

    /// Whether time goes on while something is done.
    boolean ticks;

    final TariffStore tariffStore = new TariffStore(database, clock);
    final PriceStore priceStore = new PriceStore(database);
    final Ground ground =
            new Ground(
                    new Ground.Rooms(
                            () -> listings,
                            id -> listings.stream().filter(one -> one.id().equals(id)).findFirst(),
                            id -> Optional.of(site).filter(one -> one.id().equals(id)),
                            id -> Optional.of(provider),
                            id -> Optional.of(model(id)),
                            pair -> quotes.stream().filter(q -> q.pair().equals(pair)).findFirst(),
                            this::kept,
                            pair -> volatility,
                            (listing, declared) -> measured.getOrDefault(listing, declared)),
                    (listing, zone, until) -> Optional.ofNullable(weights.get(listing)));
    final Witness witness =
            new Witness(
                    (actor, action, subject, detail) -> acts.add(actor.name() + " " + action),
                    events::add);
    final Tariffs tariffs = new Tariffs(tariffStore, ground, witness, database, clock);
    final PriceBook book = new PriceBook(priceStore, tariffStore, ground, clock);
    final ListingRules rules =
            new ListingRules(new RulesStore(database), ground, witness, database, clock);
    final Press press = new Press(priceStore, witness, clock);
    final List<DayAhead.Point> dayAhead = new ArrayList<>();
    final SpotHours spots =
            new SpotHours(new Auction(), tariffStore, ground, press, database, clock);
    final Appraisal appraisal =
            new Appraisal(
                    ground,
                    tariffStore,
                    priceStore,
                    new Change(priceStore, book, rules, clock),
                    spots,
                    clock);
    final Repricing repricing =
            new Repricing(
                    appraisal,
                    ground,
                    press,
                    new Proposals(new ProposalStore(database), witness, clock),
                    new Locking(priceStore, ground, rules, press, book, clock),
                    database);

    /// The zone DE-LU, as a test settles it.
    private final class Auction implements DayAhead {
        @Override
        public Optional<Point> at(String biddingZone, Instant at) {
            return between(biddingZone, at, at.plusNanos(1)).stream().findFirst();
        }

        @Override
        public List<Point> between(String biddingZone, Instant from, Instant to) {
            return dayAhead.stream()
                    .filter(point -> biddingZone.equals("DE-LU"))
                    .filter(point -> point.from().isBefore(to) && from.isBefore(point.to()))
                    .toList();
        }
    }

    private final class Moved extends Clock {
        @Override
        public Instant instant() {
            now = ticks ? now.plusMillis(1) : now;
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /// Quotes within one currency are not kept, as in fx.
    private Optional<Quote> kept(UUID id) {
        return Optional.ofNullable(allQuotes.get(id));
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Actor person(String name) {
        return new Actor(name, provider.organisationId(), Set.of(), "-");
    }

    Listing listing(UUID id, UUID site) {
        return new Listing(
                id,
                UUID.randomUUID(),
                provider.organisationId(),
                site,
                URI.create("http://localhost/v1"),
                "model",
                Listing.State.LIVE,
                1000,
                "fp8",
                new Listing.DataPolicy(0, false));
    }

    void quote(Currency buyer, String mid, int spreadBps) {
        quotes.removeIf(quote -> quote.pair().quote().equals(buyer));
        quotes.add(stored(Golden.quote(buyer, mid, spreadBps)));
    }

    private Quote stored(Quote quote) {
        if (!quote.pair().isOneCurrency()) {
            TestPrices.store(database, quote);
            allQuotes.put(quote.id(), quote);
        }
        return quote;
    }

    private Model model(UUID id) {
        return new Model(
                id, "maker", "model", "Model", Model.Kind.CHAT, 1000, "1B", "MIT", Set.of());
    }

    /// A verified tariff of the site that begins now.
    TariffVersion tariff(TariffTable table) {
        return tariff(table, now);
    }

    TariffVersion tariff(TariffTable table, Instant effectiveFrom) {
        var draft = tariffs.draft(draft(table, effectiveFrom), drafter);
        return tariffs.verify(draft.id(), verifier);
    }

    TariffVersion draft(TariffTable table, Instant effectiveFrom) {
        return new TariffVersion(
                UUID.randomUUID(),
                site.id(),
                0,
                Golden.CNY,
                table,
                new BigDecimal("31.2"),
                new BigDecimal("0.85"),
                BigDecimal.ZERO,
                effectiveFrom,
                TariffVersion.State.DRAFT,
                "the grid company's table",
                "secondary",
                "");
    }

    /// Proposes new terms from now on and returns what was published.
    PriceVersion price(PriceTerms terms) {
        var outcome = repricing.propose(proposal(terms, now), drafter);
        if (outcome instanceof Repricing.Outcome.Published(var version)) {
            return version;
        }
        throw new AssertionError(outcome);
    }

    /// A proposal that is meant, however far it moves.
    Repricing.Proposal proposal(PriceTerms terms, Instant effectiveFrom) {
        return new Repricing.Proposal(
                listing.id(), terms, Golden.energy(), effectiveFrom, "a test's wish", true);
    }

    /// The same without the provider's word.
    Repricing.Proposal unconfirmed(PriceTerms terms, Instant effectiveFrom) {
        return new Repricing.Proposal(
                listing.id(), terms, Golden.energy(), effectiveFrom, "a test's wish");
    }

    static TariffTable.Rule rule(String from, String until, Band band, String price) {
        return new TariffTable.Rule(
                EnumSet.allOf(Month.class),
                LocalTime.parse(from),
                LocalTime.parse(until),
                band,
                new BigDecimal(price));
    }

    /// Low from 22 to 6, high from 6 to 22 o'clock.
    static TariffTable nightAndDay(String low, String high) {
        return new TariffTable(
                SHANGHAI,
                List.of(
                        rule("22:00", "06:00", Band.VALLEY, low),
                        rule("06:00", "22:00", Band.PEAK, high)));
    }
}
