package io.intertie.metering;

import io.intertie.access.ApiKey;
import io.intertie.access.OrganisationLimits;
import io.intertie.access.SpendLimit;
import io.intertie.ledger.Wallets;
import io.intertie.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What was spent of limits in the period that runs now.
@ApplicationScoped
public class Spending {
    private final Wallets wallets;
    private final OrganisationLimits organisationLimits;
    private final Clock clock;

    @Inject
    Spending(Wallets wallets, OrganisationLimits organisationLimits, Clock clock) {
        this.wallets = wallets;
        this.organisationLimits = organisationLimits;
        this.clock = clock;
    }

    /// A limit with what was charged since it counts, and what is held for calls under way.
    public record Spent(SpendLimit limit, Money spent, Money held, Optional<Instant> resetsAt) {
        /// What may still be spent; nothing where a limit was lowered below what was spent.
        public Money remaining() {
            var left = limit.most().minus(spent).minus(held);
            return left.isNegative() ? Money.zero(left.currency()) : left;
        }
    }

    /// By key id, of those that have a limit in all.
    public Map<UUID, Spent> ofKeys(List<ApiKey> keys) {
        var now = clock.instant();
        var limits = new HashMap<UUID, Limited>();
        for (var key : keys) {
            key.limits()
                    .whole()
                    .ifPresent(limit -> limits.put(key.id(), Limited.ofKey(key.id(), limit, now)));
        }
        var counted = counted(limits.values().stream().toList());
        var spent = new HashMap<UUID, Spent>();
        limits.forEach((id, limited) -> spent.put(id, spent(limited, counted, now)));
        return spent;
    }

    /// An organisation's limits, one for each currency at most.
    public List<Spent> ofOrganisation(UUID organisationId) {
        var now = clock.instant();
        var limits =
                organisationLimits.of(organisationId).stream()
                        .map(limit -> Limited.ofOrganisation(organisationId, limit, now))
                        .toList();
        var counted = counted(limits);
        return limits.stream().map(limited -> spent(limited, counted, now)).toList();
    }

    private Map<String, Wallets.Counted> counted(List<Limited> limits) {
        return wallets.counted(limits.stream().map(Limited::counter).toList());
    }

    private static Spent spent(Limited limited, Map<String, Wallets.Counted> counted, Instant now) {
        var currency = limited.limit().most().currency();
        var found = counted.getOrDefault(limited.counter(), Wallets.Counted.NOTHING);
        return new Spent(
                limited.limit(),
                new Money(currency, found.spent()),
                new Money(currency, found.held()),
                limited.limit().reset().endAfter(now));
    }
}
