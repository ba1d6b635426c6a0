package io.intertie.demo;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeys;
import io.intertie.access.Subscription;
import io.intertie.access.Subscriptions;
import io.intertie.billing.TopUps;
import io.intertie.identity.Actor;
import io.intertie.ledger.Wallets;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.config.Secret;
import io.intertie.platform.config.Settings;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.settlement.Settlements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/// The demonstration's buyer: a funded wallet, subscriptions, and everybody's keys.
@ApplicationScoped
class Demand {
    private static final Currency EUR = Currency.of("EUR");

    private final Wallets wallets;
    private final TopUps topUps;
    private final Subscriptions subscriptions;
    private final ApiKeys keys;
    private final Settlements settlements;
    private final Clock clock;

    @Inject
    Demand(
            Wallets wallets,
            TopUps topUps,
            Subscriptions subscriptions,
            ApiKeys keys,
            Settlements settlements,
            Clock clock) {
        this.wallets = wallets;
        this.topUps = topUps;
        this.subscriptions = subscriptions;
        this.keys = keys;
        this.settlements = settlements;
        this.clock = clock;
    }

    void arrive(Settings.Demonstration secrets) {
        var _ = wallets.open(Cast.BUYER, EUR);
        var _ =
                topUps.bySandboxCard(
                        Cast.BUYER,
                        Money.of("200", EUR),
                        TopUps.SandboxCard.ACCEPTED,
                        "demonstration",
                        Demonstration.SEED);
        Cast.MODELS.forEach(model -> subscribe(model.id()));
        key(Cast.BUYER, ApiKey.Purpose.GATEWAY, "first steps", secrets.apiKey());
        manage(Cast.BUYER, "buyer script", secrets.buyerManagementKey());
        for (Cast.Site site : Cast.SITES) {
            payTo(site);
        }
        manage(
                Cast.SITES.getFirst().providerId(),
                "provider script",
                secrets.providerManagementKey());
        manage(Actor.OPERATOR, "first admin script", secrets.adminManagementKey());
        manage(Actor.OPERATOR, "second admin script", secrets.secondAdminManagementKey());
    }

    private void subscribe(UUID modelId) {
        var _ =
                subscriptions.start(
                        new Subscription(
                                UuidV7.at(clock.instant()),
                                Cast.BUYER,
                                modelId,
                                Optional.empty(),
                                EUR,
                                Optional.empty(),
                                clock.instant(),
                                Optional.empty()),
                        Demonstration.SEED);
    }

    /// Account numbers of the standards' own examples: nobody's.
    private void payTo(Cast.Site site) {
        if (settlements.bankAccount(site.providerId()).isEmpty()) {
            settlements.bankAccount(
                    site.providerId(),
                    new Settlements.BankAccount(
                            site.name(), "DE89370400440532013000", "COBADEFFXXX", "DE"),
                    Demonstration.SEED);
        }
    }

    private void manage(UUID organisation, String name, Secret secret) {
        key(organisation, ApiKey.Purpose.MANAGEMENT, name, secret);
    }

    private void key(UUID organisation, ApiKey.Purpose purpose, String name, Secret secret) {
        var _ =
                keys.adopt(
                        new ApiKeys.Request(organisation, purpose, name, Optional.empty()),
                        secret,
                        Demonstration.SEED);
    }
}
