package io.intertie.web;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.catalog.Provider;
import io.intertie.money.Currency;
import io.intertie.quality.Score;
import io.intertie.quality.Scores;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.TokenClass;
import io.intertie.tariff.energy.EnergyProfiles;
import io.intertie.tariff.energy.MeasuredEnergy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The live offers with their prices now and over the next day: what the public pages are made of.
@ApplicationScoped
public class Market {
    private static final int HOURS = 24;

    private final Catalog catalog;
    private final PriceBook book;
    private final Scores scores;
    private final EnergyProfiles energy;
    private final Clock clock;

    @Inject
    Market(Catalog catalog, PriceBook book, Scores scores, EnergyProfiles energy, Clock clock) {
        this.catalog = catalog;
        this.book = book;
        this.scores = scores;
        this.energy = energy;
        this.clock = clock;
    }

    /// What the rooms say: all that offers are made of.
    public record Facts(
            List<Listing> listings,
            List<Model> models,
            List<Provider> providers,
            List<DataCenter> sites,
            List<PriceBook.Priced> priced,
            Map<UUID, Score> measured,
            Map<UUID, MeasuredEnergy> energy) {}

    /// Every live listing that has a price now, in that currency or else in the first one listed.
    public List<Offer> offers(Currency currency) {
        var facts =
                new Facts(
                        catalog.listings(),
                        catalog.models(),
                        catalog.providers(),
                        catalog.dataCenters(),
                        book.current(),
                        scores.all(),
                        energy.all());
        return offers(facts, currency, clock.instant());
    }

    static List<Offer> offers(Facts facts, Currency currency, Instant now) {
        var index = new Index(facts);
        return facts.listings().stream()
                .filter(Listing::isLive)
                .flatMap(listing ->
                        index
                                .offered(listing)
                                .flatMap(one -> offer(one, index.priced(listing), currency, now))
                                .stream())
                .toList();
    }

    /// The facts by their ids, so that a thousand listings are looked up in no time.
    private static final class Index {
        private final Facts facts;
        private final Map<UUID, Model> models;
        private final Map<UUID, Provider> providers;
        private final Map<UUID, DataCenter> sites;
        private final Map<UUID, List<PriceBook.Priced>> priced;

        Index(Facts facts) {
            this.facts = facts;
            models = by(facts.models(), Model::id);
            providers = by(facts.providers(), Provider::organisationId);
            sites = by(facts.sites(), DataCenter::id);
            priced =
                    facts.priced().stream()
                            .collect(Collectors.groupingBy(one -> one.version().listingId()));
        }

        private static <T> Map<UUID, T> by(List<T> all, Function<T, UUID> id) {
            return all.stream().collect(Collectors.toMap(id, one -> one));
        }

        List<PriceBook.Priced> priced(Listing listing) {
            return priced.getOrDefault(listing.id(), List.of());
        }

        Optional<Offer.Offered> offered(Listing listing) {
            var model = models.get(listing.modelId());
            var provider = providers.get(listing.providerId());
            var site = sites.get(listing.dataCenterId());
            return model == null || provider == null || site == null
                    ? Optional.empty()
                    : Optional.of(
                            new Offer.Offered(
                                    listing,
                                    model,
                                    provider,
                                    site,
                                    facts.measured().getOrDefault(listing.id(), Score.UNKNOWN),
                                    Optional.ofNullable(facts.energy().get(listing.id()))));
        }
    }

    private static Optional<Offer> offer(
            Offer.Offered offered, List<PriceBook.Priced> priced, Currency wanted, Instant now) {
        return at(priced, now)
                .map(price -> {
                    var currency = listed(price, wanted);
                    var from = now.truncatedTo(ChronoUnit.HOURS);
                    var hours = new ArrayList<PriceBook.HourPrice>();
                    var ahead = new ArrayList<PriceInForce>();
                    for (var hour = 0; hour < HOURS; hour++) {
                        var begin = from.plus(Duration.ofHours(hour));
                        // The hour that it is now costs what it costs now, however it began.
                        var told = inForce(priced, begin.isBefore(now) ? now : begin);
                        told.flatMap(one -> hour(one, offered.lead(), currency, begin))
                                .ifPresent(hours::add);
                        told.ifPresent(ahead::add);
                    }
                    return new Offer(offered, price.at(now), currency, hours, ahead);
                });
    }

    private static Optional<PriceInForce> inForce(List<PriceBook.Priced> priced, Instant at) {
        return at(priced, at).map(one -> one.at(at));
    }

    private static Optional<PriceBook.Priced> at(List<PriceBook.Priced> priced, Instant instant) {
        return priced.stream().filter(one -> one.version().isInForceAt(instant)).findFirst();
    }

    private static Currency listed(PriceBook.Priced price, Currency wanted) {
        var currencies =
                price.version().lines().stream().map(line -> line.buyerCurrency()).toList();
        return currencies.contains(wanted) || currencies.isEmpty() ? wanted : currencies.getFirst();
    }

    private static Optional<PriceBook.HourPrice> hour(
            PriceInForce price, TokenClass tokens, Currency currency, Instant from) {
        return price.version()
                .line(tokens, price.band(), currency)
                .map(line ->
                        new PriceBook.HourPrice(
                                from,
                                price.band(),
                                price.tariffPerKwh(),
                                line.buyerMicroPerMillion()));
    }
}
