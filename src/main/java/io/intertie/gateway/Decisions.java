package io.intertie.gateway;

import io.intertie.choice.Choice;
import io.intertie.gateway.admission.Admission;
import io.intertie.gateway.admission.Admitted;
import io.intertie.gateway.routing.Conversations;
import io.intertie.gateway.routing.Named;
import io.intertie.gateway.routing.RoutePlan;
import io.intertie.gateway.routing.Router;
import io.intertie.gateway.wire.Fault;
import java.time.Clock;
import java.util.Optional;

/// May a request pass, and where to: decided from what is in memory alone.
final class Decisions {
    private final Ways ways;
    private final Clock clock;

    Decisions(Ways ways, Clock clock) {
        this.ways = ways;
        this.clock = clock;
    }

    /// What was decided. A refusal in doubt may be undone by reading on.
    sealed interface Decision {
        record Refused(Fault fault, Admission.Doubt doubt) implements Decision {}

        /// Nobody may serve it, and why nobody of all.
        record NoWay(Fault fault, Choice choice) implements Decision {}

        record Planned(Order order, Choice choice) implements Decision {}
    }

    /// @throws io.intertie.platform.http.Problem at the field of the body that is at fault
    Decision of(Request request, Snapshot snapshot) {
        var arrival = request.arrival();
        var at = arrival.receivedAt();
        var admission = snapshot.admission();
        return switch (admission.identify(arrival.heads(), arrival.from(), request.scope(), at)) {
            case Admission.Identity.Refused(var fault, var doubt) ->
                    new Decision.Refused(fault, doubt);
            case Admission.Identity.Known(var caller) -> {
                var asked = request.read().asked();
                var named = Named.of(asked.model());
                yield switch (admission.admit(caller, named.model(), asked.endpoint(), at)) {
                    case Admission.Outcome.Refused(var fault, var doubt) ->
                            new Decision.Refused(fault, doubt);
                    case Admission.Outcome.Passed(var buyer) ->
                            planned(request, snapshot.router(), buyer, named);
                };
            }
        };
    }

    private Decision planned(Request request, Router router, Admitted buyer, Named named) {
        var now = clock.instant();
        var key = conversation(request, router, buyer);
        var ask =
                Router.Ask.of(buyer.model(), buyer.subscription(), now)
                        .under(buyer.policy())
                        .wishing(named.wishes(request.read().asked().wishes()))
                        .after(key.flatMap(ways.conversations()::last));
        var plan = router.plan(ask, ways.breakers());
        var choice =
                new Choice(
                        request.arrival().requestId(),
                        buyer.key().organisationId(),
                        buyer.model().id(),
                        now,
                        plan.by(),
                        plan.considered(),
                        0);
        return switch (plan) {
            case RoutePlan.NoWay(var fault, _, _) -> new Decision.NoWay(fault, choice);
            case RoutePlan.Way(var candidates, _, _) ->
                    new Decision.Planned(new Order(request, buyer, key, candidates, now), choice);
        };
    }

    /// Where there is one offer only, nobody need remember who answered.
    private Optional<Conversations.Key> conversation(
            Request request, Router router, Admitted buyer) {
        return router.offers(buyer.model().id()).size() < 2
                ? Optional.empty()
                : ways.conversations()
                        .key(
                                buyer.key().organisationId(),
                                buyer.model().id(),
                                request.session(),
                                request.read().asked().json());
    }
}
