package io.intertie.gateway.admission;

import io.intertie.access.ApiKey;
import io.intertie.access.OrganisationLimits;
import io.intertie.access.RoutePolicy;
import io.intertie.access.SpendLimit;
import java.util.List;

/// Whose key it is, and what holds for its calls: `rates` are the key's, or else those that its
/// organisation gives each key; `together` is counted for all keys of the organisation. `isLogged`
/// says that the organisation has this key's calls kept.
public record Caller(
        ApiKey key,
        List<SpendLimit> spendLimits,
        ApiKey.Rates rates,
        ApiKey.Rates together,
        RoutePolicy policy,
        boolean isLogged) {
    public Caller {
        spendLimits = List.copyOf(spendLimits);
    }

    /// A caller whose calls nobody keeps.
    public Caller(
            ApiKey key,
            List<SpendLimit> spendLimits,
            ApiKey.Rates rates,
            ApiKey.Rates together,
            RoutePolicy policy) {
        this(key, spendLimits, rates, together, policy, false);
    }

    /// A key with what its organisation rules.
    static Caller of(ApiKey key, List<SpendLimit> limits, OrganisationLimits.Rules rules) {
        return new Caller(
                key,
                limits,
                key.grant().rates().or(rules.eachKey()),
                rules.together(),
                key.grant().policy().and(rules.policy()),
                rules.logging().filter(one -> one.covers(key.id())).isPresent());
    }

    /// Whether nothing limits how often it calls.
    public boolean isUnmetered() {
        return rates.equals(ApiKey.Rates.NONE) && together.equals(ApiKey.Rates.NONE);
    }
}
