package io.intertie.web.visitor;

import io.intertie.catalog.Model;
import io.intertie.tariff.TokenClass;
import io.intertie.tariff.energy.MeasuredEnergy;
import io.intertie.web.Figures;
import io.intertie.web.Offer;
import io.intertie.web.Svg;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A model in a list, with the price, speed and place of its cheapest offer now.
public record ModelRow(
        Model model,
        Offer best,
        int providers,
        boolean sandbox,
        Prices prices,
        Optional<Measured> measured,
        Optional<Efficiency> efficiency) {
    /// What a token costs now, and how that lies in the day.
    public record Prices(
            Optional<String> input,
            Optional<String> output,
            Optional<String> change,
            String spark) {}

    /// What requests of the last day showed; absent where there were none.
    public record Measured(String grade, String jitter, String uptime, String firstToken) {
        /// Whether there were enough streamed requests for a grade.
        public boolean isGraded() {
            return !grade.equals("-");
        }
    }

    /// Tokens per kWh at the facility, in short and in full; `steady` is how evenly they came over
    /// the last 7 days, where that was measured.
    public record Efficiency(String brief, String full, String grade, Optional<String> steady) {}

    /// The row of a model from all its offers, of which there is at least one.
    static ModelRow of(List<Offer> offers, Figures figures, String sparkLabel) {
        var best = offers.stream().min(Comparator.comparingLong(Offer::leadPrice)).orElseThrow();
        return new ModelRow(
                best.offered().model(),
                best,
                (int) offers.stream().map(offer -> offer.offered().provider()).distinct().count(),
                offers.stream().anyMatch(offer -> offer.offered().provider().sandbox()),
                prices(best, figures, sparkLabel),
                measured(best, figures),
                efficiency(best, figures));
    }

    /// The address of its page.
    public String path() {
        return "/models/" + model.wireName();
    }

    public String initial() {
        return model.name().substring(0, 1).toUpperCase(Locale.ROOT);
    }

    /// One of six colours, always the same for an author.
    public String colour() {
        return "av" + Math.floorMod(model.author().hashCode(), 6);
    }

    /// What its offer declares, and was certified for.
    public List<String> capabilities() {
        return best.offered().listing().capabilities().stream()
                .sorted()
                .map(capability -> capability.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    static Prices prices(Offer offer, Figures figures, String sparkLabel) {
        var output =
                offer.lead() == TokenClass.OUTPUT
                        ? offer.price(TokenClass.OUTPUT)
                        : Optional.<Long>empty();
        return new Prices(
                offer.price(TokenClass.INPUT).map(micro -> figures.price(offer.currency(), micro)),
                output.map(micro -> figures.price(offer.currency(), micro)),
                offer.againstMean().movePointRight(2).abs().compareTo(java.math.BigDecimal.ONE) < 0
                        ? Optional.empty()
                        : Optional.of(figures.change(offer.againstMean())),
                Svg.spark(offer.bars(figures), sparkLabel));
    }

    static Optional<Measured> measured(Offer offer, Figures figures) {
        var score = offer.offered().score();
        return score.samples() == 0
                ? Optional.empty()
                : Optional.of(
                        new Measured(
                                score.grade(),
                                "±" + figures.rounded(score.jitter(), 2),
                                figures.uptime(score.uptime()),
                                figures.millis(score.firstTokenMillisP50())));
    }

    static Optional<Efficiency> efficiency(Offer offer, Figures figures) {
        return offer.tokensPerKwh()
                .map(tokens ->
                        new Efficiency(
                                figures.compact(tokens),
                                figures.count(tokens),
                                offer.energy().grade().name(),
                                steady(offer, figures)));
    }

    static Optional<String> steady(Offer offer, Figures figures) {
        return offer.offered()
                .measured()
                .filter(MeasuredEnergy::isEnough)
                .flatMap(MeasuredEnergy::steadiness)
                .map(share -> figures.rounded(share, 2));
    }
}
