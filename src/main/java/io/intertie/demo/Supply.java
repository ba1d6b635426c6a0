package io.intertie.demo;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.catalog.Provider;
import io.intertie.certification.Certification;
import io.intertie.certification.Run;
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
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The demonstration's providers: a site on a real tariff, listings served by the sandbox.
@ApplicationScoped
class Supply {
    private static final Logger LOG = Logger.getLogger(Supply.class.getName());
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final BigDecimal LOAD_FACTOR = new BigDecimal("0.85");

    private final Catalog catalog;
    private final Tariffs tariffs;
    private final Repricing repricing;
    private final Certification certification;
    private final Clock clock;

    @Inject
    Supply(
            Catalog catalog,
            Tariffs tariffs,
            Repricing repricing,
            Certification certification,
            Clock clock) {
        this.catalog = catalog;
        this.tariffs = tariffs;
        this.repricing = repricing;
        this.certification = certification;
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
                                new Listing.DataPolicy(0, false))
                        .declaring(model.capabilities());
        var _ = catalog.addListing(listing, Optional.empty(), provider);
        price(model, asks, provider);
    }

    /// Certifies what has never been live at the sandbox itself, all of it at once, and puts it on
    /// the market. What does not pass stays as it is, for its provider to look at.
    void certify() {
        var runs =
                Cast.SITES.stream()
                        .flatMap(site -> site.listings().values().stream())
                        .map(asks -> catalog.listing(asks.listingId()).orElseThrow())
                        .filter(listing -> listing.state() == Listing.State.DRAFT)
                        .map(listing -> certification.start(listing.id(), Demonstration.SEED))
                        .toList();
        for (var run : runs) {
            var ended = certification.await(run, PATIENCE);
            if (ended.state() == Run.State.PASSED) {
                var _ = catalog.move(run.listingId(), Listing.State.LIVE, Demonstration.SEED);
            } else {
                LOG.log(Level.WARNING, "listing {0} is not certified", run.listingId());
            }
        }
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
