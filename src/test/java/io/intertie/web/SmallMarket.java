package io.intertie.web;

import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.catalog.Model.Capability;
import io.intertie.catalog.Provider;
import io.intertie.money.Currency;
import io.intertie.quality.Score;
import io.intertie.tariff.Band;
import io.intertie.tariff.EnergyProfile;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.energy.MeasuredEnergy;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/// A catalogue for tests and previews: three providers, one of them a sandbox, and six models.
public final class SmallMarket {
    /// A quarter to eleven in Berlin.
    public static final Instant NOON = Instant.parse("2026-11-23T09:45:00Z");

    public static final Currency USD = Currency.of("USD");
    public static final Currency EUR = Currency.of("EUR");
    public static final Currency CNY = Currency.of("CNY");

    private static final Map<UUID, Score> MEASURED =
            Map.of(
                    id(111), score("0.9998", 412, "96.4", "0.08", "A"),
                    id(121), score("0.9971", 690, "88.1", "0.17", "B"));

    private static final Map<UUID, MeasuredEnergy> METERED =
            Map.of(id(111), metered(id(111), 1_344), id(121), metered(id(121), 40));

    private final List<Provider> providers =
            List.of(
                    provider(1, "horinger-compute", "Horinger Compute", "CN", "CNY", false),
                    provider(2, "borealis", "Borealis Inference", "IS", "EUR", false),
                    provider(3, "sandbox", "Intertie Sandbox", "CN", "CNY", true));
    private final List<DataCenter> sites =
            List.of(
                    site(1, 1, "Hohhot", "CN", "Asia/Shanghai"),
                    site(2, 2, "Keflavík", "IS", "Atlantic/Reykjavik"),
                    site(3, 3, "Zhongwei", "CN", "Asia/Shanghai"));
    private final List<Model> models =
            List.of(
                    chat(1, "deepseek", "v4-flash", "DeepSeek V4 Flash", 1_000_000),
                    chat(2, "zai", "glm-5.3-flash", "GLM-5.3 Flash", 262_144),
                    chat(3, "moonshot", "kimi-k2.5", "Kimi K2.5", 262_144),
                    chat(4, "openai", "gpt-oss-120b", "gpt-oss-120b", 131_072),
                    chat(5, "intertie", "sandbox-chat", "Sandbox Chat", 32_768),
                    new Model(
                            id(60),
                            "sentence-transformers",
                            "minilm-l6",
                            "all-MiniLM-L6-v2",
                            Model.Kind.EMBEDDING,
                            512,
                            "22M",
                            "Apache-2.0",
                            Set.of()));
    private final List<Listing> listings = listings0();

    public static UUID id(long number) {
        return new UUID(0x0000000000007000L, 0x8000000000000000L + number);
    }

    private static MeasuredEnergy metered(UUID listing, int intervals) {
        return new MeasuredEnergy(
                listing,
                new EnergyProfile(
                        new BigDecimal("0.082"),
                        new BigDecimal("0.008"),
                        new BigDecimal("0.869"),
                        EnergyProfile.Grade.A,
                        "metered, " + intervals + " intervals reported by the site"),
                intervals,
                NOON.minusSeconds(2_419_200),
                NOON,
                Optional.of(new BigDecimal("0.8120")));
    }

    private static Score score(
            String uptime, long firstToken, String speed, String jitter, String grade) {
        return new Score(
                1_240,
                new BigDecimal(uptime),
                firstToken,
                new BigDecimal(speed),
                new BigDecimal(jitter),
                grade);
    }

    private static Provider provider(
            long number,
            String slug,
            String name,
            String country,
            String currency,
            boolean sandbox) {
        return new Provider(id(number), slug, name, country, Currency.of(currency), sandbox);
    }

    private static DataCenter site(
            long number, long provider, String city, String country, String zone) {
        return new DataCenter(
                id(10 + number),
                id(provider),
                "site-" + number,
                city,
                country,
                ZoneId.of(zone),
                "grid",
                new BigDecimal("1.2"),
                "declared");
    }

    private static Model chat(
            long number, String author, String slug, String name, int contextTokens) {
        var capabilities = EnumSet.of(Capability.TOOLS);
        if (number % 2 == 1) {
            capabilities.add(Capability.REASONING);
        } else {
            capabilities.add(Capability.JSON);
        }
        return new Model(
                id(50 + number),
                author,
                slug,
                name,
                Model.Kind.CHAT,
                contextTokens,
                "284B MoE",
                "MIT",
                capabilities);
    }

    private List<Listing> listings0() {
        var all = new ArrayList<Listing>();
        IntStream.rangeClosed(1, 4).forEach(model -> all.add(listing(model, 1)));
        all.add(listing(1, 2));
        all.add(listing(4, 2));
        all.add(listing(5, 3));
        all.add(listing(1, 3));
        all.add(listing(10, 3));
        return List.copyOf(all);
    }

    private Listing listing(int model, int provider) {
        var declared =
                models.stream()
                        .filter(one -> one.id().equals(id(50 + model)))
                        .findFirst()
                        .orElseThrow()
                        .capabilities();
        return new Listing(
                        id(100 + model * 10L + provider),
                        id(50 + model),
                        id(provider),
                        id(10 + provider),
                        URI.create("http://localhost:1/v1"),
                        "model",
                        Listing.State.LIVE,
                        32_000,
                        "fp8",
                        new Listing.DataPolicy(provider == 2 ? 30 : 0, false))
                .declaring(declared);
    }

    /// Inner Mongolia's shape: dear in the evening, cheap at night and at noon.
    static TariffTable chinese() {
        return new TariffTable(
                ZoneId.of("Asia/Shanghai"),
                List.of(
                        rule("00:00", "06:00", Band.VALLEY, "0.268"),
                        rule("06:00", "10:00", Band.FLAT, "0.443"),
                        rule("10:00", "14:00", Band.DEEP_VALLEY, "0.214"),
                        rule("14:00", "17:00", Band.FLAT, "0.443"),
                        rule("17:00", "19:00", Band.PEAK, "0.708"),
                        rule("19:00", "21:00", Band.SHARP, "0.850"),
                        rule("21:00", "00:00", Band.PEAK, "0.708")));
    }

    private static TariffTable.Rule rule(String from, String until, Band band, String price) {
        return new TariffTable.Rule(
                EnumSet.allOf(Month.class),
                LocalTime.parse(from),
                LocalTime.parse(until),
                band,
                new BigDecimal(price));
    }

    public List<Provider> providers() {
        return providers;
    }

    public List<DataCenter> sites() {
        return sites;
    }

    public List<Model> models() {
        return models;
    }

    public List<Listing> listings() {
        return listings;
    }

    /// What the rooms would say of this market.
    public Market.Facts facts() {
        return new Market.Facts(
                listings,
                models,
                providers,
                sites,
                new SmallPrices(this).current(),
                MEASURED,
                METERED);
    }

    public List<Offer> offers(Currency currency) {
        return Market.offers(facts(), currency, NOON);
    }
}
