package io.intertie.billing;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.http.Faults;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// When a wallet runs low, a card that the buyer has left is charged.
///
/// **Always true** one automatic payment of a wallet at a time, and never more in a calendar month
/// (UTC) than the buyer allowed (`AutoTopUpsTest`, `AutoTopUpRaceTest`).
@ApplicationScoped
public class AutoTopUps {
    private final Database database;
    private final AutoTopUpStore rules;
    private final SavedCards cards;
    private final Processors processors;
    private final Trail trail;
    private final Clock clock;

    @Inject
    AutoTopUps(
            Database database,
            AutoTopUpStore rules,
            SavedCards cards,
            Processors processors,
            Trail trail,
            Clock clock) {
        this.database = database;
        this.rules = rules;
        this.cards = cards;
        this.processors = processors;
        this.trail = trail;
        this.clock = clock;
    }

    /// Below `below`, `amount` is charged, at most `monthly` in a month.
    public record Rule(
            UUID organisationId,
            boolean enabled,
            Money below,
            Money amount,
            Money monthly,
            Instant changedAt) {}

    /// The card that is charged; a simulated one moves no money.
    public record Card(String label, boolean isSimulated) {}

    public Optional<Rule> find(UUID organisationId, Currency currency) {
        return rules.find(organisationId, currency);
    }

    /// The card that would be charged: the one that the buyer left, or the sandbox's.
    public Optional<Card> card(UUID organisationId, Currency currency) {
        var kept =
                cards.find(organisationId, currency).filter(one -> processors.has(one.processor()));
        if (kept.isEmpty() && processors.has(CardPayment.Processor.SANDBOX)) {
            return Optional.of(new Card(SandboxProcessor.CARD.label(), true));
        }
        return kept.map(one ->
                new Card(one.card().label(), one.processor() == CardPayment.Processor.SANDBOX));
    }

    /// Says when to top up, by how much and how often.
    ///
    /// @throws Problem naming each field at fault, or if no card was left
    public Rule set(UUID organisationId, Money below, Money amount, Money monthly, Actor actor) {
        mustBeTheirs(organisationId, actor);
        TopUps.refuseUnlessPayable(amount);
        new Faults()
                .when(
                        !below.isPositive(),
                        "below",
                        Wording.of("wallet.threshold", "The threshold is above zero."))
                .when(
                        !below.equals(below.wholeMinor()) || below.compareTo(amount) > 0,
                        "below",
                        Wording.of(
                                "topup.threshold",
                                "The threshold is at most the amount, in whole minor units."))
                .when(
                        monthly.compareTo(amount) < 0,
                        "monthly",
                        Wording.of("topup.monthly", "The monthly limit is at least one top-up."))
                .refuse();
        var currency = amount.currency();
        var now = clock.instant();
        var rule = new Rule(organisationId, true, below, amount, monthly, now);
        database.transaction(() -> {
            if (cards.find(organisationId, currency).isEmpty()) {
                leaveTheSandboxCard(organisationId, currency, now);
            }
            rules.write(rule, actor.name(), now);
            trail.record(
                    actor,
                    "auto-top-up.set",
                    organisationId.toString(),
                    Map.of(
                            "below", below.major().toPlainString(),
                            "amount", amount.major().toPlainString(),
                            "monthly", monthly.major().toPlainString(),
                            "currency", currency.code()));
        });
        return rule;
    }

    private void leaveTheSandboxCard(UUID organisationId, Currency currency, Instant at) {
        if (!processors.has(CardPayment.Processor.SANDBOX)) {
            throw new Problem(
                    ProblemType.CONFLICT,
                    Wording.of(
                            "topup.card",
                            "No card is left for this: pay once and tick that the card be kept."));
        }
        var kept = new SavedCards.Kept(CardPayment.Processor.SANDBOX, SandboxProcessor.CARD);
        cards.keep(organisationId, currency, kept, at);
    }

    /// Stops topping up.
    public void switchOff(UUID organisationId, Currency currency, Actor actor) {
        mustBeTheirs(organisationId, actor);
        switchOff(organisationId, currency, "Switched off.", actor);
    }

    void switchOff(UUID organisationId, Currency currency, String why, Actor actor) {
        database.transaction(() -> {
            if (rules.disable(organisationId, currency, actor.name(), clock.instant())) {
                trail.record(
                        actor,
                        "auto-top-up.switched-off",
                        organisationId.toString(),
                        Map.of("currency", currency.code(), "why", why));
            }
        });
    }

    private static void mustBeTheirs(UUID organisationId, Actor actor) {
        if (!actor.mayActFor(organisationId)) {
            throw new Problem(
                    ProblemType.FORBIDDEN, Wording.of("wallet.yours", "This is not your wallet."));
        }
    }
}
