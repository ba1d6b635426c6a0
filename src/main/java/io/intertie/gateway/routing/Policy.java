package io.intertie.gateway.routing;

import io.intertie.choice.Verdict;
import java.util.Optional;
import java.util.Set;

/// Where a buyer's data may go and what may be done with it there; no wish opens what it closes.
///
/// `countries` are those of data centres that may serve; empty means any, and an empty set none.
public record Policy(
        Optional<Set<String>> countries,
        Set<String> excludedCountries,
        boolean trainingDenied,
        boolean retentionDenied) {
    /// What allows everything.
    public static final Policy ANY = new Policy(Optional.empty(), Set.of(), false, false);

    public Policy {
        countries = countries.map(Set::copyOf);
        excludedCountries = Set.copyOf(excludedCountries);
    }

    /// Why an offer must not serve, if so.
    Optional<Verdict> against(Offer offer) {
        var country = offer.dataCenter().country();
        if (excludedCountries.contains(country)
                || (countries.isPresent() && !countries.get().contains(country))) {
            return Optional.of(Verdict.POLICY_COUNTRY);
        }
        var data = offer.listing().dataPolicy();
        return (trainingDenied && data.trainsOnPrompts())
                        || (retentionDenied && data.retentionDays() > 0)
                ? Optional.of(Verdict.POLICY_DATA)
                : Optional.empty();
    }
}
