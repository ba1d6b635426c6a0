package io.intertie.access;

import io.intertie.identity.Actor;
import java.util.List;
import java.util.UUID;

/// Which models an organisation may call.
public interface Subscriptions {
    /// Subscribes; an existing live subscription to the model is returned as it is.
    Subscription start(Subscription subscription, Actor actor);

    Subscription end(UUID subscriptionId, UUID organisationId, Actor actor);

    List<Subscription> of(UUID organisationId);

    /// All live subscriptions: for the snapshot.
    List<Subscription> live();
}
