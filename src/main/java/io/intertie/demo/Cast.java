package io.intertie.demo;

import io.intertie.catalog.Model;
import io.intertie.tariff.TokenClass;
import io.intertie.tokens.Tokenizer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Who takes part in the demonstration: fixed ids, so that seeding again meets what is there.
final class Cast {
    static final UUID BUYER = id(0x10);

    /// The Keycloak client of the embedded market's realm that acts for the first provider.
    static final String PROVIDER_SERVICE = "demo-provider-service";

    /// A provider with one site; all of them are served by the sandbox server.
    ///
    /// `tariff` is the code of a shipped reference; `pue` is assumed and says so.
    record Site(
            UUID providerId,
            UUID siteId,
            String name,
            String slug,
            String city,
            String country,
            String currency,
            String tariff,
            BigDecimal pue,
            Map<String, Asks> listings) {}

    /// What a site asks for a model: compute and network per 1M tokens in its currency.
    record Asks(UUID listingId, String input, String cachedInput, String output) {
        Map<TokenClass, BigDecimal> base() {
            return Map.of(
                    TokenClass.INPUT, new BigDecimal(input),
                    TokenClass.CACHED_INPUT, new BigDecimal(cachedInput),
                    TokenClass.OUTPUT, new BigDecimal(output));
        }
    }

    private static final Optional<Model.Tokens> SANDBOX_TOKENS =
            Optional.of(
                    new Model.Tokens(
                            Tokenizer.O200K_BASE,
                            "docs/sandbox.md",
                            "exact: the sandbox provider counts by it"));

    static final List<Model> MODELS =
            List.of(
                    new Model(
                                    id(0x40),
                                    "sandbox",
                                    "echo-1",
                                    "Echo 1 (sandbox)",
                                    Model.Kind.CHAT,
                                    128_000,
                                    "none: deterministic text",
                                    "Apache-2.0",
                                    Set.of(Model.Capability.TOOLS, Model.Capability.JSON))
                            .with(SANDBOX_TOKENS),
                    new Model(
                                    id(0x41),
                                    "sandbox",
                                    "slow-1",
                                    "Slow 1 (sandbox)",
                                    Model.Kind.CHAT,
                                    32_000,
                                    "none: deterministic text, 40 ms a token",
                                    "Apache-2.0",
                                    Set.of(Model.Capability.JSON))
                            .with(SANDBOX_TOKENS),
                    new Model(
                            id(0x42),
                            "sentence-transformers",
                            "all-minilm-l6-v2",
                            "all-MiniLM-L6-v2",
                            Model.Kind.EMBEDDING,
                            512,
                            "22.7M, 8-bit",
                            "Apache-2.0",
                            Set.of()));

    static final List<Site> SITES =
            List.of(
                    new Site(
                            id(0x20),
                            id(0x30),
                            "Horinger Compute (sandbox)",
                            "horinger-compute",
                            "Hohhot",
                            "CN",
                            "CNY",
                            "CN-NM-W",
                            new BigDecimal("1.20"),
                            Map.of(
                                    "echo-1", new Asks(id(0x50), "1.20", "0.12", "4.80"),
                                    "slow-1", new Asks(id(0x51), "0.80", "0.08", "3.20"),
                                    "all-minilm-l6-v2", new Asks(id(0x52), "0.09", "0.09", "0"))),
                    new Site(
                            id(0x21),
                            id(0x31),
                            "Pearl Delta Cloud (sandbox)",
                            "pearl-delta-cloud",
                            "Guangzhou",
                            "CN",
                            "CNY",
                            "CN-GD",
                            new BigDecimal("1.25"),
                            Map.of(
                                    "echo-1", new Asks(id(0x53), "1.10", "0.11", "4.60"),
                                    "all-minilm-l6-v2", new Asks(id(0x54), "0.08", "0.08", "0"))),
                    new Site(
                            id(0x22),
                            id(0x32),
                            "Permian Inference (sandbox)",
                            "permian-inference",
                            "Abilene",
                            "US",
                            "USD",
                            "US-TX",
                            new BigDecimal("1.15"),
                            Map.of(
                                    "echo-1", new Asks(id(0x55), "0.21", "0.021", "0.82"),
                                    "slow-1", new Asks(id(0x56), "0.12", "0.012", "0.50"))),
                    new Site(
                            id(0x23),
                            id(0x33),
                            "Reykjanes Tokens (sandbox)",
                            "reykjanes-tokens",
                            "Keflavík",
                            "IS",
                            "USD",
                            "IS",
                            new BigDecimal("1.08"),
                            Map.of("echo-1", new Asks(id(0x57), "0.24", "0.024", "0.90"))));

    private Cast() {}

    static Model model(String slug) {
        return MODELS.stream().filter(model -> model.slug().equals(slug)).findFirst().orElseThrow();
    }

    private static UUID id(int number) {
        return new UUID(0x0190000000007000L, 0x8000000000000000L | number);
    }
}
