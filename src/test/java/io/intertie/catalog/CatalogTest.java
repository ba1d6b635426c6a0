package io.intertie.catalog;

import static io.intertie.catalog.TestCatalog.LISTING;
import static io.intertie.catalog.TestCatalog.MODEL;
import static io.intertie.catalog.TestCatalog.OTHER_LISTING;
import static io.intertie.catalog.TestCatalog.OTHER_SITE;
import static io.intertie.catalog.TestCatalog.SITE;
import static io.intertie.identity.TestParties.ADA;
import static io.intertie.identity.TestParties.AVA;
import static io.intertie.identity.TestParties.BEA;
import static io.intertie.identity.TestParties.OTHER_PROVIDER;
import static io.intertie.identity.TestParties.PAT;
import static io.intertie.identity.TestParties.PIA;
import static io.intertie.identity.TestParties.PROVIDER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.audit.TestTrail;
import io.intertie.audit.Trail;
import io.intertie.catalog.Listing.State;
import io.intertie.identity.Actor;
import io.intertie.identity.TestParties;
import io.intertie.platform.config.Secret;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.TestPersistence;
import io.intertie.tokens.Tokenizer;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CatalogTest {
    private final TestPersistence persistence = TestCatalog.persistenceWith();
    private final TestClock clock = new TestClock();
    private final Trail trail = TestTrail.on(persistence.database(), clock);
    private final Catalog catalog = TestCatalog.on(persistence, clock);
    private final ModelTokens modelTokens = TestCatalog.tokens(persistence, trail);

    @BeforeEach
    void stock() {
        TestParties.register(persistence.database());
        TestCatalog.stock(catalog);
    }

    @Test
    void whatWasAddedIsReadBackAsItWas() {
        assertEquals(Optional.of(MODEL), catalog.model("Qwen", "Qwen2.5-0.5B"));
        assertEquals(Optional.of(MODEL), catalog.model(MODEL.id()));
        assertEquals(2, catalog.models().size());
        assertEquals(Optional.of(SITE), catalog.dataCenter(SITE.id()));
        assertEquals(List.of(SITE), catalog.dataCentersOf(PROVIDER));
        assertEquals(2, catalog.dataCenters().size());
        assertEquals(Optional.of(LISTING), catalog.listing(LISTING.id()));
        assertEquals(List.of(LISTING, OTHER_LISTING), catalog.listings());
        assertEquals(List.of(OTHER_LISTING), catalog.listingsOf(OTHER_PROVIDER));
        var provider = TestCatalog.provider(PROVIDER, "provider");
        assertEquals(Optional.of(provider), catalog.provider(PROVIDER));
        assertEquals(Optional.of(provider), catalog.providerBySlug("provider"));
        assertEquals(2, catalog.providers().size());
        assertEquals(Optional.empty(), catalog.listing(new UUID(0, 0)));
    }

    @Test
    void addingTheSameAgainChangesNothing() {
        var before = TestTrail.lines(trail);
        TestCatalog.stock(catalog);
        assertEquals(before, TestTrail.lines(trail));
        assertEquals(2, catalog.listings().size());
    }

    @Test
    void aListingLivesFromDraftToRetiredAndNoOtherWay() {
        var next = new EnumMap<State, Set<State>>(State.class);
        next.put(State.DRAFT, Set.of(State.CERTIFYING, State.RETIRED));
        next.put(State.CERTIFYING, Set.of(State.DRAFT, State.LIVE));
        next.put(State.LIVE, Set.of(State.PAUSED));
        next.put(State.PAUSED, Set.of(State.LIVE, State.RETIRED));
        next.put(State.RETIRED, Set.of());
        next.forEach((from, allowed) -> {
            for (State to : State.values()) {
                assertEquals(allowed.contains(to), from.mayBecome(to), from + " to " + to);
            }
        });
    }

    @Test
    void aMoveIsKeptToldAndRecorded() {
        assertEquals(State.LIVE, goLive(PIA).state());
        assertEquals(State.PAUSED, catalog.move(LISTING.id(), State.PAUSED, ADA).state());
        assertTrue(
                catalog.listing(LISTING.id()).filter(l -> l.state() == State.PAUSED).isPresent());
        var events = TestOutbox.events(persistence.database());
        assertEquals(5, events.size(), "two added, certifying, live, paused");
        assertEquals(new ListingChanged(LISTING.id()), events.getLast());
        assertEquals(
                "ada listing.moved {\"from\":\"live\",\"to\":\"paused\"}",
                TestTrail.lines(trail).getLast());
    }

    @Test
    void aMoveToWhereItIsChangesNothing() {
        goLive(PIA);
        var events = TestOutbox.events(persistence.database()).size();
        catalog.move(LISTING.id(), State.LIVE, PIA);
        assertEquals(events, TestOutbox.events(persistence.database()).size());
    }

    @Test
    void aStepThatIsNotAllowedIsAConflict() {
        refused(ProblemType.CONFLICT, () -> catalog.move(LISTING.id(), State.PAUSED, PIA));
        assertEquals(Optional.of(LISTING), catalog.listing(LISTING.id()));
    }

    @Test
    void nobodyElseChangesWhatAProviderOffers() {
        for (Actor stranger : List.of(PAT, BEA, AVA)) {
            refused(ProblemType.NOT_FOUND, () -> catalog.move(LISTING.id(), State.LIVE, stranger));
            refused(
                    ProblemType.NOT_FOUND,
                    () -> catalog.addDataCenter(TestCatalog.site(0x299, PROVIDER), stranger));
            var more = TestCatalog.listing(0x399, SITE);
            refused(
                    ProblemType.NOT_FOUND,
                    () -> catalog.addListing(more, Optional.empty(), stranger));
            refused(
                    ProblemType.NOT_FOUND,
                    () -> catalog.addProvider(TestCatalog.provider(PROVIDER, "mine"), stranger));
        }
        assertEquals(Optional.of(LISTING), catalog.listing(LISTING.id()));
        assertEquals(List.of(SITE), catalog.dataCentersOf(PROVIDER));
    }

    @Test
    void aModelIsAddedByAProviderOrAnAdminOnly() {
        var model =
                new Model(
                        new UUID(0x7000L, 0x8000000000000109L),
                        "a",
                        "b",
                        "A B",
                        Model.Kind.CHAT,
                        1,
                        "",
                        "",
                        Set.of());
        refused(ProblemType.NOT_FOUND, () -> catalog.addModel(model, BEA));
        refused(ProblemType.NOT_FOUND, () -> catalog.addModel(model, AVA));
        assertEquals(model, catalog.addModel(model, PIA));
    }

    @Test
    void aTokenizerIsKeptWithItsSourceAndSaidByAnAdminAlone() {
        var tokens = Optional.of(new Model.Tokens(Tokenizer.O200K_BASE, "model card", "official"));
        assertEquals(Optional.empty(), catalog.model(MODEL.id()).orElseThrow().tokens());
        for (Actor other : List.of(PIA, BEA, AVA)) {
            refused(ProblemType.NOT_FOUND, () -> modelTokens.say(MODEL.id(), tokens, other));
        }
        assertEquals(tokens, modelTokens.say(MODEL.id(), tokens, ADA).tokens());
        assertEquals(tokens, catalog.model(MODEL.id()).orElseThrow().tokens());
        var unsourced = Optional.of(new Model.Tokens(Tokenizer.R50K_BASE, " ", "official"));
        refused(ProblemType.UNPROCESSABLE, () -> modelTokens.say(MODEL.id(), unsourced, ADA));
        assertEquals(tokens, catalog.model(MODEL.id()).orElseThrow().tokens());
        modelTokens.say(MODEL.id(), Optional.empty(), ADA);
        assertEquals(Optional.of(MODEL), catalog.model(MODEL.id()));
    }

    @Test
    void anIdOfAnotherProviderIsNotTakenOver() {
        var site = TestCatalog.site(0x201, PROVIDER);
        refused(ProblemType.CONFLICT, () -> catalog.addDataCenter(site, PIA));
        var listing = TestCatalog.listing(0x301, SITE);
        refused(ProblemType.CONFLICT, () -> catalog.addListing(listing, Optional.empty(), PIA));
        assertEquals(Optional.of(OTHER_LISTING), catalog.listing(OTHER_LISTING.id()));
    }

    @Test
    void aListingNamesItsFaultsAtTheirFields() {
        var bad =
                new Listing(
                        new UUID(0x7000L, 0x8000000000000388L),
                        new UUID(0, 0),
                        PROVIDER,
                        OTHER_SITE.id(),
                        URI.create("http://127.0.0.1/v1"),
                        " ",
                        State.LIVE,
                        0,
                        "q",
                        new Listing.DataPolicy(-1, true));
        var problem =
                assertThrows(
                        Problem.class,
                        () -> catalog.addListing(bad, Optional.of(new Secret("a\r\nb")), PIA));
        assertEquals(
                Set.of(
                        "modelId",
                        "dataCenterId",
                        "upstreamModel",
                        "maxOutputTokens",
                        "retentionDays",
                        "credential"),
                problem.fields().keySet());
        assertFalse(problem.toString().contains("a\r\nb"));
    }

    @Test
    void aSlugIsTakenOnce() {
        var twin = TestCatalog.site(0x250, PROVIDER);
        var problem = assertThrows(Problem.class, () -> catalog.addDataCenter(twin, PIA));
        assertEquals(Set.of("slug"), problem.fields().keySet());
    }

    @Test
    void aCredentialRestsSealedAndComesBackForTheCall() {
        var listing = TestCatalog.listing(0x310, SITE);
        var credential = new Secret("upstream-credential-1234");
        catalog.addListing(listing, Optional.of(credential), PIA);
        assertEquals(Optional.of(credential), catalog.credential(listing.id()));
        assertEquals(Optional.empty(), catalog.credential(LISTING.id()));
        assertEquals(Map.of(listing.id(), credential), catalog.credentials());
        var rest =
                persistence
                        .database()
                        .sql("select encode(sealed, 'escape') as text from listing_credential")
                        .list(row -> row.text("text"));
        assertEquals(1, rest.size());
        assertFalse(rest.getFirst().contains("upstream"));
        assertFalse(TestTrail.lines(trail).toString().contains("upstream-credential"));
    }

    private Listing goLive(Actor actor) {
        return TestCatalog.goLive(catalog, persistence.database(), LISTING.id(), actor);
    }

    private static void refused(ProblemType type, Executable act) {
        assertEquals(type, assertThrows(Problem.class, act).type());
    }
}
