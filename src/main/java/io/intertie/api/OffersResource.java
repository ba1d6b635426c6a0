package io.intertie.api;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.money.Currency;
import io.intertie.quality.Scores;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceBook.HourPrice;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.Tariffs;
import io.intertie.tariff.TokenClass;
import io.intertie.tariff.energy.EnergyProfiles;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Every live offer with its price, electricity, energy and quality: public to read.
@Path("catalog")
@Produces(MediaType.APPLICATION_JSON)
public class OffersResource {
    private static final int HOURS = 24;

    private final Catalog catalog;
    private final PriceBook book;
    private final Scores scores;
    private final EnergyProfiles energy;
    private final Tariffs tariffs;
    private final Clock clock;

    @Inject
    OffersResource(
            Catalog catalog,
            PriceBook book,
            Scores scores,
            EnergyProfiles energy,
            Tariffs tariffs,
            Clock clock) {
        this.catalog = catalog;
        this.book = book;
        this.scores = scores;
        this.energy = energy;
        this.tariffs = tariffs;
        this.clock = clock;
    }

    /// An offer and the price of its leading tokens in each of the next 24 hours.
    public record Detailed(Offering offer, List<HourPrice> hours) {}

    @GET
    @Operation(summary = "Live offers with a price now; of one model with ?model=author/slug")
    public Page<Offering> offers(
            @QueryParam("model") @Nullable String model,
            @QueryParam("currency") @Nullable String currency) {
        var shown = currency(currency);
        var measured = energy.all();
        var quality = scores.all();
        var current = book.current();
        var now = clock.instant();
        return new Page<>(
                catalog.listings().stream()
                        .filter(Listing::isLive)
                        .flatMap(listing ->
                                current.stream()
                                        .filter(one ->
                                                one.version().listingId().equals(listing.id())
                                                        && one.version().isInForceAt(now))
                                        .map(one -> place(listing, one.at(now), shown))
                                        .flatMap(Optional::stream))
                        .filter(place -> model == null || place.model().wireName().equals(model))
                        .map(place ->
                                Offering.of(
                                        place,
                                        Optional.ofNullable(measured.get(place.listing().id())),
                                        Optional.ofNullable(quality.get(place.listing().id()))))
                        .toList());
    }

    @GET
    @Path("{listing}")
    @Operation(summary = "One live offer, with the price of each of the next 24 hours")
    public Detailed offer(
            @PathParam("listing") String id, @QueryParam("currency") @Nullable String currency) {
        var shown = currency(currency);
        var now = clock.instant();
        UUID listingId = Fields.id(id, "listing");
        var place =
                catalog.listing(listingId)
                        .filter(Listing::isLive)
                        .flatMap(listing ->
                                book.at(listingId, now)
                                        .flatMap(price -> place(listing, price, shown)))
                        .orElseThrow(() -> Fields.notFound("live offer"));
        var lead =
                place.model().kind() == Model.Kind.EMBEDDING ? TokenClass.INPUT : TokenClass.OUTPUT;
        var from = now.truncatedTo(ChronoUnit.HOURS);
        return new Detailed(
                Offering.of(
                        place,
                        energy.of(listingId),
                        Optional.ofNullable(scores.all().get(listingId))),
                book.hours(listingId, lead, shown, from, HOURS));
    }

    private Optional<Offering.Place> place(Listing listing, PriceInForce price, Currency shown) {
        var model = catalog.model(listing.modelId());
        var provider = catalog.provider(listing.providerId());
        var site = catalog.dataCenter(listing.dataCenterId());
        var tariff = tariffs.find(price.version().inputs().tariffVersionId());
        if (model.isEmpty() || provider.isEmpty() || site.isEmpty() || tariff.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Offering.Place(
                        listing,
                        model.get(),
                        provider.get(),
                        site.get(),
                        price,
                        tariff.get(),
                        shown));
    }

    private static Currency currency(@Nullable String code) {
        return code == null ? Currency.of("USD") : Fields.currency(code);
    }
}
