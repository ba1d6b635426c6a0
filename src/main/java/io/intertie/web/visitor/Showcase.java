package io.intertie.web.visitor;

import io.intertie.quality.Measured;
import io.intertie.tariff.PriceAnatomy;
import io.intertie.tariff.energy.MeasuredEnergy;
import io.intertie.web.Figures;
import io.intertie.web.Messages;
import io.intertie.web.Offer;
import io.intertie.web.Prefs;
import io.intertie.web.Svg;
import io.intertie.web.measured.QualityLine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Arranges one model's offers: the day's curve, the providers, the anatomy, the estimate.
@ApplicationScoped
class Showcase {
    private final Messages messages;

    @Inject
    Showcase(Messages messages) {
        this.messages = messages;
    }

    /// What a visitor asked for: the offer to show, whose clock, how many tokens a month.
    record Asked(
            List<Offer> offers,
            Offer chosen,
            Optional<TariffCard> tariff,
            String clock,
            Estimate.Volume volume) {}

    /// What the page shows.
    public record Model(
            ModelRow row,
            Chart chart,
            List<ProviderRow> providers,
            Optional<Anatomy> anatomy,
            Estimate estimate,
            Efficiency efficiency,
            List<QualityLine> windows,
            Optional<TariffCard> tariff,
            OwnPrices.Held held) {
        public boolean isSubscribed() {
            return held.isSubscribed();
        }

        /// The offer that the chart and the anatomy are of.
        public Offer offer() {
            return row.best();
        }

        /// How its days went.
        public UptimeDays days() {
            return providers.stream()
                    .filter(ProviderRow::isChosen)
                    .map(ProviderRow::days)
                    .findFirst()
                    .orElseThrow();
        }

        /// How the price map names it.
        public String mapSlug() {
            return PriceMap.slug(offer());
        }

        public boolean isChat() {
            return row.model().kind() == io.intertie.catalog.Model.Kind.CHAT;
        }
    }

    /// The day's curve and the same figures as a table.
    public record Chart(
            String svg,
            List<Hour> hours,
            Optional<String> cheapest,
            String clock,
            List<ClockChoice> clocks) {}

    public record Hour(
            String from,
            String price,
            String tariff,
            String tariffBand,
            int level,
            boolean isNow) {}

    public record ClockChoice(String slug, String label, boolean isChosen) {}

    /// A row of the providers' table; `slug` chooses its chart.
    public record ProviderRow(
            Offer offer,
            ModelRow.Prices prices,
            Optional<ModelRow.Measured> measured,
            Optional<ModelRow.Efficiency> efficiency,
            String speed,
            UptimeDays days,
            boolean isChosen) {
        public io.intertie.catalog.Provider provider() {
            return offer.offered().provider();
        }
    }

    /// Where the price goes.
    public record Anatomy(
            String total, String local, String electricity, String svg, List<Part> parts) {}

    public record Part(
            int index, String slug, String amount, Optional<String> local, String share) {}

    /// How far a kWh goes; `measured` says how much of it the site's meters told so far.
    public record Efficiency(
            Optional<String> tokensPerKwh,
            String grade,
            String source,
            String pue,
            String pueSource,
            String kwhPerMillion,
            Optional<String> steady,
            Optional<Integer> measured,
            boolean isPricedOtherwise) {}

    Model model(Asked asked, Lens.Seen seen, OwnPrices.Held held, Prefs prefs) {
        var figures = Figures.of(prefs);
        var chosen = asked.chosen();
        var label = messages.text(prefs.locale(), "chart.next24");
        var all = ModelRow.of(asked.offers(), figures, label);
        var row =
                new ModelRow(
                        all.model(),
                        chosen,
                        all.providers(),
                        all.sandbox(),
                        ModelRow.prices(chosen, figures, label),
                        ModelRow.measured(chosen, figures),
                        ModelRow.efficiency(chosen, figures));
        return new Model(
                row,
                chart(chosen, asked.clock(), prefs),
                asked.offers().stream()
                        .map(offer -> provider(offer, offer.equals(chosen), seen, prefs))
                        .toList(),
                seen.anatomy().map(one -> anatomy(one, prefs)),
                Estimate.of(chosen, asked.volume(), figures),
                efficiency(chosen, figures),
                QualityLine.windows(
                        one -> seen.windows().getOrDefault(one, Measured.NOTHING), figures),
                asked.tariff(),
                held);
    }

    private ProviderRow provider(Offer offer, boolean isChosen, Lens.Seen seen, Prefs prefs) {
        var figures = Figures.of(prefs);
        var score = offer.offered().score();
        return new ProviderRow(
                offer,
                ModelRow.prices(offer, figures, messages.text(prefs.locale(), "chart.next24")),
                ModelRow.measured(offer, figures),
                ModelRow.efficiency(offer, figures),
                figures.rounded(score.tokensPerSecondP50(), 1),
                UptimeDays.of(
                        seen.days().getOrDefault(offer.offered().listing().id(), Map.of()),
                        seen.today(),
                        figures,
                        messages.text(prefs.locale(), "uptime.days")),
                isChosen);
    }

    private Anatomy anatomy(PriceAnatomy anatomy, Prefs prefs) {
        var figures = Figures.of(prefs);
        var parts =
                anatomy.parts().stream()
                        .map(part ->
                                new Part(
                                        index(part.kind()),
                                        part.kind().name().toLowerCase(Locale.ROOT),
                                        figures.micro(anatomy.buyerCurrency(), part.buyerMicro()),
                                        part.localMicro() == 0
                                                ? Optional.empty()
                                                : Optional.of(
                                                        figures.micro(
                                                                anatomy.providerCurrency(),
                                                                part.localMicro())),
                                        figures.percent(part.share())))
                        .toList();
        var bars =
                anatomy.parts().stream()
                        .map(part -> new Svg.Part(index(part.kind()), part.share()))
                        .toList();
        return new Anatomy(
                figures.price(anatomy.buyerCurrency(), anatomy.listMicroPerMillion()),
                figures.decimal(anatomy.kwhPerMillion()),
                anatomy.parts().stream()
                        .filter(part -> part.kind() == PriceAnatomy.Kind.ELECTRICITY)
                        .map(part -> figures.percent(part.share()))
                        .findFirst()
                        .orElse("–"),
                Svg.anatomy(bars, messages.text(prefs.locale(), "anatomy.chart")),
                parts);
    }

    private static int index(PriceAnatomy.Kind kind) {
        return switch (kind) {
            case ELECTRICITY -> 1;
            case COMPUTE -> 2;
            case MARGIN -> 3;
            case FEE -> 4;
            case PAYMENT -> 5;
            case CURRENCY -> 6;
        };
    }

    private static Efficiency efficiency(Offer offer, Figures figures) {
        var inputs = offer.now().version().inputs();
        return new Efficiency(
                offer.tokensPerKwh().map(figures::count),
                offer.energy().grade().name(),
                offer.energy().source(),
                figures.decimal(inputs.pue()),
                offer.offered().site().pueSource(),
                figures.decimal(offer.kwhPerMillion()),
                ModelRow.steady(offer, figures),
                offer.offered().measured().map(MeasuredEnergy::intervals),
                !offer.energy().equals(inputs.energy()));
    }

    private Chart chart(Offer offer, String clock, Prefs prefs) {
        var zone = Clocks.zone(clock, offer.offered().site(), prefs);
        var figures = Figures.of(prefs).in(zone);
        UnaryOperator<String> words = key -> messages.text(prefs.locale(), key);
        var cheapest = Day.cheapest(offer, figures, words);
        var mean = offer.mean();
        var hours =
                offer.hours().stream()
                        .map(hour ->
                                new Hour(
                                        figures.clock(hour.from()).text(),
                                        figures.price(
                                                offer.currency(), hour.buyerMicroPerMillion()),
                                        figures.perKwh(
                                                offer.now().version().providerCurrency(),
                                                hour.tariffPerKwh()),
                                        Clocks.slug(hour.band()),
                                        Svg.Bar.levelOf(hour.buyerMicroPerMillion(), mean),
                                        hour.equals(offer.hours().getFirst())))
                        .toList();
        return new Chart(
                Svg.curve(Day.curve(offer, figures, words), cheapest),
                hours,
                cheapest.map(Svg.Marked::words),
                clock,
                Clocks.choices(clock, offer.offered().site().city(), messages, prefs));
    }
}
