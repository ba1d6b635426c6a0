package io.intertie.ledger;

import io.intertie.ledger.movement.GrantPromo;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Promo grants in memory: spent first to expire first, given back the other way round.
final class SimGrants {
    private static final Comparator<Grant> BY_EXPIRY =
            Comparator.comparing(Grant::expiresAt).thenComparing(Grant::ref);

    private final Map<String, Grant> all = new TreeMap<>();

    record Grant(
            String ref, Account wallet, long micro, long used, long expired, Instant expiresAt) {
        long left() {
            return micro - used - expired;
        }
    }

    void open(GrantPromo grant) {
        var currency = grant.amount().currency();
        var wallet = Account.of(AccountCode.BUYER_WALLET, grant.buyerId(), currency);
        var micro = grant.amount().micro();
        all.put(
                grant.externalRef(),
                new Grant(grant.externalRef(), wallet, micro, 0, 0, grant.expiresAt()));
    }

    void change(Grant grant, long used, long expired) {
        all.put(
                grant.ref(),
                new Grant(
                        grant.ref(),
                        grant.wallet(),
                        grant.micro(),
                        grant.used() + used,
                        grant.expired() + expired,
                        grant.expiresAt()));
    }

    private List<Grant> of(Account wallet, Comparator<Grant> order) {
        return all.values().stream()
                .filter(grant -> grant.wallet().equals(wallet))
                .sorted(order)
                .toList();
    }

    void use(Account wallet, long micro) {
        var missing = micro;
        for (var grant : of(wallet, BY_EXPIRY)) {
            var taken = Math.min(missing, grant.left());
            change(grant, taken, 0);
            missing -= taken;
        }
    }

    void giveBack(Account wallet, long micro) {
        var missing = micro;
        for (var grant : of(wallet, BY_EXPIRY.reversed())) {
            var given = Math.min(missing, grant.used());
            change(grant, -given, 0);
            missing -= given;
        }
    }

    List<Grant> expired(Instant now) {
        return all.values().stream()
                .filter(grant -> !grant.expiresAt().isAfter(now))
                .sorted(BY_EXPIRY)
                .toList();
    }

    /// What stands in a wallet by its grants.
    long left(Account wallet) {
        return of(wallet, BY_EXPIRY).stream().mapToLong(Grant::left).sum();
    }
}
