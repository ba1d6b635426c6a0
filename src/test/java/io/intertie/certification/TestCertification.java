package io.intertie.certification;

import io.intertie.audit.Trail;
import io.intertie.catalog.Catalog;
import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.persistence.Database;
import java.time.Clock;

/// Certification for tests of other rooms.
public final class TestCertification {
    private TestCertification() {}

    /// In a hurry, and allowed to call this machine.
    public static Certification on(Catalog catalog, Database database, Trail trail, Clock clock) {
        return new Certification(catalog, TestRuns.examiner(), database, trail, new Jobs(), clock);
    }

    public static Following following(Certification certification) {
        return new Following(certification, new Jobs());
    }
}
