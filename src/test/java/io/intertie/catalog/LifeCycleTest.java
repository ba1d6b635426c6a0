package io.intertie.catalog;

import static io.intertie.catalog.TestCatalog.LISTING;
import static io.intertie.catalog.TestCatalog.OTHER_LISTING;
import static io.intertie.identity.TestParties.ADA;
import static io.intertie.identity.TestParties.PAT;
import static io.intertie.identity.TestParties.PIA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.catalog.Listing.State;
import io.intertie.identity.TestParties;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.persistence.DatabaseFailed;
import io.intertie.platform.persistence.TestPersistence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A listing's life, in code and where the database alone defends it.
class LifeCycleTest {
    private final TestPersistence persistence = TestCatalog.persistenceWith();
    private final Catalog catalog = TestCatalog.on(persistence, new TestClock());

    @BeforeEach
    void stock() {
        TestParties.register(persistence.database());
        TestCatalog.stock(catalog);
    }

    @Test
    void onlyWhatIsCertifiedMayGoLive() {
        assertEquals(List.of(State.RETIRED), LISTING.moves());
        conflict(State.LIVE);
        catalog.beginCertification(LISTING.id(), PIA);
        conflict(State.LIVE);
        conflict(State.DRAFT);
        var passed = TestCatalog.passedRun(persistence.database(), LISTING.id());
        var certified = catalog.endCertification(LISTING.id(), Optional.of(passed), PIA);
        assertEquals(List.of(State.LIVE), certified.moves());
        assertEquals(State.LIVE, catalog.move(LISTING.id(), State.LIVE, PIA).state());
    }

    @Test
    void aDraftThatComesToNothingIsRetiredAndStaysSo() {
        assertEquals(State.RETIRED, catalog.move(LISTING.id(), State.RETIRED, PIA).state());
        conflict(State.LIVE);
        assertThrows(Problem.class, () -> catalog.beginCertification(LISTING.id(), PIA));
    }

    @Test
    void nobodyMovesAListingToCertifyingByHand() {
        conflict(State.CERTIFYING);
        assertEquals(State.DRAFT, catalog.listing(LISTING.id()).orElseThrow().state());
    }

    @Test
    void anotherProviderNeitherBeginsNorEndsACertification() {
        assertThrows(Problem.class, () -> catalog.beginCertification(LISTING.id(), PAT));
        catalog.beginCertification(LISTING.id(), PIA);
        assertThrows(
                Problem.class, () -> catalog.endCertification(LISTING.id(), Optional.empty(), PAT));
    }

    @Test
    void theDatabaseRefusesEveryOtherStep() {
        var passed = TestCatalog.passedRun(persistence.database(), LISTING.id());
        refused("update listing set state = 'LIVE' where id = ?", LISTING.id());
        refused("update listing set state = 'PAUSED' where id = ?", LISTING.id());
        refused("update listing set certified_by = ? where id = ?", passed, OTHER_LISTING.id());
        refused("delete from certification_run where id = ?", passed);
        refused("update certification_run set state = 'FAILED' where id = ?", passed);
        TestCatalog.goLive(catalog, persistence.database(), LISTING.id(), ADA);
        refused("update listing set state = 'DRAFT' where id = ?", LISTING.id());
        refused("update listing set state = 'RETIRED' where id = ?", LISTING.id());
        refused("update listing set certified_by = null where id = ?", LISTING.id());
    }

    @Test
    void aFailedRunIsNoCertificate() {
        var failed = UUID.randomUUID();
        persistence
                .database()
                .sql(
                        "insert into certification_run values"
                                + " (?, ?, 'FAILED', 'test', now(), now(), now(), '[]')",
                        failed,
                        LISTING.id())
                .update();
        refused("update listing set certified_by = ? where id = ?", failed, LISTING.id());
    }

    @Test
    void capabilitiesAndInputsAreReadBack() {
        var declared = Set.of(Model.Capability.TOOLS);
        var listing = TestCatalog.listing(0x377, TestCatalog.SITE).declaring(declared);
        catalog.addListing(listing, Optional.empty(), PIA);
        assertEquals(declared, catalog.listing(listing.id()).orElseThrow().capabilities());
        var tooMuch =
                TestCatalog.listing(0x378, TestCatalog.SITE)
                        .declaring(Set.of(Model.Capability.VISION));
        var problem =
                assertThrows(
                        Problem.class, () -> catalog.addListing(tooMuch, Optional.empty(), PIA));
        assertEquals(Set.of("capabilities"), problem.fields().keySet());
        assertEquals(Set.of(Model.Modality.TEXT), TestCatalog.MODEL.inputs());
    }

    private void conflict(State to) {
        var problem = assertThrows(Problem.class, () -> catalog.move(LISTING.id(), to, PIA));
        assertEquals(ProblemType.CONFLICT, problem.type());
    }

    private void refused(String sql, Object... parameters) {
        assertThrows(
                DatabaseFailed.class,
                () -> persistence.database().sql(sql, parameters).update(),
                sql);
    }
}
