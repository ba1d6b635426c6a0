package io.intertie.web.visitor;

import io.intertie.catalog.Model;
import io.intertie.web.Figures;
import io.intertie.web.Messages;
import io.intertie.web.Offer;
import io.intertie.web.Prefs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Arranges offers for the start page and the catalogue.
@ApplicationScoped
class Window {
    static final int CARDS = 4;
    private static final int CHEAPEST = 5;

    private final Messages messages;

    @Inject
    Window(Messages messages) {
        this.messages = messages;
    }

    HomePage.Home home(List<Offer> offers, List<TariffCard> cards, Prefs prefs) {
        var rows = rows(offers, prefs);
        var chat =
                rows.stream()
                        .filter(row -> row.model().kind() == Model.Kind.CHAT)
                        .sorted(Comparator.comparingLong(row -> row.best().leadPrice()))
                        .limit(CHEAPEST)
                        .toList();
        var example = chat.isEmpty() ? "author/model" : chat.getFirst().model().wireName();
        return new HomePage.Home(cards, chat, rows.size(), example);
    }

    ModelsPage.Models models(
            List<Offer> offers, Shelf shelf, String most, List<TariffCard> cards, Prefs prefs) {
        var rows = rows(shelf.pick(offers), prefs).stream().sorted(shelf.comparator()).toList();
        var sites = offers.stream().map(offer -> offer.offered().site().id()).distinct().count();
        return new ModelsPage.Models(
                rows,
                rows(offers, prefs).size(),
                (int) sites,
                cards,
                shelf,
                choices(offers, shelf, prefs),
                most,
                !most.isEmpty() && shelf.most().isEmpty());
    }

    /// One row a model, in the order of its first offer.
    List<ModelRow> rows(List<Offer> offers, Prefs prefs) {
        var figures = Figures.of(prefs);
        var label = messages.text(prefs.locale(), "chart.next24");
        return offers.stream()
                .collect(
                        Collectors.groupingBy(
                                offer -> offer.offered().model().id(),
                                LinkedHashMap::new,
                                Collectors.toList()))
                .values()
                .stream()
                .map(ofModel -> ModelRow.of(ofModel, figures, label))
                .toList();
    }

    private ModelsPage.Choices choices(List<Offer> offers, Shelf shelf, Prefs prefs) {
        return new ModelsPage.Choices(
                choices(
                        offers,
                        offer -> Stream.of(offer.offered().site().country()),
                        code -> Locale.of("", code).getDisplayCountry(prefs.locale()),
                        shelf.countries()),
                choices(
                        offers,
                        offer -> slugs(offer.offered().model().capabilities()),
                        slug -> messages.text(prefs.locale(), "capability." + slug),
                        slugs(shelf.capabilities()).collect(Collectors.toSet())),
                choices(
                        offers,
                        offer -> slugs(Set.of(offer.offered().model().kind())),
                        slug -> messages.text(prefs.locale(), "kind." + slug),
                        slugs(shelf.kind().stream().toList()).collect(Collectors.toSet())),
                choices(
                        offers,
                        offer -> Stream.of(offer.offered().score().grade()),
                        grade ->
                                grade.equals("-")
                                        ? messages.text(prefs.locale(), "unmeasured")
                                        : messages.text(prefs.locale(), "stability." + grade),
                        shelf.worth().stability()),
                choices(
                        offers,
                        offer -> slugs(Set.of(offer.energy().grade())),
                        slug ->
                                messages.text(
                                        prefs.locale(),
                                        "evidence." + slug.toUpperCase(Locale.ROOT)),
                        slugs(shelf.worth().evidence()).collect(Collectors.toSet())));
    }

    private static Stream<String> slugs(java.util.Collection<? extends Enum<?>> values) {
        return values.stream().map(value -> value.name().toLowerCase(Locale.ROOT));
    }

    // Counts models, not offers: a model from two sites of a country counts once.
    private static List<ModelsPage.Choice> choices(
            List<Offer> offers,
            Function<Offer, Stream<String>> values,
            Function<String, String> label,
            Set<String> chosen) {
        return offers.stream()
                .flatMap(values)
                .distinct()
                .sorted()
                .map(value ->
                        new ModelsPage.Choice(
                                value,
                                label.apply(value),
                                offers.stream()
                                        .filter(offer ->
                                                values.apply(offer).anyMatch(value::equals))
                                        .map(offer -> offer.offered().model().id())
                                        .distinct()
                                        .count(),
                                chosen.contains(value)))
                .toList();
    }
}
