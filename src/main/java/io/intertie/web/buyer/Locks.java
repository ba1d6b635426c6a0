package io.intertie.web.buyer;

import io.intertie.access.LockedPrices;
import io.intertie.access.PriceLock;
import io.intertie.access.PriceLocks;
import io.intertie.access.Subscription;
import io.intertie.catalog.Catalog;
import io.intertie.catalog.Listing;
import io.intertie.identity.Actor;
import io.intertie.identity.Organisation;
import io.intertie.metering.UsageRecords;
import io.intertie.tariff.ListingRules;
import io.intertie.tariff.PriceBook;
import io.intertie.web.Figures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// An organisation's price locks, written out, and the locks that listings grant.
@ApplicationScoped
class Locks {
    private final PriceLocks locks;
    private final LockedPrices prices;
    private final ListingRules rules;
    private final UsageRecords usage;
    private final Catalog catalog;
    private final Clock clock;

    @Inject
    Locks(
            PriceLocks locks,
            LockedPrices prices,
            ListingRules rules,
            UsageRecords usage,
            Catalog catalog,
            Clock clock) {
        this.locks = locks;
        this.prices = prices;
        this.rules = rules;
        this.usage = usage;
        this.catalog = catalog;
        this.clock = clock;
    }

    BuyerNames names() {
        return BuyerNames.of(catalog);
    }

    /// Takes one.
    void take(PriceLocks.Asked asked, UUID organisationId, Actor actor) {
        var _ = locks.lock(asked, organisationId, actor);
    }

    /// The locks that hold now, the one that lasts longest first.
    List<LockLine> held(Organisation organisation, BuyerNames names, Figures figures) {
        var now = clock.instant();
        var own = prices.of(organisation.id());
        return locks.of(organisation.id()).stream()
                .filter(lock -> now.isBefore(lock.until()))
                .map(lock -> {
                    var priced =
                            Optional.ofNullable(own.get(lock.subscriptionId()))
                                    .filter(one -> one.lock().id().equals(lock.id()))
                                    .flatMap(one -> inForce(one.prices(), now));
                    var pays = new LockLine.Pays(organisation.currency(), now, priced);
                    return LockLine.of(lock, pays, commitment(lock, now, figures), names, figures);
                })
                .toList();
    }

    private static Optional<PriceBook.Priced> inForce(List<PriceBook.Priced> all, Instant now) {
        return all.stream().filter(one -> one.version().isInForceAt(now)).findFirst();
    }

    /// What is left of the calendar month's volume (UTC); it is shown, and not billed.
    private Optional<LockLine.Commitment> commitment(PriceLock lock, Instant now, Figures figures) {
        var month =
                LocalDate.ofInstant(now, ZoneOffset.UTC)
                        .withDayOfMonth(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
        return lock.committedTokens()
                .map(tokens -> {
                    var used = usage.tokens(lock.organisationId(), lock.listingId(), month);
                    return LockLine.Commitment.of(tokens, used, figures);
                });
    }

    /// The listings that serve a subscription and let its price be locked.
    List<Grant> grants(Subscription subscription, BuyerNames names) {
        return names.listings().stream()
                .filter(Listing::isLive)
                .filter(listing -> listing.modelId().equals(subscription.modelId()))
                .filter(listing -> subscription.listingId().map(listing.id()::equals).orElse(true))
                .flatMap(listing -> {
                    var granted = rules.of(listing.id());
                    return granted.lockDays() == 0
                            ? java.util.stream.Stream.empty()
                            : java.util.stream.Stream.of(Grant.of(listing, granted, names));
                })
                .sorted(Comparator.comparing(Grant::provider))
                .toList();
    }

    /// What a provider grants: locks of so many days, frozen or within bounds in percent.
    public record Grant(
            String listingId,
            String provider,
            boolean sandbox,
            String place,
            int days,
            boolean isIndexed,
            String rise,
            String fall) {
        static Grant of(Listing listing, ListingRules.Rules rules, BuyerNames names) {
            return new Grant(
                    listing.id().toString(),
                    names.providerName(listing.providerId()),
                    names.isSandbox(listing.providerId()),
                    names.site(listing.id())
                            .map(site -> site.city() + ", " + site.country())
                            .orElse("–"),
                    rules.lockDays(),
                    rules.lockForm() == ListingRules.LockForm.INDEX,
                    percent(rules.indexRiseBps()),
                    percent(rules.indexFallBps()));
        }

        private static String percent(int bps) {
            var text = java.math.BigDecimal.valueOf(bps, 2).stripTrailingZeros().toPlainString();
            return text + "%";
        }
    }
}
