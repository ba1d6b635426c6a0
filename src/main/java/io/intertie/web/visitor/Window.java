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
    static final int LINES = 20;
    private static final int CHEAPEST = 5;

    private final Messages messages;

    @Inject
    Window(Messages messages) {
        this.messages = messages;
    }

    HomePage.Home home(List<Offer> offers, List<TariffCard> cards, Prefs prefs) {
        var models = byModel(offers);
        var chat =
                models.stream()
                        .filter(ofModel -> model(ofModel).kind() == Model.Kind.CHAT)
                        .sorted(Comparator.comparing(Window::best, byPrice()))
                        .limit(CHEAPEST)
                        .toList();
        var example = chat.isEmpty() ? "author/model" : model(chat.getFirst()).wireName();
        return new HomePage.Home(cards, written(chat, prefs), models.size(), example);
    }

    /// One page of the catalogue: only what is on it is written out, however much there is.
    ModelsPage.Models models(
            List<Offer> offers, ModelsPage.Asked asked, List<TariffCard> cards, Prefs prefs) {
        var shelf = asked.shelf();
        var found =
                byModel(shelf.pick(offers)).stream()
                        .sorted(Comparator.comparing(Window::best, shelf.comparator()))
                        .toList();
        var pager = ModelsPage.Pager.of(asked.page(), LINES, found.size());
        var sites = offers.stream().map(offer -> offer.offered().site().id()).distinct().count();
        return new ModelsPage.Models(
                written(found.subList(pager.from() - 1, pager.until()), prefs),
                pager,
                byModel(offers).size(),
                (int) sites,
                cards,
                shelf,
                choices(offers, shelf, prefs),
                asked.most(),
                !asked.most().isEmpty() && shelf.most().isEmpty());
    }

    /// One row a model, in the order of its first offer.
    List<ModelRow> rows(List<Offer> offers, Prefs prefs) {
        return written(byModel(offers), prefs);
    }

    private List<ModelRow> written(List<List<Offer>> models, Prefs prefs) {
        var figures = Figures.of(prefs);
        var label = messages.text(prefs.locale(), "chart.next24");
        return models.stream().map(ofModel -> ModelRow.of(ofModel, figures, label)).toList();
    }

    private static List<List<Offer>> byModel(List<Offer> offers) {
        return List.copyOf(
                offers.stream()
                        .collect(
                                Collectors.groupingBy(
                                        offer -> offer.offered().model().id(),
                                        LinkedHashMap::new,
                                        Collectors.toList()))
                        .values());
    }

    private static Model model(List<Offer> ofModel) {
        return ofModel.getFirst().offered().model();
    }

    private static Offer best(List<Offer> ofModel) {
        return ofModel.stream().min(byPrice()).orElseThrow();
    }

    private static Comparator<Offer> byPrice() {
        return Comparator.comparingLong(Offer::leadPrice);
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
                        offer -> slugs(offer.offered().listing().capabilities()),
                        slug -> messages.text(prefs.locale(), "capability." + slug),
                        slugs(shelf.capabilities()).collect(Collectors.toSet())),
                choices(
                        offers,
                        offer -> slugs(Set.of(offer.offered().model().kind())),
                        slug -> messages.text(prefs.locale(), "kind." + slug),
                        slugs(shelf.kind().stream().toList()).collect(Collectors.toSet())),
                choices(
                        offers,
                        offer ->
                                Stream.of(Shelf.Handling.values())
                                        .filter(one -> one.isKeptBy(offer))
                                        .map(Shelf.Handling::slug),
                        slug -> messages.text(prefs.locale(), "models.data." + slug),
                        slugs(shelf.worth().handling()).collect(Collectors.toSet())),
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
