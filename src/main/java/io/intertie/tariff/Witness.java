package io.intertie.tariff;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/// Sees to it that only a site's own people act, that the trail tells it, and that others hear.
@ApplicationScoped
class Witness {
    private final Acts acts;
    private final Consumer<Record> events;

    /// The audit trail, as far as this room writes it.
    interface Acts {
        void record(Actor actor, String action, String subject, Map<String, String> detail);
    }

    @Inject
    Witness(Trail trail, Outbox outbox) {
        this(trail::record, outbox::publish);
    }

    Witness(Acts acts, Consumer<Record> events) {
        this.acts = acts;
        this.events = events;
    }

    /// @throws Problem if the actor is neither of the provider nor of the market's operator
    void mustBeOf(UUID providerId, Actor actor) {
        var of = actor.organisationId();
        if (!of.equals(providerId) && !of.equals(Actor.OPERATOR)) {
            throw new Problem(
                    ProblemType.FORBIDDEN,
                    Wording.of("tariff.site", "This site is another provider's."));
        }
    }

    void tell(Actor actor, String action, UUID subject, Map<String, String> detail) {
        acts.record(actor, action, subject.toString(), detail);
    }

    void publish(Record event) {
        events.accept(event);
    }
}
