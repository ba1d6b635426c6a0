package io.intertie.metering;

import io.intertie.access.ApiKeys;
import io.intertie.access.SpendLimit;
import io.intertie.ledger.Wallets;
import io.intertie.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A limit that a request must keep, with the name of the counter that counts for it.
///
/// A counter's name says whose it is, in which currency, and from when on; of a session id only a
/// hash.
record Limited(SpendLimit.Scope scope, SpendLimit limit, String counter) {
    /// What a request must keep now; nothing for most.
    static List<Limited> of(Ceiling ceiling, Instant now) {
        var spender = ceiling.spender();
        if (spender.isFree()) {
            return List.of();
        }
        var all = new ArrayList<Limited>();
        spender.limits().whole().ifPresent(limit -> all.add(ofKey(spender.keyId(), limit, now)));
        spender.organisation()
                .ifPresent(limit -> all.add(ofOrganisation(ceiling.buyerId(), limit, now)));
        spender.limits()
                .perTask()
                .ifPresent(most -> all.add(ofTask(spender, ceiling.requestId(), most)));
        return all;
    }

    static Limited ofKey(UUID keyId, SpendLimit limit, Instant now) {
        return new Limited(SpendLimit.Scope.KEY, limit, "key/" + keyId + period(limit, now));
    }

    static Limited ofOrganisation(UUID organisationId, SpendLimit limit, Instant now) {
        return new Limited(
                SpendLimit.Scope.ORGANISATION,
                limit,
                "organisation/" + organisationId + period(limit, now));
    }

    /// A request without a session id is a task of its own.
    private static Limited ofTask(Spender spender, UUID requestId, Money most) {
        var task = spender.session().map(id -> hash(spender.keyId(), id));
        return new Limited(
                SpendLimit.Scope.TASK,
                new SpendLimit(most, SpendLimit.Reset.NEVER),
                "task/%s/%s/%s"
                        .formatted(
                                spender.keyId(),
                                most.currency(),
                                task.orElse("request:" + requestId)));
    }

    private static String hash(UUID keyId, String session) {
        return ApiKeys.hash(keyId + " " + session);
    }

    private static String period(SpendLimit limit, Instant now) {
        var first = limit.reset().periodOf(now).map(LocalDate::toString).orElse("ever");
        return "/%s/%s/%s".formatted(limit.most().currency(), limit.reset(), first);
    }

    Wallets.Cap cap() {
        return new Wallets.Cap(counter, limit.most());
    }

    /// The refusal of a request that costs up to `needed`.
    Reservation.LimitReached reached(Money spent, Money held, Money needed, Instant now) {
        return new Reservation.LimitReached(
                scope, limit, spent, held, needed, limit.reset().endAfter(now));
    }

    /// Whether the request is charged in the limit's currency; in another one it cannot be counted.
    boolean counts(Money needed) {
        return limit.most().currency().equals(needed.currency());
    }

    static Optional<Limited> uncountable(List<Limited> limits, Money needed) {
        for (var one : limits) {
            if (!one.counts(needed)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
