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
import io.intertie.tariff.TokenClass;
import io.intertie.tariff.energy.EnergyProfiles;
import io.intertie.tariff.energy.MeasuredEnergy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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
        return facts.listings().stream()
                .filter(Listing::isLive)
                .flatMap(listing ->
                        offered(listing, facts)
                                .flatMap(offered ->
                                        offer(
                                                offered,
                                                of(facts.priced(), listing.id()),
                                                currency,
                                                now))
                                .stream())
                .toList();
    }

    private static Optional<Offer.Offered> offered(Listing listing, Facts facts) {
        var model = first(facts.models(), one -> one.id().equals(listing.modelId()));
        var provider =
                first(facts.providers(), one -> one.organisationId().equals(listing.providerId()));
        var site = first(facts.sites(), one -> one.id().equals(listing.dataCenterId()));
        var score = facts.measured().getOrDefault(listing.id(), Score.UNKNOWN);
        return model.isEmpty() || provider.isEmpty() || site.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Offer.Offered(
                                listing,
                                model.get(),
                                provider.get(),
                                site.get(),
                                score,
                                Optional.ofNullable(facts.energy().get(listing.id()))));
    }

    private static <T> Optional<T> first(List<T> all, Predicate<T> wanted) {
        return all.stream().filter(wanted).findFirst();
    }

    private static Optional<Offer> offer(
            Offer.Offered offered, List<PriceBook.Priced> priced, Currency wanted, Instant now) {
        return at(priced, now)
                .map(price -> {
                    var currency = listed(price, wanted);
                    var from = now.truncatedTo(ChronoUnit.HOURS);
                    var hours =
                            IntStream.range(0, HOURS)
                                    .mapToObj(hour -> from.plus(Duration.ofHours(hour)))
                                    .flatMap(at ->
                                            hour(priced, offered.lead(), currency, at, now)
                                                    .stream())
                                    .toList();
                    return new Offer(offered, price.at(now), currency, hours);
                });
    }

    private static List<PriceBook.Priced> of(List<PriceBook.Priced> priced, UUID listingId) {
        return priced.stream().filter(one -> one.version().listingId().equals(listingId)).toList();
    }

    private static Optional<PriceBook.Priced> at(List<PriceBook.Priced> priced, Instant instant) {
        return priced.stream().filter(one -> one.version().isInForceAt(instant)).findFirst();
    }

    private static Currency listed(PriceBook.Priced price, Currency wanted) {
        var currencies =
                price.version().lines().stream().map(line -> line.buyerCurrency()).toList();
        return currencies.contains(wanted) || currencies.isEmpty() ? wanted : currencies.getFirst();
    }

    // The hour that it is now costs what it costs now, however it began.
    private static Optional<PriceBook.HourPrice> hour(
            List<PriceBook.Priced> priced,
            TokenClass tokens,
            Currency currency,
            Instant from,
            Instant now) {
        var at = from.isBefore(now) ? now : from;
        return at(priced, at)
                .map(one -> one.at(at))
                .flatMap(price ->
                        price.version()
                                .line(tokens, price.band(), currency)
                                .map(line ->
                                        new PriceBook.HourPrice(
                                                from,
                                                price.band(),
                                                price.tariffPerKwh(),
                                                line.buyerMicroPerMillion())));
    }
}
