package io.intertie.gateway.admission;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeys;
import io.intertie.access.SpendLimit;
import io.intertie.access.Subscription;
import io.intertie.catalog.Model;
import io.intertie.gateway.wire.Endpoint;
import io.intertie.gateway.wire.Fault;
import io.intertie.platform.http.ProblemType;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Who may call what, at one moment: an immutable view of keys, models and subscriptions.
public final class Admission {
    private static final String BEARER = "Bearer ";

    private final URI portal;
    private final Map<String, ApiKey> keys;
    private final Map<String, Model> models;
    private final Map<Seat, Subscription> subscriptions;

    private final Map<UUID, List<SpendLimit>> limits;

    private record Seat(UUID organisationId, UUID modelId) {}

    public Admission(
            URI portal,
            Collection<ApiKeys.Hashed> usableKeys,
            Collection<Model> allModels,
            Collection<Subscription> liveSubscriptions) {
        this.portal = portal;
        var byHash = new HashMap<String, ApiKey>();
        var byOrganisation = new HashMap<UUID, List<SpendLimit>>();
        usableKeys.forEach(hashed -> {
            byHash.put(hashed.sha256(), hashed.key());
            byOrganisation.put(hashed.key().organisationId(), hashed.organisationLimits());
        });
        limits = Map.copyOf(byOrganisation);
        keys = Map.copyOf(byHash);
        var byName = new HashMap<String, Model>();
        allModels.forEach(model -> byName.put(model.wireName(), model));
        models = Map.copyOf(byName);
        var bySeat = new HashMap<Seat, Subscription>();
        liveSubscriptions.forEach(
                live -> bySeat.put(new Seat(live.organisationId(), live.modelId()), live));
        subscriptions = Map.copyOf(bySeat);
    }

    /// What the check of a key came to.
    public sealed interface Identity {
        record Known(ApiKey key) implements Identity {}

        record Refused(Fault fault) implements Identity {}
    }

    /// What the check of a call came to.
    public sealed interface Outcome {
        record Passed(Admitted admitted) implements Outcome {}

        record Refused(Fault fault) implements Outcome {}
    }

    /// Whose key it is that came with a request.
    public Identity identify(Optional<String> authorization, Instant now) {
        if (authorization.isEmpty()) {
            return refusedKey(
                    "No API key came with the request: send 'Authorization: Bearer sk-…'.");
        }
        var value = authorization.get();
        if (!value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return refusedKey("The Authorization header must be 'Bearer' and an API key.");
        }
        // Found by the key's hash, so the time that it takes tells nothing of other keys.
        var key = keys.get(ApiKeys.hash(value.substring(BEARER.length()).strip()));
        if (key == null || !key.isUsableAt(now)) {
            return refusedKey("The API key is not valid: unknown, expired or revoked.");
        }
        return new Identity.Known(key);
    }

    private Identity refusedKey(String what) {
        return new Identity.Refused(
                new Fault(
                        ProblemType.UNAUTHENTICATED,
                        "invalid_api_key",
                        what
                                + " Nothing was charged. Keys are made at "
                                + page("/app/keys")
                                + "."));
    }

    /// Whether the key's organisation may call the model.
    public Outcome admit(ApiKey key, String modelName, Endpoint endpoint) {
        var model = models.get(modelName);
        if (model == null) {
            return refused(
                    ProblemType.MODEL_NOT_FOUND,
                    "model_not_found",
                    "There is no model '%s'. Nothing was charged. GET /v1/models lists them."
                            .formatted(shortened(modelName)));
        }
        var kind =
                switch (endpoint) {
                    case CHAT_COMPLETIONS -> Model.Kind.CHAT;
                    case EMBEDDINGS -> Model.Kind.EMBEDDING;
                };
        if (model.kind() != kind) {
            return refused(
                    ProblemType.INVALID_REQUEST,
                    "wrong_endpoint",
                    "'%s' does not answer /v1/%s. Nothing was charged."
                            .formatted(modelName, endpoint.path()));
        }
        var subscription = subscriptions.get(new Seat(key.organisationId(), model.id()));
        if (subscription == null) {
            return refused(
                    ProblemType.FORBIDDEN,
                    "not_subscribed",
                    ("Your organisation has no subscription to '%s'. Nothing was charged. Subscribe"
                                    + " at %s.")
                            .formatted(modelName, page("/models/" + modelName)));
        }
        return new Outcome.Passed(
                new Admitted(key, subscription, model, limit(key.organisationId(), subscription)));
    }

    /// A key's organisation's subscription to a model.
    public Optional<Subscription> subscription(ApiKey key, Model model) {
        return Optional.ofNullable(subscriptions.get(new Seat(key.organisationId(), model.id())));
    }

    private Optional<SpendLimit> limit(UUID organisationId, Subscription subscription) {
        return limits.getOrDefault(organisationId, List.of()).stream()
                .filter(limit -> limit.most().currency().equals(subscription.currency()))
                .findFirst();
    }

    private static Outcome refused(ProblemType type, String code, String message) {
        return new Outcome.Refused(new Fault(type, code, message).at(Optional.of("model")));
    }

    private String page(String path) {
        return portal.resolve(path).toString();
    }

    private static String shortened(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "…";
    }

    /// The models that there are, in the order of their names.
    public List<Model> models() {
        return models.values().stream()
                .sorted(java.util.Comparator.comparing(Model::wireName))
                .toList();
    }
}
