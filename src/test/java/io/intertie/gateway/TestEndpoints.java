package io.intertie.gateway;

import io.intertie.access.Subscription;
import io.intertie.catalog.Model;
import io.intertie.gateway.admission.Admission;
import io.intertie.gateway.admission.Strangers;
import io.intertie.gateway.routing.Offer;
import io.intertie.gateway.routing.Router;
import java.net.URI;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/// Endpoints of models for tests of sub-rooms, without a database.
public final class TestEndpoints {
    private TestEndpoints() {}

    /// A market without a model.
    public static ModelEndpoints none(Clock clock) {
        return of(List.of(), List.of(), List.of(), clock);
    }

    public static ModelEndpoints of(
            List<Model> models,
            List<Offer> offers,
            Collection<Subscription> subscriptions,
            Clock clock) {
        var snapshots =
                new Snapshots(
                        () -> {
                            var origin =
                                    new Admission.Origin(
                                            URI.create("http://localhost:9"),
                                            clock.instant(),
                                            new Strangers());
                            var admission = new Admission(origin, List.of(), models, subscriptions);
                            return new Snapshot(admission, new Router(offers), clock.instant());
                        },
                        clock);
        snapshots.refresh();
        return new ModelEndpoints(snapshots, clock);
    }
}
