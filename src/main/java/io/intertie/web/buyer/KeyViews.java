package io.intertie.web.buyer;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeys;
import io.intertie.access.Subscription;
import io.intertie.access.Subscriptions;
import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.identity.Organisation;
import io.intertie.metering.Spending;
import io.intertie.web.Figures;
import io.intertie.web.Prefs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Puts together what the pages of keys and limits show.
@ApplicationScoped
class KeyViews {
    private final ApiKeys keys;
    private final Spending spending;
    private final Subscriptions subscriptions;
    private final Catalog catalog;
    private final Clock clock;

    @Inject
    KeyViews(
            ApiKeys keys,
            Spending spending,
            Subscriptions subscriptions,
            Catalog catalog,
            Clock clock) {
        this.keys = keys;
        this.spending = spending;
        this.subscriptions = subscriptions;
        this.catalog = catalog;
        this.clock = clock;
    }

    /// What a key can be narrowed to: models, and the codes of the countries that serve now.
    public record Choices(List<Choice> models, String countries) {}

    /// A model that a key can be for.
    public record Choice(String id, String name, String wireName) {}

    Instant now() {
        return clock.instant();
    }

    /// An organisation's keys, the newest first.
    List<KeyLines.Line> lines(UUID organisationId, Prefs prefs, Words words) {
        var now = clock.instant();
        var all = keys.of(organisationId);
        var spent = spending.ofKeys(all);
        var lines = writing(prefs, words);
        return all.stream()
                .map(key -> lines.line(key, Optional.ofNullable(spent.get(key.id())), now))
                .toList();
    }

    /// One of them.
    KeyLines.Line line(ApiKey key, Prefs prefs, Words words) {
        var spent = Optional.ofNullable(spending.ofKeys(List.of(key)).get(key.id()));
        return writing(prefs, words).line(key, spent, clock.instant());
    }

    private KeyLines writing(Prefs prefs, Words words) {
        var names = BuyerNames.of(catalog);
        return new KeyLines(Figures.of(prefs), prefs.locale(), words, names::wireName);
    }

    /// The models that an organisation subscribes to, and those that a key is for already.
    Choices choices(UUID organisationId, Optional<ApiKey> key) {
        var names = BuyerNames.of(catalog);
        var subscribed =
                subscriptions.of(organisationId).stream()
                        .filter(one -> one.endedAt().isEmpty())
                        .map(Subscription::modelId);
        var chosen = key.stream().flatMap(one -> one.grant().models().stream());
        var models =
                Stream.concat(subscribed, chosen)
                        .distinct()
                        .flatMap(id -> names.model(id).stream())
                        .sorted(Comparator.comparing(Model::wireName))
                        .map(one -> new Choice(one.id().toString(), one.name(), one.wireName()))
                        .toList();
        return new Choices(models, countries(names));
    }

    private static String countries(BuyerNames names) {
        return names.listings().stream()
                .filter(Listing::isLive)
                .flatMap(listing -> names.site(listing.id()).stream())
                .map(DataCenter::country)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /// What an organisation may spend in its currency, if that is limited.
    Optional<LimitForms.Line> ofOrganisation(Organisation buyer, Prefs prefs) {
        return LimitForms.in(buyer.currency(), spending.ofOrganisation(buyer.id()))
                .map(one -> LimitForms.Line.of(one, Figures.of(prefs)));
    }
}
