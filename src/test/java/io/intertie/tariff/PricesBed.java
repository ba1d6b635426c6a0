package io.intertie.tariff;

import io.intertie.audit.TestTrail;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.catalog.Provider;
import io.intertie.fx.Quote;
import io.intertie.identity.Actor;
import io.intertie.money.Currency;
import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.Database;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A site with many priced listings and the room's real parts, the audit trail and the outbox among
/// them; for measurements and tests of the rooms above.
public final class PricesBed {
    private static final Provider PROVIDER =
            new Provider(UUID.randomUUID(), "wind", "Wind", "CN", Golden.CNY, true);
    private static final DataCenter SITE =
            new DataCenter(
                    UUID.randomUUID(),
                    PROVIDER.organisationId(),
                    "hohhot",
                    "Hohhot",
                    "CN",
                    World.SHANGHAI,
                    "CN-NM-W",
                    Golden.PUE,
                    "declared");
    private static final Model MODEL =
            new Model(
                    UUID.randomUUID(),
                    "maker",
                    "model",
                    "Model",
                    Model.Kind.CHAT,
                    1_000,
                    "1B",
                    "MIT",
                    Set.of());
    private static final Actor DRAFTER = new Actor("ada", PROVIDER.organisationId(), Set.of(), "-");
    private static final Actor VERIFIER = new Actor("bo", PROVIDER.organisationId(), Set.of(), "-");

    private final Clock clock;
    private final List<Listing> listings = new ArrayList<>();
    private final List<Quote> quotes = new ArrayList<>();
    private final Tariffs tariffs;
    private final PriceBook book;
    private final Repricing repricing;

    public PricesBed(Database database, Clock clock, int count) {
        this.clock = clock;
        for (var buyer : List.of("USD", "EUR", "GBP", "JPY")) {
            var quote = Golden.quote(Currency.of(buyer), "0.14908054", 100);
            TestPrices.store(database, quote);
            quotes.add(quote);
        }
        var ground =
                new Ground(
                        new Ground.Rooms(
                                () -> listings,
                                id -> listings.stream().filter(of(id)).findFirst(),
                                id -> Optional.of(SITE),
                                id -> Optional.of(PROVIDER),
                                id -> Optional.of(MODEL),
                                pair ->
                                        quotes.stream()
                                                .filter(one -> one.pair().equals(pair))
                                                .findFirst(),
                                id ->
                                        quotes.stream()
                                                .filter(one -> one.id().equals(id))
                                                .findFirst(),
                                pair -> BigDecimal.ZERO,
                                (listing, declared) -> declared),
                        (listing, zone, until) -> Optional.empty());
        var witness =
                new Witness(
                        TestTrail.on(database, clock)::record,
                        TestOutbox.on(database, clock)::publish);
        var tariffStore = new TariffStore(database, clock);
        var prices = new PriceStore(database);
        var press = new Press(prices, witness, clock);
        var rules = new ListingRules(new RulesStore(database), ground, witness, database, clock);
        tariffs = new Tariffs(tariffStore, ground, witness, database, clock);
        book = new PriceBook(prices, tariffStore, ground, clock);
        var appraisal =
                new Appraisal(
                        ground,
                        tariffStore,
                        prices,
                        new Change(prices, book, rules, clock),
                        new SpotHours(new NoAuction(), tariffStore, ground, press, database, clock),
                        clock);
        repricing =
                new Repricing(
                        appraisal,
                        ground,
                        press,
                        new Proposals(new ProposalStore(database), witness, clock),
                        new Locking(prices, ground, rules, press, book, clock),
                        database);
        offer(count);
    }

    private static java.util.function.Predicate<Listing> of(UUID id) {
        return listing -> listing.id().equals(id);
    }

    private static final class NoAuction implements DayAhead {
        @Override
        public Optional<Point> at(String biddingZone, java.time.Instant at) {
            return Optional.empty();
        }

        @Override
        public List<Point> between(
                String biddingZone, java.time.Instant from, java.time.Instant to) {
            return List.of();
        }
    }

    private void offer(int count) {
        verified("0.6");
        for (int i = 0; i < count; i++) {
            var listing =
                    new Listing(
                            UUID.randomUUID(),
                            MODEL.id(),
                            PROVIDER.organisationId(),
                            SITE.id(),
                            URI.create("http://localhost/v1"),
                            "model",
                            Listing.State.LIVE,
                            1_000,
                            "fp8",
                            new Listing.DataPolicy(0, false));
            listings.add(listing);
            var outcome =
                    repricing.propose(
                            new Repricing.Proposal(
                                    listing.id(),
                                    Golden.terms(),
                                    Golden.energy(),
                                    clock.instant(),
                                    "first price"),
                            DRAFTER);
            if (!(outcome instanceof Repricing.Outcome.Published)) {
                throw new IllegalStateException(outcome.toString());
            }
        }
    }

    private void verified(String high) {
        var draft =
                new TariffVersion(
                        UUID.randomUUID(),
                        SITE.id(),
                        0,
                        Golden.CNY,
                        World.nightAndDay("0.2", high),
                        new BigDecimal("31.2"),
                        new BigDecimal("0.85"),
                        BigDecimal.ZERO,
                        clock.instant(),
                        TariffVersion.State.DRAFT,
                        "the grid company's table",
                        "secondary",
                        "");
        tariffs.verify(tariffs.draft(draft, DRAFTER).id(), VERIFIER);
    }

    /// Verifies a dearer day price and prices all listings anew; tells how many were published.
    public long changeTariff() {
        verified("0.72");
        return repricing.reprice(SITE.id(), VERIFIER).values().stream()
                .filter(Repricing.Outcome.Published.class::isInstance)
                .count();
    }

    /// The book, in a market where each rate is known.
    public PriceBook book() {
        return book;
    }

    /// What a gateway node reads for its snapshot.
    public int offered() {
        return book.offered().size();
    }
}
