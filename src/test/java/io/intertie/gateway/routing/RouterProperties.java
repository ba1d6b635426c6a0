package io.intertie.gateway.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.RoutePolicy;
import io.intertie.access.Subscription;
import io.intertie.catalog.Model.Capability;
import io.intertie.choice.Considered;
import io.intertie.gateway.TestOffers;
import io.intertie.gateway.TestWishes;
import io.intertie.gateway.routing.TestPlaces.Kind;
import io.intertie.gateway.wire.ProviderWishes;
import io.intertie.quality.Uptime;
import io.intertie.tariff.TokenClass;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Plans for seeded random markets and wishes, each against what may be in it at all.
class RouterProperties {
    private static final Instant NOW = Instant.parse("2026-10-01T00:07:00Z");
    private static final List<String> COUNTRIES = List.of("CN", "DE", "IS", "US");
    private static final List<String> SORTS =
            List.of("price", "throughput", "latency", "tokens_per_kwh", "stability");

    private final Breakers breakers = new Breakers(Clock.fixed(NOW, ZoneOffset.UTC), 1);

    /// A market of some offers, some of which rest or are busy, and one request.
    private record Case(
            List<Offer> offers, Set<UUID> away, Router.Ask ask, Subscription subscription) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noPlanHoldsAnOfferThatBreaksARule(long seed) {
        var random = new Random(seed);
        int planned = 0;
        for (int round = 0; round < 400; round++) {
            var one = random(random);
            var plan = new Router(one.offers()).plan(one.ask(), breakers);
            assertEquals(one.offers().size(), plan.considered().size());
            assertEquals(
                    one.offers().size(),
                    plan.considered().stream().map(Considered::listingId).distinct().count());
            if (plan instanceof RoutePlan.Way way) {
                planned++;
                assertTrue(way.candidates().size() <= 4);
                way.candidates().forEach(candidate -> assertAllowed(one, candidate));
                assertTrue(way.considered().getFirst().verdict().isFirst());
            } else {
                assertTrue(
                        one.offers().stream().noneMatch(offer -> isAllowed(one, offer)),
                        "refused though somebody may serve");
            }
        }
        assertTrue(planned > 50, planned + " planned");
    }

    private static void assertAllowed(Case one, Candidate candidate) {
        assertTrue(isAllowed(one, candidate.offer()), () -> one.ask().wishes() + "\n" + candidate);
    }

    // Said once more, in other words than the router's.
    private static boolean isAllowed(Case one, Offer offer) {
        var wishes = one.ask().wishes();
        var policy = one.ask().policy();
        var demands = wishes.demands();
        var slug = offer.provider().slug();
        var country = offer.dataCenter().country();
        var data = offer.listing().dataPolicy();
        var lines = offer.prices().getFirst().version().lines();
        long in = 0;
        long out = 0;
        for (var line : lines) {
            if (line.tokens() == TokenClass.OUTPUT) {
                out = line.buyerMicroPerMillion();
            } else {
                in = Math.max(in, line.buyerMicroPerMillion());
            }
        }
        return !one.away().contains(offer.listing().id())
                && one.subscription()
                        .listingId()
                        .filter(id -> !id.equals(offer.listing().id()))
                        .isEmpty()
                && (policy.countries().isEmpty() || policy.countries().get().contains(country))
                && !policy.excluded().contains(country)
                && !(policy.deniesTraining() && data.trainsOnPrompts())
                && !(policy.deniesRetention() && data.retentionDays() > 0)
                && (wishes.only().isEmpty() || wishes.only().contains(slug))
                && !wishes.ignore().contains(slug)
                && !(demands.noTraining() && data.trainsOnPrompts())
                && (demands.countries().isEmpty() || demands.countries().contains(country))
                && offer.listing().capabilities().containsAll(demands.needed())
                && out <= demands.mostPaid().completionMicroPerMillion()
                && in <= demands.mostPaid().promptMicroPerMillion()
                && out <= one.subscription().maxOutputMicroPerMillion().orElse(Long.MAX_VALUE)
                && (demands.jitterBasisPoints().isEmpty()
                        || (offer.standing().grade() >= 0
                                && offer.standing().jitterBasisPoints()
                                        <= demands.jitterBasisPoints().getAsLong()));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void theOrderIsTheSameHoweverTheOffersCome(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            var one = random(random);
            var plan = new Router(one.offers()).plan(one.ask(), breakers);
            var shuffled = new ArrayList<>(one.offers());
            Collections.shuffle(shuffled, random);
            var again = new Router(shuffled).plan(one.ask(), breakers);
            assertEquals(ids(plan), ids(again));
        }
    }

    private static List<UUID> ids(RoutePlan plan) {
        return plan.considered().stream()
                .filter(one -> one.verdict().isPlanned())
                .map(Considered::listingId)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void aConversationsListingChangesTheOrderOnlyAmongThoseThatMayServe(long seed) {
        var random = new Random(seed);
        int kept = 0;
        for (int round = 0; round < 400; round++) {
            var one = random(random);
            var router = new Router(one.offers());
            var last = one.offers().get(random.nextInt(one.offers().size()));
            var with = router.plan(one.ask().after(Optional.of(last.listing().id())), breakers);
            var without = router.plan(one.ask().after(Optional.empty()), breakers);
            assertEquals(fit(without), fit(with));
            if (with instanceof RoutePlan.Way way) {
                var first = way.candidates().getFirst().offer();
                var isKept = first.listing().id().equals(last.listing().id());
                assertFalse(isKept && !isAllowed(one, last));
                kept += isKept ? 1 : 0;
            }
        }
        assertTrue(kept > 20, kept + " kept");
    }

    private static Set<UUID> fit(RoutePlan plan) {
        return plan.considered().stream()
                .filter(one -> one.verdict().compareTo(io.intertie.choice.Verdict.BUSY) > 0)
                .map(Considered::listingId)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    @Tag("lesson-29")
    void whatRoutesIsWhatIsBilledAtEveryInstantOfABoard(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            var one = random(random);
            var router = new Router(one.offers());
            var at = NOW.plusMillis(random.nextLong(86_400_000));
            // The board of one instant serves the next ones, too.
            router.plan(at(one, at), breakers);
            var later = at.plusMillis(random.nextLong(1_800_000));
            if (router.plan(at(one, later), breakers) instanceof RoutePlan.Way way) {
                for (var candidate : way.candidates()) {
                    var billed =
                            router.price(candidate.offer(), one.subscription(), later)
                                    .orElseThrow();
                    assertEquals(billed, candidate.price());
                    assertEquals(
                            billed.version()
                                    .line(TokenClass.OUTPUT, billed.band(), candidate.currency())
                                    .orElseThrow()
                                    .buyerMicroPerMillion(),
                            candidate.outputMicroPerMillion());
                }
            }
        }
    }

    private static Router.Ask at(Case one, Instant now) {
        var ask = one.ask();
        return new Router.Ask(
                ask.model(), ask.subscription(), ask.policy(), ask.wishes(), ask.last(), now);
    }

    private Case random(Random random) {
        var offers =
                IntStream.range(0, 1 + random.nextInt(8))
                        .mapToObj(place -> TestPlaces.offer(random.nextInt(6), kind(random)))
                        .toList();
        var away = new HashSet<UUID>();
        for (var offer : offers) {
            var id = offer.listing().id();
            switch (random.nextInt(8)) {
                case 0 -> {
                    IntStream.range(0, 3).forEach(_ -> breakers.failed(id));
                    away.add(id);
                }
                case 1 -> {
                    var _ = breakers.enter(id).orElseThrow();
                    away.add(id);
                }
                default -> {}
            }
        }
        var pinned =
                random.nextInt(8) == 0
                        ? Optional.of(offers.getFirst().listing().id())
                        : Optional.<UUID>empty();
        var cap = random.nextInt(4) == 0 ? Optional.of(1_250_000L) : Optional.<Long>empty();
        var subscription = TestPlaces.subscription(pinned, cap);
        var ask =
                Router.Ask.of(TestOffers.CHAT, subscription, NOW)
                        .wishing(wishes(random))
                        .under(policy(random));
        return new Case(offers, away, ask, subscription);
    }

    private static Kind kind(Random random) {
        var standing =
                switch (random.nextInt(4)) {
                    case 0 -> Standing.UNKNOWN;
                    case 1 -> TestPlaces.standing(Uptime.Standing.DEGRADED, 900);
                    case 2 -> TestPlaces.standing(Uptime.Standing.FALLBACK_ONLY, 500);
                    default ->
                            TestPlaces.measured(
                                    random.nextInt(3_000) + 1,
                                    random.nextInt(100) + 1,
                                    random.nextInt(4_000),
                                    List.of("A", "B", "C", "D").get(random.nextInt(4)));
                };
        return Kind.PLAIN
                .in(COUNTRIES.get(random.nextInt(4)))
                .keeping(random.nextInt(3) == 0 ? 30 : 0, random.nextInt(4) == 0)
                .able(
                        random.nextBoolean()
                                ? new Capability[] {Capability.TOOLS}
                                : new Capability[0])
                .standing(standing);
    }

    private static RoutePolicy policy(Random random) {
        if (random.nextBoolean()) {
            return RoutePolicy.ANY;
        }
        return new RoutePolicy(
                random.nextInt(3) == 0 ? Optional.of(Set.of("DE", "IS")) : Optional.empty(),
                random.nextInt(3) == 0 ? Set.of("US") : Set.of(),
                random.nextInt(3) == 0,
                random.nextInt(3) == 0);
    }

    private static ProviderWishes wishes(Random random) {
        var fields = new ArrayList<String>();
        add(fields, random, "only: ['provider-0', 'provider-1', 'provider-2', 'provider-3']");
        add(fields, random, "ignore: ['provider-1']");
        add(fields, random, "order: ['provider-4', 'provider-2']");
        add(fields, random, "data_collection: 'deny'");
        add(fields, random, "countries: ['DE', 'CN', 'US']");
        add(fields, random, "max_price: {completion: 1.2, prompt: 0.26}");
        add(fields, random, "max_jitter: 0.2");
        add(fields, random, "preferred_max_latency: 1");
        add(fields, random, "sort: '" + SORTS.get(random.nextInt(SORTS.size())) + "'");
        add(fields, random, "require_parameters: true");
        var body = "tools: [], provider: {" + String.join(", ", fields) + "}";
        return random.nextInt(4) == 0
                ? ProviderWishes.NONE
                : ProviderWishes.of(TestWishes.body(body));
    }

    private static void add(List<String> fields, Random random, String field) {
        if (random.nextInt(4) == 0) {
            fields.add(field);
        }
    }
}
