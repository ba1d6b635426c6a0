package io.intertie.ledger;

import io.intertie.ledger.movement.ExpirePromo;
import io.intertie.money.Check;
import io.intertie.money.Money;
import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/// Takes back what buyers did not spend of their promo credit in time (E9).
@ApplicationScoped
class PromoExpiry {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Database database;
    private final Journal journal;
    private final WalletStore wallets;
    private final PromoStore promos;
    private final Clock clock;

    @Inject
    PromoExpiry(
            Database database,
            Journal journal,
            WalletStore wallets,
            PromoStore promos,
            Clock clock) {
        this.database = database;
        this.journal = journal;
        this.wallets = wallets;
        this.promos = promos;
        this.clock = clock;
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        jobs.every("promo expiry", PAUSE, this::expire);
    }

    /// Ends grants past their time. What stands behind a hold stays until the hold has ended.
    void expire() {
        promos.expired(clock.instant()).forEach(this::expire);
    }

    private void expire(PromoStore.Grant found) {
        database.transaction(() -> {
            var currency = found.amount().currency();
            // The wallet first, as a charge does; then nobody uses the grant meanwhile.
            var wallet = wallets.lock(found.organisationId(), currency).orElseThrow().wallet();
            var grant = promos.find(found.ref()).orElseThrow();
            var micro = Math.min(grant.left(), wallet.available().micro());
            if (micro > 0) {
                promos.expire(grant, micro);
                var outcome =
                        journal.book(
                                journal.entry(
                                        new ExpirePromo(
                                                grant.ref() + ":" + grant.expired(),
                                                grant.organisationId(),
                                                new Money(currency, micro),
                                                Map.of("grant", grant.ref()))));
                Check.that(outcome instanceof Journal.Outcome.Booked, "%s", outcome);
            }
        });
    }
}
