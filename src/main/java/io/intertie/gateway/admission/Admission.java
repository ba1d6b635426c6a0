package io.intertie.gateway.admission;

import io.intertie.access.ApiKey;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who may call what: the keys that the node knows, and the models of one moment.
///
/// A call is checked in two steps, [#identify] by its headers and [#admit] by its model; what comes
/// after them is counted ([Rates]).
public final class Admission {
    private final Instant takenAt;
    private final Refusals refusals;
    private final KnownKeys keys;
    private final Map<String, Model> models;

    /// The moment of a view.
    public record Origin(URI portal, Instant takenAt) {}

    public Admission(Origin origin, KnownKeys knownKeys, Collection<Model> allModels) {
        takenAt = origin.takenAt();
        refusals = new Refusals(origin.portal());
        keys = knownKeys;
        var byName = new HashMap<String, Model>();
        allModels.forEach(model -> byName.put(model.wireName(), model));
        models = Map.copyOf(byName);
    }

    /// What must be read before a refusal is final: something may have changed on another node just
    /// before the request came.
    public enum Doubt {
        /// Nothing: it is final.
        NONE,
        /// This node knows no such key; the database may.
        KEY,
        /// What the key and its organisation may do.
        RIGHTS,
        /// What there is in the market.
        MARKET
    }

    /// What the check of a key came to.
    public sealed interface Identity {
        record Known(Caller caller) implements Identity {}

        record Refused(Fault fault, Doubt doubt) implements Identity {}
    }

    /// What the check of a call came to.
    public sealed interface Outcome {
        record Passed(Admitted admitted) implements Outcome {}

        record Refused(Fault fault, Doubt doubt) implements Outcome {}
    }

    /// Whose key came with a request, and whether it may be used from there for that.
    public Identity identify(
            Heads heads, InetAddress from, ApiKey.Scope scope, Instant receivedAt) {
        var secret = Secrets.of(heads);
        if (secret.isEmpty()) {
            return new Identity.Refused(refusals.noKey(), Doubt.NONE);
        }
        var hash = Secrets.hash(secret.get());
        if (hash.isEmpty()) {
            return new Identity.Refused(refusals.badHeader(), Doubt.NONE);
        }
        // Found by the key's hash, so the time that it takes tells nothing of other keys.
        var opened = keys.find(hash.get(), receivedAt);
        if (opened.isEmpty()) {
            return new Identity.Refused(refusals.unknownKey(), doubt(hash.get(), receivedAt));
        }
        return identify(opened.get(), from, scope, receivedAt);
    }

    private Doubt doubt(Secrets.Hash unknown, Instant receivedAt) {
        return keys.isStranger(unknown, receivedAt) ? Doubt.NONE : Doubt.KEY;
    }

    private Identity identify(
            Opened opened, InetAddress from, ApiKey.Scope scope, Instant receivedAt) {
        if (!opened.isOpenAt(receivedAt)) {
            return new Identity.Refused(refusals.unknownKey(), Doubt.NONE);
        }
        var grant = opened.key().grant();
        var doubt = opened.readAt().isBefore(receivedAt) ? Doubt.RIGHTS : Doubt.NONE;
        if (!grant.allows(from)) {
            return new Identity.Refused(refusals.addressNotAllowed(from), doubt);
        }
        if (!grant.scopes().contains(scope)) {
            return new Identity.Refused(refusals.scopeNotAllowed(scope), doubt);
        }
        return keys.caller(opened)
                .<Identity>map(Identity.Known::new)
                .orElseGet(() -> new Identity.Refused(refusals.unknownKey(), Doubt.KEY));
    }

    /// Whether a caller may call the model; `receivedAt` is the request's.
    public Outcome admit(Caller caller, String modelName, Endpoint endpoint, Instant receivedAt) {
        var market = takenAt.isBefore(receivedAt) ? Doubt.MARKET : Doubt.NONE;
        var model = models.get(modelName);
        if (model == null) {
            return refused(refusals.modelNotFound(modelName), market);
        }
        if (model.kind() != kind(endpoint)) {
            return refused(refusals.wrongEndpoint(modelName, endpoint), market);
        }
        var rights = caller.readAt().isBefore(receivedAt) ? Doubt.RIGHTS : Doubt.NONE;
        if (!caller.key().grant().opens(model.id())) {
            return refused(refusals.modelNotAllowed(modelName), rights);
        }
        return caller.subscription(model)
                .<Outcome>map(live -> new Outcome.Passed(new Admitted(caller, live, model)))
                .orElseGet(() -> refused(refusals.notSubscribed(modelName), rights));
    }

    private static Model.Kind kind(Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT_COMPLETIONS -> Model.Kind.CHAT;
            case EMBEDDINGS -> Model.Kind.EMBEDDING;
        };
    }

    private static Outcome refused(Fault fault, Doubt doubt) {
        return new Outcome.Refused(fault.at(Optional.of("model")), doubt);
    }

    /// What a client is told whose call is above a limit.
    public Fault refusal(Rates.Exceeded exceeded) {
        return refusals.exceeded(exceeded);
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

    /// The model of a name.
    public Optional<Model> model(String wireName) {
        return Optional.ofNullable(models.get(wireName));
    }

    /// The models that there are, in the order of their names.
    public List<Model> models() {
        return models.values().stream().sorted(Comparator.comparing(Model::wireName)).toList();
    }
}
