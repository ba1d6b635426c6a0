package io.intertie.billing;

import io.intertie.billing.AutoTopUps.Rule;
import io.intertie.identity.Actor;
import io.intertie.ledger.Wallet;
import io.intertie.ledger.Wallets;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Charges saved cards of wallets that run low.
///
/// After a failure it waits; after three in a row it stops until the buyer sets the rule again.
@ApplicationScoped
class AutoCharging {
    static final Duration PAUSE = Duration.ofMinutes(15);
    private static final int FAILURES_AT_MOST = 3;
    private static final Logger LOG = Logger.getLogger(AutoCharging.class.getName());
    private static final Actor JOB = Actor.market("auto-top-up");

    private final AutoTopUpStore rules;
    private final AutoTopUps autoTopUps;
    private final SavedCards cards;
    private final CardPaymentStore payments;
    private final CardSettling settling;
    private final Lows lows;

    @Inject
    AutoCharging(
            AutoTopUpStore rules,
            AutoTopUps autoTopUps,
            SavedCards cards,
            CardPaymentStore payments,
            CardSettling settling,
            Lows lows) {
        this.rules = rules;
        this.autoTopUps = autoTopUps;
        this.cards = cards;
        this.payments = payments;
        this.settling = settling;
        this.lows = lows;
    }

    /// What is available now, and what time it is.
    @ApplicationScoped
    static class Lows {
        private final Wallets wallets;
        private final Clock clock;

        @Inject
        Lows(Wallets wallets, Clock clock) {
            this.wallets = wallets;
            this.clock = clock;
        }

        Instant now() {
            return clock.instant();
        }

        boolean isLow(Rule rule) {
            return wallets.find(rule.organisationId(), rule.below().currency())
                    .map(Wallet::available)
                    .filter(available -> available.compareTo(rule.below()) >= 0)
                    .isEmpty();
        }
    }

    void run() {
        for (var rule : rules.enabled()) {
            try {
                if (lows.isLow(rule)) {
                    charge(rule);
                }
            } catch (Problem away) {
                // The processor cannot be reached: the payment stays open, and is asked about
                // again.
                LOG.log(Level.WARNING, "automatic top-up: {0}", away.detail());
            }
        }
    }

    private void charge(Rule rule) {
        var latest = rules.latest(rule, FAILURES_AT_MOST);
        if (latest.size() == FAILURES_AT_MOST
                && latest.stream().allMatch(AutoTopUpStore.Ended::isBad)) {
            var why = "It failed " + FAILURES_AT_MOST + " times in a row.";
            autoTopUps.switchOff(rule.organisationId(), rule.amount().currency(), why, JOB);
            return;
        }
        var hasJustFailed =
                latest.stream()
                        .findFirst()
                        .filter(AutoTopUpStore.Ended::isBad)
                        .filter(last -> last.startedAt().plus(PAUSE).isAfter(lows.now()))
                        .isPresent();
        if (!hasJustFailed) {
            begun(rule).ifPresent(payment -> settling.settle(payment.id(), JOB));
        }
    }

    private Optional<CardPayment> begun(Rule rule) {
        var currency = rule.amount().currency();
        var kept = cards.find(rule.organisationId(), currency);
        var now = lows.now();
        var isWithin = spent(rule, now).plus(rule.amount()).compareTo(rule.monthly()) <= 0;
        if (kept.isEmpty() || !isWithin) {
            return Optional.empty();
        }
        var id = UuidV7.at(now);
        var isSandbox = kept.get().processor() == CardPayment.Processor.SANDBOX;
        var asked =
                CardPayment.asked(
                                new CardPayment.Request(
                                        id,
                                        rule.organisationId(),
                                        kept.get().processor(),
                                        CardPayment.Purpose.AUTO,
                                        rule.amount()),
                                JOB.name(),
                                now)
                        .by(Set.of(isSandbox ? kept.get().card().methodRef() : "card"), false);
        // Not begun if another one of this wallet is under way: the database keeps it out. One
        // that another node has just ended has filled the wallet.
        return payments.beginIf(
                () -> lows.isLow(rule) && spent(rule, now).compareTo(rule.monthly()) <= 0,
                asked,
                "auto:" + id);
    }

    /// What this month's automatic payments come to.
    private Money spent(Rule rule, Instant now) {
        var month = now.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
        return payments.autoSince(
                rule.organisationId(), rule.amount().currency(), month.toInstant());
    }
}
