package io.intertie.web.visitor;

import io.intertie.catalog.Model;
import io.intertie.web.Offer;
import java.math.BigDecimal;
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
        Order order) {
    /// How the catalogue is sorted.
    public enum Order {
        PRICE,
        INPUT,
        EFFICIENCY,
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

    Comparator<ModelRow> comparator() {
        return switch (order) {
            case PRICE -> Comparator.comparingLong(row -> row.best().leadPrice());
            case INPUT ->
                    Comparator.comparingLong(row ->
                            row.best()
                                    .price(io.intertie.tariff.TokenClass.INPUT)
                                    .orElse(Long.MAX_VALUE));
            case EFFICIENCY ->
                    Comparator.comparingLong(row -> -row.best().tokensPerKwh().orElse(0L));
            case NAME ->
                    Comparator.comparing(row -> row.model().name(), String.CASE_INSENSITIVE_ORDER);
        };
    }

    private boolean fits(Offer offer) {
        var model = offer.offered().model();
        return (countries.isEmpty() || countries.contains(offer.offered().site().country()))
                && model.capabilities().containsAll(capabilities)
                && kind.map(wanted -> model.kind() == wanted).orElse(true)
                && most.map(limit -> isWithin(offer, limit)).orElse(true)
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
