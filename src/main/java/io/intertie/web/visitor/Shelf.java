package io.intertie.web.visitor;

import io.intertie.catalog.Model;
import io.intertie.tariff.EnergyProfile;
import io.intertie.tariff.TokenClass;
import io.intertie.web.Offer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which offers a visitor wants to see, in which order: what the catalogue's address says.
///
/// `most` is the highest price of the leading tokens per 1M, in the visitor's currency.
public record Shelf(
        String words,
        Set<String> countries,
        Set<Model.Capability> capabilities,
        Optional<Model.Kind> kind,
        Optional<BigDecimal> most,
        Worth worth,
        Order order) {
    /// How good it has to be: its stability grade, who vouches for its energy, what becomes of
    /// prompts, how many thousand tokens a kWh makes and a context has at least. An empty set asks
    /// for nothing.
    public record Worth(
            Set<String> stability,
            Set<EnergyProfile.Grade> evidence,
            Set<Handling> handling,
            Optional<Long> least,
            Optional<Long> context) {
        public static final Worth ANY =
                new Worth(Set.of(), Set.of(), Set.of(), Optional.empty(), Optional.empty());

        public Worth {
            stability = Set.copyOf(stability);
            evidence = Set.copyOf(evidence);
            handling = Set.copyOf(handling);
        }

        boolean isMetBy(Offer offer) {
            var made = offer.tokensPerKwh().orElse(0L);
            var reads = offer.offered().model().contextTokens();
            return (stability.isEmpty() || stability.contains(offer.offered().score().grade()))
                    && (evidence.isEmpty() || evidence.contains(offer.energy().grade()))
                    && handling.stream().allMatch(one -> one.isKeptBy(offer))
                    && least.map(thousands -> made / 1000 >= thousands).orElse(true)
                    && context.map(thousands -> reads / 1000 >= thousands).orElse(true);
        }
    }

    /// What a provider declares to do with prompts.
    public enum Handling {
        UNKEPT,
        UNTRAINED;

        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isKeptBy(Offer offer) {
            var policy = offer.offered().listing().dataPolicy();
            return switch (this) {
                case UNKEPT -> policy.retentionDays() == 0;
                case UNTRAINED -> !policy.trainsOnPrompts();
            };
        }
    }

    /// How the catalogue is sorted.
    public enum Order {
        PRICE,
        INPUT,
        EFFICIENCY,
        STABILITY,
        NAME;

        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Order of(String slug) {
            return List.of(values()).stream()
                    .filter(order -> order.slug().equals(slug))
                    .findFirst()
                    .orElse(PRICE);
        }
    }

    public Shelf {
        countries = Set.copyOf(countries);
        capabilities = Set.copyOf(capabilities);
    }

    /// The orders to choose from.
    public List<String> orders() {
        return List.of(Order.values()).stream().map(Order::slug).toList();
    }

    /// The offers that fit.
    List<Offer> pick(List<Offer> offers) {
        return offers.stream().filter(this::fits).toList();
    }

    /// The order of models by their best offers.
    Comparator<Offer> comparator() {
        return switch (order) {
            case PRICE -> Comparator.comparingLong(Offer::leadPrice);
            case INPUT ->
                    Comparator.comparingLong(
                            one -> one.price(TokenClass.INPUT).orElse(Long.MAX_VALUE));
            case EFFICIENCY -> Comparator.comparingLong(one -> -one.tokensPerKwh().orElse(0L));
            case STABILITY -> Comparator.comparing(Shelf::stability);
            case NAME ->
                    Comparator.comparing(
                            one -> one.offered().model().name(), String.CASE_INSENSITIVE_ORDER);
        };
    }

    // A grade before none; within a grade the steadier first.
    private static String stability(Offer offer) {
        var score = offer.offered().score();
        return score.grade().replace('-', 'Z') + score.jitter().setScale(6, RoundingMode.HALF_UP);
    }

    private boolean fits(Offer offer) {
        var model = offer.offered().model();
        return (countries.isEmpty() || countries.contains(offer.offered().site().country()))
                && offer.offered().listing().capabilities().containsAll(capabilities)
                && kind.map(wanted -> model.kind() == wanted).orElse(true)
                && most.map(limit -> isWithin(offer, limit)).orElse(true)
                && worth.isMetBy(offer)
                && isNamed(offer);
    }

    private static boolean isWithin(Offer offer, BigDecimal limit) {
        return BigDecimal.valueOf(offer.leadPrice(), 6).compareTo(limit) <= 0;
    }

    private boolean isNamed(Offer offer) {
        var model = offer.offered().model();
        var text =
                String.join(" ", model.name(), model.wireName(), offer.offered().provider().name());
        return text.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
    }
}
