package io.intertie.web;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.Listing;
import io.intertie.money.Currency;
import io.intertie.quality.Score;
import io.intertie.quality.Scores;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.TokenClass;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// The live offers with their prices now and over the next day: what the public pages are made of.
@ApplicationScoped
public class Market {
    private static final int HOURS = 24;

    private final Catalog catalog;
    private final PriceBook book;
    private final Scores scores;
    private final Clock clock;

    @Inject
    Market(Catalog catalog, PriceBook book, Scores scores, Clock clock) {
        this.catalog = catalog;
        this.book = book;
        this.scores = scores;
        this.clock = clock;
    }

    /// A market over these rooms, for previews.
    public static Market over(Catalog catalog, PriceBook book, Scores scores, Clock clock) {
        return new Market(catalog, book, scores, clock);
    }

    /// Every live listing that has a price now, in that currency or else in the first one listed.
    public List<Offer> offers(Currency currency) {
        var now = clock.instant();
        var priced = book.current();
        var measured = scores.all();
        return catalog.listings().stream()
                .filter(Listing::isLive)
                .flatMap(listing -> {
                    var mine = of(priced, listing.id());
                    var score = measured.getOrDefault(listing.id(), Score.UNKNOWN);
                    return offer(listing, mine, score, new View(currency, now)).stream();
                })
                .toList();
    }

    private record View(Currency currency, Instant now) {}

    private Optional<Offer> offer(
            Listing listing, List<PriceBook.Priced> priced, Score score, View view) {
        var model = catalog.model(listing.modelId());
        var provider = catalog.provider(listing.providerId());
        var site = catalog.dataCenter(listing.dataCenterId());
        var price = at(priced, view.now());
        if (model.isEmpty() || provider.isEmpty() || site.isEmpty() || price.isEmpty()) {
            return Optional.empty();
        }
        var offered = new Offer.Offered(listing, model.get(), provider.get(), site.get(), score);
        var currency = listed(price.get(), view.currency());
        var from = view.now().truncatedTo(ChronoUnit.HOURS);
        var hours =
                IntStream.range(0, HOURS)
                        .mapToObj(hour -> from.plus(Duration.ofHours(hour)))
                        .flatMap(at -> hour(priced, offered.lead(), currency, at).stream())
                        .toList();
        return Optional.of(new Offer(offered, price.get().at(view.now()), currency, hours));
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

    private static Optional<PriceBook.HourPrice> hour(
            List<PriceBook.Priced> priced, TokenClass tokens, Currency currency, Instant at) {
        return at(priced, at)
                .map(one -> one.at(at))
                .flatMap(price ->
                        price.version()
                                .line(tokens, price.band(), currency)
                                .map(line ->
                                        new PriceBook.HourPrice(
                                                at,
                                                price.band(),
                                                price.tariffPerKwh(),
                                                line.buyerMicroPerMillion())));
    }
}
