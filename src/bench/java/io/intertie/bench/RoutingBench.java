package io.intertie.bench;

import io.intertie.access.Subscription;
import io.intertie.catalog.Model;
import io.intertie.gateway.TestOffers;
import io.intertie.gateway.TestWishes;
import io.intertie.gateway.routing.Breakers;
import io.intertie.gateway.routing.Offer;
import io.intertie.gateway.routing.RoutePlan;
import io.intertie.gateway.routing.Router;
import io.intertie.gateway.wire.ProviderWishes;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What planning a request costs, in a market of so many listings: `deploy/bench routing`.
public final class RoutingBench {
    private static final int WARM_UP = 300_000;
    private static final int PLANS = 1_000_000;
    private static final int ROUNDS = 5;
    private static final Instant NOW = Instant.parse("2026-10-01T00:07:00Z");
    private static final ProviderWishes SOME =
            TestWishes.of(
                    "order: ['provider-3'], ignore: ['provider-1'], countries: ['CN'],"
                            + " max_price: {completion: 100}, preferred_max_latency: 2");

    private RoutingBench() {}

    public static void main(String... arguments) throws IOException {
        var listings = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        var load = Machine.load();
        var offers = new ArrayList<Offer>();
        var rows = new ArrayList<String>();
        var models = List.of(model(1), model(4), model(100));
        for (var model : models) {
            offers.addAll(of(model, Integer.parseInt(model.slug())));
        }
        while (offers.size() < listings) {
            offers.addAll(of(model(4), 4));
        }
        var router = new Router(offers);
        for (var model : models) {
            var ask = Router.Ask.of(model, subscription(model), NOW);
            rows.add(row(model.slug() + " offers, no wishes", router, ask));
            rows.add(row(model.slug() + " offers, five wishes", router, ask.wishing(SOME)));
            var last = router.offers(model.id()).getLast().listing().id();
            rows.add(
                    row(
                            model.slug() + " offers, another served the conversation",
                            router,
                            ask.after(Optional.of(last))));
        }
        System.out.printf(
                "`deploy/bench routing %d`: %d cores, load %s before and %s after, Java %s.%n%n",
                offers.size(), Machine.cores(), load, Machine.load(), Machine.java());
        System.out.println("| a plan over | ns, least of 5 rounds |\n|---|---|");
        rows.forEach(System.out::println);
    }

    private static String row(String what, Router router, Router.Ask ask) {
        var breakers = new Breakers(Clock.systemUTC());
        run(router, ask, breakers, WARM_UP);
        var least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            least = Math.min(least, run(router, ask, breakers, PLANS));
        }
        return "| %s | %,d |".formatted(what, least / PLANS);
    }

    private static long run(Router router, Router.Ask ask, Breakers breakers, int plans) {
        var start = System.nanoTime();
        long planned = 0;
        for (int i = 0; i < plans; i++) {
            if (router.plan(ask, breakers) instanceof RoutePlan.Way way) {
                planned += way.candidates().size();
            }
        }
        var took = System.nanoTime() - start;
        if (planned < plans) {
            throw new IllegalStateException(planned + " planned");
        }
        return took;
    }

    private static List<Offer> of(Model model, int count) {
        var offers = new ArrayList<Offer>();
        for (int place = 0; place < count; place++) {
            offers.add(TestOffers.of(model, URI.create("http://localhost/v1"), place));
        }
        return offers;
    }

    private static Model model(int offers) {
        return new Model(
                UUID.randomUUID(),
                "bench",
                Integer.toString(offers),
                "bench",
                Model.Kind.CHAT,
                8_192,
                "",
                "MIT",
                Set.of());
    }

    private static Subscription subscription(Model model) {
        return new Subscription(
                UUID.randomUUID(),
                UUID.randomUUID(),
                model.id(),
                Optional.empty(),
                TestOffers.USD,
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty());
    }
}
