package io.intertie.gateway.routing;

import io.intertie.access.Subscription;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.gateway.TestOffers;
import io.intertie.gateway.wire.ProviderWishes.Marks;
import io.intertie.money.Currency;
import io.intertie.quality.Uptime;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Offers that differ in what wishes ask for; `provider-N` is dearer the greater its N.
final class TestPlaces {
    private TestPlaces() {}

    /// What an offer of a test is like.
    record Kind(
            String country,
            String quantisation,
            int retentionDays,
            boolean trains,
            Set<Model.Capability> capabilities,
            Standing standing) {
        static final Kind PLAIN = new Kind("CN", "fp8", 0, false, Set.of(), Standing.UNKNOWN);

        Kind in(String other) {
            return new Kind(other, quantisation, retentionDays, trains, capabilities, standing);
        }

        Kind of(String other) {
            return new Kind(country, other, retentionDays, trains, capabilities, standing);
        }

        Kind keeping(int days, boolean training) {
            return new Kind(country, quantisation, days, training, capabilities, standing);
        }

        Kind able(Model.Capability... all) {
            return new Kind(country, quantisation, retentionDays, trains, Set.of(all), standing);
        }

        Kind standing(Standing other) {
            return new Kind(country, quantisation, retentionDays, trains, capabilities, other);
        }
    }

    static Standing standing(Uptime.Standing uptime, int perMille) {
        return new Standing(uptime, perMille, Marks.NONE, Marks.NONE, 0, -1);
    }

    /// Measured: median first token, median tokens per second, jitter, grade.
    static Standing measured(long millis, long tokensPerSecond, long jitter, String grade) {
        return new Standing(
                Uptime.Standing.GOOD,
                1_000,
                new Marks(millis, millis, millis * 2, millis * 4),
                new Marks(tokensPerSecond * 1_000, tokensPerSecond * 900, 0, 0),
                jitter,
                "ABCD".indexOf(grade));
    }

    static Offer offer(int place, Kind kind) {
        var plain = TestOffers.of(TestOffers.CHAT, URI.create("http://localhost/v1"), place);
        var of = plain.listing();
        var site = plain.dataCenter();
        return new Offer(
                new Listing(
                                of.id(),
                                of.modelId(),
                                of.providerId(),
                                of.dataCenterId(),
                                of.endpoint(),
                                of.upstreamModel(),
                                of.state(),
                                of.maxOutputTokens(),
                                kind.quantisation(),
                                new Listing.DataPolicy(kind.retentionDays(), kind.trains()))
                        .declaring(kind.capabilities()),
                plain.model(),
                plain.provider(),
                new DataCenter(
                        site.id(),
                        site.providerId(),
                        site.slug(),
                        site.city(),
                        kind.country(),
                        site.zone(),
                        site.gridRegion(),
                        site.pue(),
                        site.pueSource()),
                Optional.empty(),
                plain.prices(),
                kind.standing());
    }

    static Subscription subscription(Optional<UUID> listingId, Optional<Long> cap) {
        return new Subscription(
                UUID.randomUUID(),
                UUID.randomUUID(),
                TestOffers.CHAT.id(),
                listingId,
                Currency.of("USD"),
                cap,
                Instant.EPOCH,
                Optional.empty());
    }

    static List<String> slugs(RoutePlan plan) {
        return plan instanceof RoutePlan.Way way
                ? way.candidates().stream().map(one -> one.offer().provider().slug()).toList()
                : List.of();
    }
}
