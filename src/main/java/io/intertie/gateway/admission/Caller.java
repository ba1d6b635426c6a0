package io.intertie.gateway.admission;

import io.intertie.access.ApiKey;
import io.intertie.access.RoutePolicy;
import io.intertie.access.SpendLimit;
import io.intertie.access.Subscription;
import io.intertie.catalog.Model;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Whose key it is, and what holds for its calls: `rates` are the key's, or else those that its
/// organisation gives each key; `together` is counted for all keys of the organisation. `isLogged`
/// says that the organisation has this key's calls kept; `subscriptions` are the organisation's
/// live ones, by model. All of it was true at `readAt`.
public record Caller(
        ApiKey key,
        List<SpendLimit> spendLimits,
        ApiKey.Rates rates,
        ApiKey.Rates together,
        RoutePolicy policy,
        boolean isLogged,
        Map<UUID, Subscription> subscriptions,
        Instant readAt) {
    public Caller {
        spendLimits = List.copyOf(spendLimits);
        subscriptions = Map.copyOf(subscriptions);
    }

    /// A caller without a subscription, whose calls nobody keeps.
    public Caller(
            ApiKey key,
            List<SpendLimit> spendLimits,
            ApiKey.Rates rates,
            ApiKey.Rates together,
            RoutePolicy policy) {
        this(key, spendLimits, rates, together, policy, false, Map.of(), Instant.EPOCH);
    }

    /// A key with what its organisation rules.
    static Caller of(ApiKey key, House house, Instant readAt) {
        var rules = house.rules();
        return new Caller(
                key,
                house.limits(),
                key.grant().rates().or(rules.eachKey()),
                rules.together(),
                key.grant().policy().and(rules.policy()),
                rules.logging().filter(one -> one.covers(key.id())).isPresent(),
                house.subscriptions(),
                readAt);
    }

    /// The organisation's subscription to a model.
    public Optional<Subscription> subscription(Model model) {
        return Optional.ofNullable(subscriptions.get(model.id()));
    }

    /// Whether nothing limits how often it calls.
    public boolean isUnmetered() {
        return rates.equals(ApiKey.Rates.NONE) && together.equals(ApiKey.Rates.NONE);
    }
}
