package io.intertie.api;

import static io.intertie.catalog.TestCatalog.LISTING;
import static io.intertie.catalog.TestCatalog.OTHER_LISTING;
import static io.intertie.identity.TestParties.ADA;
import static io.intertie.identity.TestParties.AVA;
import static io.intertie.identity.TestParties.BEA;
import static io.intertie.identity.TestParties.PAT;
import static io.intertie.identity.TestParties.PIA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.TestCatalog;
import io.intertie.choice.Choice;
import io.intertie.choice.Choices;
import io.intertie.choice.Considered;
import io.intertie.choice.TestChoices;
import io.intertie.choice.Verdict;
import io.intertie.identity.Actor;
import io.intertie.identity.TestParties;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.persistence.TestPersistence;
import io.intertie.platform.persistence.UuidV7;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Whose choices and tallies are whose to see.
class RoutingTenantsTest {
    private final TestPersistence persistence = TestCatalog.persistenceWith();
    private final TestClock clock = new TestClock();
    private final Catalog catalog = TestCatalog.on(persistence, clock);
    private final Choices choices = new Choices(persistence.database(), clock);
    private final UUID request = UuidV7.at(clock.instant());

    @BeforeEach
    void chosen() {
        TestParties.register(persistence.database());
        TestCatalog.stock(catalog);
        choices.record(
                new Choice(
                        request,
                        BEA.organisationId(),
                        LISTING.modelId(),
                        clock.instant(),
                        "latency",
                        List.of(
                                new Considered(LISTING.id(), Verdict.CHOSEN, 412),
                                new Considered(OTHER_LISTING.id(), Verdict.IGNORED, 0)),
                        0));
        TestChoices.flush(choices);
    }

    @Test
    void aRouteIsItsBuyersAndTheMarketsToSee() {
        for (Actor entitled : List.of(BEA, ADA, AVA)) {
            var route = route(entitled).route(request.toString());
            assertEquals("latency", route.by());
            assertEquals(
                    List.of(Verdict.CHOSEN, Verdict.IGNORED),
                    route.offers().stream().map(one -> one.verdict()).toList());
            assertEquals(Verdict.Unit.MILLISECONDS, route.offers().getFirst().unit());
            assertFalse(route.offers().getFirst().provider().isEmpty());
        }
        // Not even the provider that served it sees a buyer's choice.
        for (Actor stranger : List.of(PIA, PAT)) {
            notFound(() -> route(stranger).route(request.toString()));
        }
        notFound(() -> route(BEA).route(UUID.randomUUID().toString()));
    }

    @Test
    void aTallyIsItsProvidersAndTheMarketsToSeeAndNamesNoBuyer() {
        for (Actor entitled : List.of(PIA, ADA, AVA)) {
            var counted = tally(entitled).routing(LISTING.id().toString(), 7).data();
            assertEquals(
                    List.of(Verdict.CHOSEN),
                    counted.stream().map(ListingRoutingResource.Counted::verdict).toList());
            assertFalse(counted.toString().contains(BEA.organisationId().toString()));
            assertFalse(counted.toString().contains(request.toString()));
        }
        for (Actor stranger : List.of(PAT, BEA)) {
            notFound(() -> tally(stranger).routing(LISTING.id().toString(), 7));
        }
        assertEquals(1, tally(PAT).routing(OTHER_LISTING.id().toString(), 30).data().size());
    }

    @Test
    void daysAreCountedBackFromToday() {
        clock.advance(Duration.ofDays(2));
        assertEquals(0, tally(PIA).routing(LISTING.id().toString(), 2).data().size());
        assertEquals(1, tally(PIA).routing(LISTING.id().toString(), 3).data().size());
        for (int wrong : new int[] {0, 31, -1}) {
            var refused =
                    assertThrows(
                            Problem.class,
                            () -> tally(PIA).routing(LISTING.id().toString(), wrong));
            assertEquals(Set.of("days"), refused.fields().keySet());
        }
    }

    private RequestRouteResource route(Actor actor) {
        return new RequestRouteResource(choices, catalog, caller(actor));
    }

    private ListingRoutingResource tally(Actor actor) {
        return new ListingRoutingResource(choices, catalog, caller(actor), clock);
    }

    private static Caller caller(Actor actor) {
        var caller = new Caller();
        caller.become(actor);
        return caller;
    }

    private static void notFound(Executable call) {
        assertEquals(ProblemType.NOT_FOUND, assertThrows(Problem.class, call).type());
    }
}
