package io.intertie.gateway;

import io.intertie.catalog.Model;
import io.intertie.gateway.admission.Admission;
import io.intertie.gateway.admission.KnownKeys.Reading;
import io.intertie.gateway.routing.Offer;
import io.intertie.gateway.routing.Router;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/// Endpoints of models for tests of sub-rooms, without a database.
public final class TestEndpoints {
    private TestEndpoints() {}

    /// A market without a model.
    public static ModelEndpoints none(Clock clock) {
        return of(List.of(), List.of(), clock);
    }

    public static ModelEndpoints of(List<Model> models, List<Offer> offers, Clock clock) {
        var callers = new Callers(_ -> new Reading(List.of(), List.of()), clock::instant, clock);
        var snapshots =
                new Snapshots(
                        () -> {
                            var portal = URI.create("http://localhost:9");
                            var origin = new Admission.Origin(portal, clock.instant());
                            var admission = new Admission(origin, callers.known(), models);
                            return new Snapshot(admission, new Router(offers), clock.instant());
                        },
                        callers,
                        clock);
        snapshots.refresh();
        return new ModelEndpoints(snapshots, clock);
    }
}
