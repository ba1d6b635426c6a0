package io.intertie.gateway.admission;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeys;
import io.intertie.access.SpendLimit;
import io.intertie.access.Subscription;
import io.intertie.catalog.Model;
import io.intertie.gateway.wire.Endpoint;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Heads;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Who may call what, at one moment: an immutable view of keys, models and subscriptions.
///
/// A call is checked in two steps, [#identify] by its headers and [#admit] by its model; what comes
/// after them is counted ([Rates]).
public final class Admission {
    private final Instant takenAt;
    private final Strangers strangers;
    private final Refusals refusals;
    private final Map<Secrets.Hash, Opened> keys;
    private final Map<String, Model> models;
    private final Map<Seat, Subscription> subscriptions;
    private final Set<UUID> revoked;

    private record Seat(UUID organisationId, UUID modelId) {}

    /// What a secret opens, and until when if it was replaced.
    private record Opened(Caller caller, Optional<Instant> until) {
        boolean isOpenAt(Instant at) {
            return until.map(at::isBefore).orElse(true) && caller.key().isUsableAt(at);
        }
    }

    /// The moment of a view, and what is known beside it.
    public record Origin(URI portal, Instant takenAt, Strangers strangers) {}

    public Admission(
            Origin origin,
            Collection<ApiKeys.Hashed> usableKeys,
            Collection<Model> allModels,
            Collection<Subscription> liveSubscriptions) {
        takenAt = origin.takenAt();
        strangers = origin.strangers();
        refusals = new Refusals(origin.portal());
        var byHash = HashMap.<Secrets.Hash, Opened>newHashMap(usableKeys.size());
        usableKeys.forEach(hashed -> {
            var limits = hashed.organisationLimits();
            var caller = Caller.of(hashed.key(), limits, hashed.rules());
            byHash.put(Secrets.Hash.ofHex(hashed.sha256()), new Opened(caller, hashed.until()));
        });
        keys = byHash;
        var byName = new HashMap<String, Model>();
        allModels.forEach(model -> byName.put(model.wireName(), model));
        models = Map.copyOf(byName);
        var bySeat = HashMap.<Seat, Subscription>newHashMap(liveSubscriptions.size());
        liveSubscriptions.forEach(
                live -> bySeat.put(new Seat(live.organisationId(), live.modelId()), live));
        subscriptions = bySeat;
        revoked = Set.of();
    }

    private Admission(Admission other, Set<UUID> revoked) {
        this.takenAt = other.takenAt;
        this.strangers = other.strangers;
        this.refusals = other.refusals;
        this.keys = other.keys;
        this.models = other.models;
        this.subscriptions = other.subscriptions;
        this.revoked = Set.copyOf(revoked);
    }

    /// The same without some keys, which were revoked after it was taken.
    public Admission without(Collection<UUID> keyIds) {
        var all = new HashSet<>(revoked);
        all.addAll(keyIds);
        return new Admission(this, all);
    }

    /// What the check of a key came to. A refusal that is not final may be undone by a newer view:
    /// something may have changed on another node just before the request came.
    public sealed interface Identity {
        record Known(Caller caller) implements Identity {}

        record Refused(Fault fault, boolean isFinal) implements Identity {}
    }

    /// What the check of a call came to.
    public sealed interface Outcome {
        record Passed(Admitted admitted) implements Outcome {}

        record Refused(Fault fault, boolean isFinal) implements Outcome {}
    }

    /// Whose key came with a request, and whether it may be used from there for that.
    public Identity identify(
            Heads heads, InetAddress from, ApiKey.Scope scope, Instant receivedAt) {
        var secret = Secrets.of(heads);
        if (secret.isEmpty()) {
            return new Identity.Refused(refusals.noKey(), true);
        }
        var hash = Secrets.hash(secret.get());
        if (hash.isEmpty()) {
            return new Identity.Refused(refusals.badHeader(), true);
        }
        // Found by the key's hash, so the time that it takes tells nothing of other keys.
        var opened = keys.get(hash.get());
        if (opened == null) {
            return new Identity.Refused(refusals.unknownKey(), isStranger(hash.get(), receivedAt));
        }
        var key = opened.caller.key();
        if (!opened.isOpenAt(receivedAt) || revoked.contains(key.id())) {
            return new Identity.Refused(refusals.unknownKey(), true);
        }
        if (!key.grant().allows(from)) {
            return new Identity.Refused(refusals.addressNotAllowed(from), isFinalFor(receivedAt));
        }
        if (!key.grant().scopes().contains(scope)) {
            return new Identity.Refused(refusals.scopeNotAllowed(scope), isFinalFor(receivedAt));
        }
        return new Identity.Known(opened.caller);
    }

    /// What was unknown to a view that is newer than the request that asked is a stranger.
    private boolean isStranger(Secrets.Hash hash, Instant receivedAt) {
        if (isFinalFor(receivedAt)) {
            strangers.remember(hash, receivedAt);
            return true;
        }
        return strangers.isKnown(hash, receivedAt);
    }

    private boolean isFinalFor(Instant receivedAt) {
        return !takenAt.isBefore(receivedAt);
    }

    /// Whether a caller may call the model; `receivedAt` is the request's.
    public Outcome admit(Caller caller, String modelName, Endpoint endpoint, Instant receivedAt) {
        var model = models.get(modelName);
        if (model == null) {
            return refused(refusals.modelNotFound(modelName), receivedAt);
        }
        if (model.kind() != kind(endpoint)) {
            return refused(refusals.wrongEndpoint(modelName, endpoint), receivedAt);
        }
        var key = caller.key();
        if (!key.grant().opens(model.id())) {
            return refused(refusals.modelNotAllowed(modelName), receivedAt);
        }
        var subscription = subscriptions.get(new Seat(key.organisationId(), model.id()));
        if (subscription == null) {
            return refused(refusals.notSubscribed(modelName), receivedAt);
        }
        return new Outcome.Passed(new Admitted(caller, subscription, model));
    }

    private static Model.Kind kind(Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT_COMPLETIONS -> Model.Kind.CHAT;
            case EMBEDDINGS -> Model.Kind.EMBEDDING;
        };
    }

    private Outcome refused(Fault fault, Instant receivedAt) {
        return new Outcome.Refused(fault.at(Optional.of("model")), isFinalFor(receivedAt));
    }

    /// What a client is told whose call is above a limit.
    public Fault refusal(Rates.Exceeded exceeded) {
        return refusals.exceeded(exceeded);
    }

    /// A key's organisation's subscription to a model.
    public Optional<Subscription> subscription(ApiKey key, Model model) {
        return Optional.ofNullable(subscriptions.get(new Seat(key.organisationId(), model.id())));
    }

    /// The limit of an organisation that counts in a subscription's currency.
    static Optional<SpendLimit> limit(List<SpendLimit> limits, Subscription subscription) {
        for (var limit : limits) {
            if (limit.most().currency().equals(subscription.currency())) {
                return Optional.of(limit);
            }
        }
        return Optional.empty();
    }

    /// The models that there are, in the order of their names.
    public List<Model> models() {
        return models.values().stream().sorted(Comparator.comparing(Model::wireName)).toList();
    }
}
