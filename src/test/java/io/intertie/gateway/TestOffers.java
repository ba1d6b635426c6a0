package io.intertie.gateway;

import io.intertie.access.Subscription;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.catalog.Provider;
import io.intertie.gateway.routing.Offer;
import io.intertie.money.Currency;
import io.intertie.tariff.Band;
import io.intertie.tariff.EnergyProfile;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceTerms;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TokenClass;
import io.intertie.tokens.Tokenizer;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Offers of two models, priced as in the worked example; each further one is dearer by a tenth.
public final class TestOffers {
    public static final Currency USD = Currency.of("USD");
    public static final Currency CNY = Currency.of("CNY");
    public static final int MAX_OUTPUT = 1_000;
    public static final Model CHAT =
            model("grid", "echo-1", Model.Kind.CHAT)
                    .with(
                            Optional.of(
                                    new Model.Tokens(
                                            Tokenizer.O200K_BASE, "the sandbox", "exact")));
    public static final Model EMBEDDING = model("grid", "all-minilm-l6-v2", Model.Kind.EMBEDDING);

    static final Model UNSUBSCRIBED = model("grid", "elsewhere", Model.Kind.CHAT);

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /// All have the same tariff, which takes longer to compile than to route by.
    private static final PriceBook.Priced PRICED =
            new PriceBook.Priced(
                    version(UUID.randomUUID(), 0),
                    TariffTable.flat(ZONE, new BigDecimal("0.492807")));

    private TestOffers() {}

    private static Model model(String author, String slug, Model.Kind kind) {
        return new Model(
                UUID.randomUUID(), author, slug, slug, kind, 8_192, "", "Apache-2.0", Set.of());
    }

    /// Both models at each endpoint, the first the cheapest.
    static List<Offer> at(URI... endpoints) {
        return Stream.of(CHAT, EMBEDDING)
                .flatMap(model ->
                        IntStream.range(0, endpoints.length)
                                .mapToObj(place -> of(model, endpoints[place], place)))
                .toList();
    }

    /// The same, whose answers are read on for so long.
    static List<Offer> draining(int seconds, URI... endpoints) {
        return at(endpoints).stream().map(offer -> draining(offer, seconds)).toList();
    }

    private static Offer draining(Offer offer, int seconds) {
        return new Offer(
                offer.listing().draining(seconds),
                offer.model(),
                offer.provider(),
                offer.dataCenter(),
                offer.credential(),
                offer.prices());
    }

    /// An offer of a model at an endpoint; `place` 0 is the cheapest.
    public static Offer of(Model model, URI endpoint, int place) {
        var listingId = UUID.randomUUID();
        var slug = "provider-" + place;
        var provider = new Provider(UUID.randomUUID(), slug, "Provider " + place, "CN", CNY, true);
        var site =
                new DataCenter(
                        UUID.randomUUID(),
                        provider.organisationId(),
                        "site",
                        "Hohhot",
                        "CN",
                        ZONE,
                        "CN-NM-W",
                        new BigDecimal("1.20"),
                        "declared");
        var listing =
                new Listing(
                        listingId,
                        model.id(),
                        provider.organisationId(),
                        site.id(),
                        endpoint,
                        model.slug(),
                        Listing.State.LIVE,
                        MAX_OUTPUT,
                        "fp8",
                        new Listing.DataPolicy(0, false));
        var priced = new PriceBook.Priced(version(listingId, place), PRICED.hours(), Set.of());
        return new Offer(listing, model, provider, site, Optional.empty(), List.of(priced));
    }

    static Subscription subscription(UUID buyerId, Model model) {
        return new Subscription(
                UUID.randomUUID(),
                buyerId,
                model.id(),
                Optional.empty(),
                USD,
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty());
    }

    private static PriceVersion version(UUID listingId, int place) {
        return new PriceVersion(
                UUID.randomUUID(),
                listingId,
                1,
                Instant.EPOCH,
                Optional.empty(),
                CNY,
                List.of(
                        line(TokenClass.INPUT, 1_448_007, 233_200, place),
                        line(TokenClass.CACHED_INPUT, 144_801, 23_400, place),
                        line(TokenClass.OUTPUT, 6_240_878, 1_005_100, place)),
                inputs(),
                "hash",
                "test");
    }

    private static PriceVersion.Line line(TokenClass tokens, long net, long list, int place) {
        return new PriceVersion.Line(
                tokens, Band.FLAT, USD, net * (10 + place) / 10, list * (10 + place) / 10);
    }

    private static PriceVersion.Inputs inputs() {
        var base =
                Map.of(
                        TokenClass.INPUT, new BigDecimal("1.20"),
                        TokenClass.CACHED_INPUT, new BigDecimal("0.12"),
                        TokenClass.OUTPUT, new BigDecimal("4.80"));
        return new PriceVersion.Inputs(
                UUID.randomUUID(),
                "hash",
                Map.of(Band.FLAT, new BigDecimal("0.492807")),
                new EnergyProfile(
                        new BigDecimal("0.10"),
                        new BigDecimal("0.01"),
                        new BigDecimal("1.06"),
                        EnergyProfile.Grade.C,
                        "declared"),
                new BigDecimal("1.20"),
                PriceTerms.of(base, new BigDecimal("0.15")),
                Map.of(USD, UUID.randomUUID()),
                "1");
    }
}
