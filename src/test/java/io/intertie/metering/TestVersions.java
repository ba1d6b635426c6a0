package io.intertie.metering;

import io.intertie.money.Currency;
import io.intertie.tariff.Band;
import io.intertie.tariff.EnergyProfile;
import io.intertie.tariff.PriceTerms;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TokenClass;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Price versions for tests: the worked example of pricing, sold in USD.
public final class TestVersions {
    private static final Currency USD = Currency.of("USD");

    private TestVersions() {}

    public static PriceVersion example(Currency provider) {
        return example(UUID.randomUUID(), provider);
    }

    /// The same with an id that other processes know, too.
    static PriceVersion example(UUID id, Currency provider) {
        var base =
                Map.of(
                        TokenClass.INPUT, BigDecimal.ONE,
                        TokenClass.CACHED_INPUT, BigDecimal.ONE,
                        TokenClass.OUTPUT, BigDecimal.ONE);
        var inputs =
                new PriceVersion.Inputs(
                        UUID.randomUUID(),
                        "hash",
                        Map.of(),
                        new EnergyProfile(
                                BigDecimal.ONE,
                                BigDecimal.ONE,
                                BigDecimal.ONE,
                                EnergyProfile.Grade.C,
                                "declared"),
                        new BigDecimal("1.2"),
                        PriceTerms.of(base, new BigDecimal("0.15")),
                        Map.of(),
                        "1");
        return new PriceVersion(
                id,
                UUID.randomUUID(),
                1,
                Instant.EPOCH,
                Optional.empty(),
                provider,
                List.of(
                        line(TokenClass.INPUT, 1_448_007, 233_200),
                        line(TokenClass.OUTPUT, 6_240_878, 1_005_100)),
                inputs,
                "hash",
                "test");
    }

    private static PriceVersion.Line line(TokenClass tokens, long net, long list) {
        return new PriceVersion.Line(tokens, Band.FLAT, USD, net, list);
    }
}
