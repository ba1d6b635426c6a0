package io.intertie.web.buyer;

import io.intertie.catalog.Listing;
import io.intertie.choice.Choice;
import io.intertie.choice.Considered;
import io.intertie.choice.Verdict;
import io.intertie.money.Currency;
import io.intertie.web.Figures;
import java.math.BigDecimal;
import java.util.List;

/// Why a request went to its provider: every offer that was looked at, in its order.
///
/// `by` is what the order went by; `further` counts offers that are not listed.
public record Routed(String by, List<Line> lines, int further) {
    /// An offer, what became of it, and the figure that it hung on: empty where there is none.
    public record Line(
            String provider,
            boolean sandbox,
            String place,
            String verdict,
            boolean isFirst,
            boolean isPlanned,
            String figure) {
        /// How the verdict is coloured.
        public String tone() {
            return isFirst ? "ok" : isPlanned ? "" : "warn";
        }
    }

    static Routed of(Choice choice, Currency currency, BuyerNames names, Figures figures) {
        return new Routed(
                choice.by().replace('_', '-'),
                choice.offers().stream()
                        .map(one -> line(one, choice.by(), currency, names, figures))
                        .toList(),
                choice.further());
    }

    private static Line line(
            Considered one, String by, Currency currency, BuyerNames names, Figures figures) {
        var seller = names.listing(one.listingId()).map(Listing::providerId);
        return new Line(
                seller.map(names::providerName).orElse("–"),
                seller.map(names::isSandbox).orElse(false),
                names.site(one.listingId())
                        .map(site -> site.city() + ", " + site.country())
                        .orElse("–"),
                one.verdict().word(),
                one.verdict().isFirst(),
                one.verdict().isPlanned(),
                figure(one, one.verdict().unit(by), currency, figures));
    }

    // Nothing measured is no figure.
    private static String figure(
            Considered one, Verdict.Unit unit, Currency currency, Figures figures) {
        var value = one.figure();
        if (value == 0 || value == Long.MAX_VALUE) {
            return "";
        }
        return switch (unit) {
            case NONE -> "";
            case MICRO_PER_MILLION -> figures.price(currency, value);
            case MILLI_TOKENS_PER_SECOND ->
                    figures.rounded(BigDecimal.valueOf(value, 3), 1) + " tok/s";
            case MILLISECONDS -> figures.millis(value);
            case TOKENS_PER_KWH -> figures.count(value) + " tok/kWh";
            case BASIS_POINTS -> figures.percent(BigDecimal.valueOf(value, 4));
            case PER_MILLE -> figures.uptime(BigDecimal.valueOf(value, 3));
            case DAYS -> figures.count(value) + " d";
            case SECONDS -> figures.count(value) + " s";
        };
    }
}
