package io.intertie.api;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.catalog.Provider;
import io.intertie.money.Currency;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.quality.Scores;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceBook.HourPrice;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.TariffVersion;
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
import java.math.BigDecimal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    @Operation(
            summary =
                    "Live offers with a price now; of one model with ?model=author/slug, from one"
                            + " country with ?country=IS, with ?min_tokens_per_kwh=700000, in the"
                            + " order of ?sort=price or tokens_per_kwh")
    public Page<Offering> offers(
            @QueryParam("model") @Nullable String model,
            @QueryParam("currency") @Nullable String currency,
            @QueryParam("country") @Nullable String country,
            @QueryParam("min_tokens_per_kwh") @Nullable String least,
            @QueryParam("sort") @Nullable String sort) {
        var shown = currency(currency);
        var order = order(sort);
        var fewest = Fields.amountOrZero(least, "min_tokens_per_kwh");
        return new Page<>(
                live(shown).stream()
                        .filter(one -> model == null || one.model().equals(model))
                        .filter(one -> country == null || one.site().country().equals(country))
                        .filter(one -> fewest.compareTo(made(one)) <= 0)
                        .sorted(order)
                        .toList());
    }

    // One reading of each room, however many listings there are.
    private List<Offering> live(Currency shown) {
        var now = clock.instant();
        var measured = energy.all();
        var quality = scores.all();
        var places = new Places(catalog, tariffs);
        var prices =
                book.current().stream()
                        .filter(one -> one.version().isInForceAt(now))
                        .collect(Collectors.groupingBy(one -> one.version().listingId()));
        return catalog.listings().stream()
                .filter(Listing::isLive)
                .flatMap(listing ->
                        prices.getOrDefault(listing.id(), List.of()).stream()
                                .flatMap(one -> places.of(listing, one.at(now), shown).stream()))
                .map(place ->
                        Offering.of(
                                place,
                                Optional.ofNullable(measured.get(place.listing().id())),
                                Optional.ofNullable(quality.get(place.listing().id()))))
                .toList();
    }

    private static BigDecimal made(Offering one) {
        return BigDecimal.valueOf(one.energy().tokensPerKwh().orElse(0L));
    }

    private static Comparator<Offering> order(@Nullable String sort) {
        return switch (sort == null ? "" : sort) {
            case "" -> (_, _) -> 0;
            case "price" -> Comparator.comparingLong(one -> one.leadPrice().orElse(Long.MAX_VALUE));
            case "tokens_per_kwh" ->
                    Comparator.comparingLong(one -> -one.energy().tokensPerKwh().orElse(0L));
            default ->
                    throw Problem.field(
                            "sort",
                            Wording.of("field.sort", "sort must be price or tokens_per_kwh"));
        };
    }

    // Who and where, each looked up once.
    private static final class Places {
        private final Map<UUID, Model> models;
        private final Map<UUID, Provider> providers;
        private final Map<UUID, DataCenter> sites;
        private final Map<UUID, Optional<TariffVersion>> known = new HashMap<>();
        private final Tariffs tariffs;

        Places(Catalog catalog, Tariffs tariffs) {
            models = by(catalog.models(), Model::id);
            providers = by(catalog.providers(), Provider::organisationId);
            sites = by(catalog.dataCenters(), DataCenter::id);
            this.tariffs = tariffs;
        }

        private static <T> Map<UUID, T> by(List<T> all, Function<T, UUID> id) {
            return all.stream().collect(Collectors.toMap(id, one -> one));
        }

        Optional<Offering.Place> of(Listing listing, PriceInForce price, Currency shown) {
            var model = models.get(listing.modelId());
            var provider = providers.get(listing.providerId());
            var site = sites.get(listing.dataCenterId());
            var version = price.version().inputs().tariffVersionId();
            var tariff = known.computeIfAbsent(version, tariffs::find);
            return model == null || provider == null || site == null || tariff.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Offering.Place(
                                    listing, model, provider, site, price, tariff.get(), shown));
        }
    }

    @GET
    @Path("{listing}")
    @Operation(summary = "One live offer, with the price of each of the next 24 hours")
    public Detailed offer(
            @PathParam("listing") String id, @QueryParam("currency") @Nullable String currency) {
        var shown = currency(currency);
        var now = clock.instant();
        UUID listingId = Fields.id(id, "listing");
        var places = new Places(catalog, tariffs);
        var place =
                catalog.listing(listingId)
                        .filter(Listing::isLive)
                        .flatMap(listing ->
                                book.at(listingId, now)
                                        .flatMap(price -> places.of(listing, price, shown)))
                        .orElseThrow(() ->
                                new Problem(ProblemType.NOT_FOUND, "There is no such live offer."));
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

    private static Currency currency(@Nullable String code) {
        return code == null ? Currency.of("USD") : Fields.currency(code);
    }
}
