package io.intertie.api;

import static io.intertie.catalog.TestCatalog.LISTING;
import static io.intertie.identity.TestParties.ADA;
import static io.intertie.identity.TestParties.AVA;
import static io.intertie.identity.TestParties.BEA;
import static io.intertie.identity.TestParties.PAT;
import static io.intertie.identity.TestParties.PIA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.audit.TestTrail;
import io.intertie.catalog.Catalog;
import io.intertie.catalog.TestCatalog;
import io.intertie.certification.Certification;
import io.intertie.certification.TestCertification;
import io.intertie.identity.Actor;
import io.intertie.identity.TestParties;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.persistence.TestPersistence;
import io.intertie.quality.Quality;
import io.intertie.quality.Sample;
import io.intertie.quality.TestQuality;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// What one provider never sees of another's listings.
class ListingTenantsTest {
    private static final String ID = LISTING.id().toString();

    private final TestPersistence persistence = TestCatalog.persistenceWith();
    private final TestClock clock = new TestClock();
    private final Catalog catalog = TestCatalog.on(persistence, clock);
    private final Certification certification =
            TestCertification.on(
                    catalog,
                    persistence.database(),
                    TestTrail.on(persistence.database(), clock),
                    clock);
    private final Quality quality = TestQuality.on(persistence.database(), clock);

    @BeforeEach
    void stock() {
        TestParties.register(persistence.database());
        TestCatalog.stock(catalog);
    }

    private CertificationsResource certifications(Actor actor) {
        return new CertificationsResource(
                catalog, certification, TestCertification.following(certification), caller(actor));
    }

    private QualityResource quality(Caller caller) {
        return new QualityResource(catalog, quality, caller);
    }

    private static Caller caller(Actor actor) {
        var caller = new Caller();
        caller.become(actor);
        return caller;
    }

    @Test
    void aRunIsItsProvidersAndTheMarketsToSee() {
        var run = certifications(PIA).start(ID);
        for (Actor entitled : List.of(PIA, ADA, AVA)) {
            assertEquals(run.id(), certifications(entitled).run(ID, run.id()).id());
            assertEquals(1, certifications(entitled).runs(ID).data().size());
        }
        for (Actor stranger : List.of(PAT, BEA)) {
            var theirs = certifications(stranger);
            notFound(() -> theirs.run(ID, run.id()));
            notFound(() -> theirs.runs(ID));
            notFound(() -> theirs.start(ID));
            notFound(() -> theirs.cancel(ID, run.id()));
        }
        notFound(() -> certifications(AVA).cancel(ID, run.id()));
        var other = TestCatalog.OTHER_LISTING.id().toString();
        notFound(() -> certifications(PAT).run(other, run.id()));
        certifications(PIA).cancel(ID, run.id());
    }

    @Test
    void qualityIsPublicOnceAListingIsLive() {
        quality.record(Sample.unanswered(LISTING.id(), Sample.Outcome.FAILED));
        TestQuality.flush(quality);
        assertEquals(1, quality(caller(PIA)).measured(ID, "5m").counted());
        notFound(() -> quality(caller(PAT)).measured(ID, "1d"));
        notFound(() -> quality(new Caller()).measured(ID, "1d"));
        TestCatalog.goLive(catalog, persistence.database(), LISTING.id(), PIA);
        var seen = quality(new Caller()).measured(ID, "1d");
        assertEquals(1, seen.calls());
        assertEquals("0.0000", seen.uptime().orElseThrow().toPlainString());
        assertTrue(seen.firstTokenMillis().isEmpty(), "no call was answered");
        assertTrue(seen.jitter().isEmpty());
        var problem = assertThrows(Problem.class, () -> quality(new Caller()).measured(ID, "1y"));
        assertEquals(ProblemType.UNPROCESSABLE, problem.type());
    }

    private static void notFound(Executable act) {
        assertEquals(ProblemType.NOT_FOUND, assertThrows(Problem.class, act).type());
    }
}
