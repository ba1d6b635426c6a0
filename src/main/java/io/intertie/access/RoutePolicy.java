package io.intertie.access;

import io.intertie.catalog.Listing;
import io.intertie.money.Check;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Where a buyer's data may go, and what may be done with it there.
///
/// `countries` are those of the data centres that may serve, ISO 3166 alpha-2; empty means any. An
/// organisation, a key and a subscription can have one each: a call keeps them all ([#and]).
public record RoutePolicy(
        Optional<Set<String>> countries,
        Set<String> excluded,
        boolean deniesTraining,
        boolean deniesRetention) {
    /// What allows everything.
    public static final RoutePolicy ANY = new RoutePolicy(Optional.empty(), Set.of(), false, false);

    /// Why a listing must not serve.
    public enum Reason {
        COUNTRY_NOT_ALLOWED,
        COUNTRY_EXCLUDED,
        PROVIDER_TRAINS,
        PROVIDER_RETAINS;

        /// As a client is told: `country_not_allowed`.
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public RoutePolicy {
        countries = countries.map(Set::copyOf);
        excluded = Set.copyOf(excluded);
        for (var country : countries.orElse(Set.of())) {
            Check.that(country.matches("[A-Z]{2}"), "country %s", country);
        }
        for (var country : excluded) {
            Check.that(country.matches("[A-Z]{2}"), "country %s", country);
        }
    }

    /// What keeps both: fewer places, and whatever either of them denies.
    public RoutePolicy and(RoutePolicy other) {
        if (equals(ANY)) {
            return other;
        }
        if (other.equals(ANY)) {
            return this;
        }
        var both = new HashSet<>(countries.or(other::countries).orElse(Set.of()));
        other.countries.ifPresent(both::retainAll);
        var neither = new HashSet<>(excluded);
        neither.addAll(other.excluded);
        return new RoutePolicy(
                countries.or(other::countries).map(any -> both),
                neither,
                deniesTraining || other.deniesTraining,
                deniesRetention || other.deniesRetention);
    }

    /// Why a listing in a country must not serve; empty where it may.
    public Optional<Reason> against(String country, Listing.DataPolicy kept) {
        if (countries.isPresent() && !countries.get().contains(country)) {
            return Optional.of(Reason.COUNTRY_NOT_ALLOWED);
        }
        if (excluded.contains(country)) {
            return Optional.of(Reason.COUNTRY_EXCLUDED);
        }
        if (deniesTraining && kept.trainsOnPrompts()) {
            return Optional.of(Reason.PROVIDER_TRAINS);
        }
        if (deniesRetention && kept.retentionDays() > 0) {
            return Optional.of(Reason.PROVIDER_RETAINS);
        }
        return Optional.empty();
    }
}
