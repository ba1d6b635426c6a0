package io.intertie.demo;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.catalog.Provider;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.tariff.EnergyProfile;
import io.intertie.tariff.PriceTerms;
import io.intertie.tariff.ReferenceTariff;
import io.intertie.tariff.Repricing;
import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.Tariffs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/// The demonstration's providers: a site on a real tariff, listings served by the sandbox.
@ApplicationScoped
class Supply {
    private static final BigDecimal LOAD_FACTOR = new BigDecimal("0.85");

    private final Catalog catalog;
    private final Tariffs tariffs;
    private final Repricing repricing;
    private final Clock clock;

    @Inject
    Supply(Catalog catalog, Tariffs tariffs, Repricing repricing, Clock clock) {
        this.catalog = catalog;
        this.tariffs = tariffs;
        this.repricing = repricing;
        this.clock = clock;
    }

    /// Opens a site with all that it offers, unless it is there already.
    void open(Cast.Site site, URI sandbox) {
        if (catalog.dataCenter(site.siteId()).isEmpty()) {
            var provider = actor(site);
            addSite(site, provider);
            addTariff(site, provider);
        }
        Cast.MODELS.stream()
                .filter(model -> catalog.model(model.id()).isEmpty())
                .forEach(model -> catalog.addModel(model, Demonstration.SEED));
        site.listings()
                .forEach((slug, asks) -> {
                    if (catalog.listing(asks.listingId()).isEmpty()) {
                        offer(site, Cast.model(slug), asks, sandbox);
                    }
                });
    }

    private static Actor actor(Cast.Site site) {
        return new Actor("seed:" + site.slug(), site.providerId(), Set.of(Role.PROVIDER), "-");
    }

    private void addSite(Cast.Site site, Actor provider) {
        var _ =
                catalog.addProvider(
                        new Provider(
                                site.providerId(),
                                site.slug(),
                                site.name(),
                                site.country(),
                                Currency.of(site.currency()),
                                true),
                        provider);
        var reference = reference(site);
        var _ =
                catalog.addDataCenter(
                        new DataCenter(
                                site.siteId(),
                                site.providerId(),
                                site.slug(),
                                site.city(),
                                site.country(),
                                reference.table().zone(),
                                reference.region(),
                                site.pue(),
                                "assumed for the demonstration"),
                        provider);
    }

    private void addTariff(Cast.Site site, Actor provider) {
        var reference = reference(site);
        var draft =
                tariffs.draft(
                        new TariffVersion(
                                UuidV7.at(clock.instant()),
                                site.siteId(),
                                1,
                                reference.currency(),
                                reference.table(),
                                reference.demandPerKwMonth(),
                                LOAD_FACTOR,
                                BigDecimal.ZERO,
                                clock.instant(),
                                TariffVersion.State.DRAFT,
                                reference.source(),
                                reference.quality(),
                                ""),
                        provider);
        var _ = tariffs.verify(draft.id(), Demonstration.SEED);
    }

    private ReferenceTariff reference(Cast.Site site) {
        return tariffs.reference(site.tariff()).orElseThrow();
    }

    private void offer(Cast.Site site, Model model, Cast.Asks asks, URI sandbox) {
        var provider = actor(site);
        var listing =
                new Listing(
                        asks.listingId(),
                        model.id(),
                        site.providerId(),
                        site.siteId(),
                        sandbox,
                        model.slug(),
                        Listing.State.DRAFT,
                        model.kind() == Model.Kind.CHAT ? 4096 : 1,
                        "unknown",
                        new Listing.DataPolicy(0, false));
        var _ = catalog.addListing(listing, Optional.empty(), provider);
        price(model, asks, provider);
        var _ = catalog.move(asks.listingId(), Listing.State.LIVE, provider);
    }

    private void price(Model model, Cast.Asks asks, Actor provider) {
        var terms =
                new PriceTerms(
                        asks.base(),
                        new BigDecimal("0.15"),
                        new BigDecimal("0.05"),
                        new BigDecimal("0.015"));
        var outcome =
                repricing.propose(
                        new Repricing.Proposal(
                                asks.listingId(),
                                terms,
                                energy(model),
                                clock.instant(),
                                "first price"),
                        provider);
        if (!(outcome instanceof Repricing.Outcome.Published)) {
            throw new IllegalStateException(
                    "demonstration price of " + model.slug() + ": " + outcome);
        }
    }

    /// The figures of the worked example in docs/pricing-method.md, which are assumed.
    private static EnergyProfile energy(Model model) {
        var isChat = model.kind() == Model.Kind.CHAT;
        return new EnergyProfile(
                new BigDecimal(isChat ? "0.10" : "0.01"),
                new BigDecimal("0.01"),
                new BigDecimal(isChat ? "1.06" : "0"),
                EnergyProfile.Grade.D,
                "assumed: the worked example of the pricing method");
    }
}
