package io.intertie.access;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The columns of a policy, in whichever table it stands.
@Embeddable
class RoutePolicyRow {
    @Column(name = "policy_countries")
    private String @Nullable [] countries;

    @Column(name = "policy_excluded")
    private String[] excluded;

    @Column(name = "denies_training")
    private boolean deniesTraining;

    @Column(name = "denies_retention")
    private boolean deniesRetention;

    RoutePolicyRow() {}

    RoutePolicyRow(RoutePolicy policy) {
        this.countries = policy.countries().map(RoutePolicyRow::sorted).orElse(null);
        this.excluded = sorted(policy.excluded());
        this.deniesTraining = policy.deniesTraining();
        this.deniesRetention = policy.deniesRetention();
    }

    private static String[] sorted(Set<String> all) {
        return all.stream().sorted().toArray(String[]::new);
    }

    RoutePolicy value() {
        return new RoutePolicy(
                Optional.ofNullable(countries).map(all -> Set.copyOf(Arrays.asList(all))),
                Set.copyOf(Arrays.asList(excluded)),
                deniesTraining,
                deniesRetention);
    }
}
