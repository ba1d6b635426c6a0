package io.intertie.web;

import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.catalog.Provider;
import io.intertie.money.Currency;
import io.intertie.quality.Score;
import io.intertie.tariff.EnergyProfile;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.TokenClass;
import io.intertie.tariff.energy.MeasuredEnergy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/// A live listing with its price now and in each of the next 24 hours.
///
/// `hours` prices [#lead], the class of tokens that its buyers mostly pay for, in `currency`;
/// `ahead` is what prices every class in each of those hours that has a price.
public record Offer(
        Offered offered,
        PriceInForce now,
        Currency currency,
        List<PriceBook.HourPrice> hours,
        List<PriceInForce> ahead) {
    /// What is offered, by whom, from where, and how it has gone lately.
    ///
    /// `measured` is what the site's meters made of its tokens, if they were reported.
    public record Offered(
            Listing listing,
            Model model,
            Provider provider,
            DataCenter site,
            Score score,
            Optional<MeasuredEnergy> measured) {
        TokenClass lead() {
            return model.kind() == Model.Kind.EMBEDDING ? TokenClass.INPUT : TokenClass.OUTPUT;
        }
    }

    public Offer {
        hours = List.copyOf(hours);
        ahead = List.copyOf(ahead);
    }

    /// Output for a chat model, input for one that makes embeddings.
    public TokenClass lead() {
        return offered.lead();
    }

    /// The list price now. **Units** micro per 1M tokens of the class.
    public Optional<Long> price(TokenClass tokens) {
        return now.version()
                .line(tokens, now.band(), currency)
                .map(line -> line.buyerMicroPerMillion());
    }

    /// The price now of the leading class; offers without one sort last.
    public long leadPrice() {
        return price(lead()).orElse(Long.MAX_VALUE);
    }

    /// The mean over the next 24 hours. **Units** micro per 1M tokens.
    public long mean() {
        if (hours.isEmpty()) {
            return 0;
        }
        var sum = hours.stream().mapToLong(PriceBook.HourPrice::buyerMicroPerMillion).sum();
        return Math.floorDiv(sum, hours.size());
    }

    /// The mean cut to four decimals: a mean has more than anybody pays by.
    public long shortMean() {
        return mean() / 100 * 100;
    }

    /// How far the price now lies from that mean, as a fraction.
    public BigDecimal againstMean() {
        var mean = mean();
        return mean == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(leadPrice() - mean)
                        .divide(BigDecimal.valueOf(mean), 4, RoundingMode.HALF_UP);
    }

    /// The profile that efficiency is told by: measured where there is enough of it, else the one
    /// that the price counts with.
    public EnergyProfile energy() {
        return offered.measured()
                .filter(MeasuredEnergy::isEnough)
                .map(MeasuredEnergy::profile)
                .orElseGet(() -> now.version().inputs().energy());
    }

    /// What the leading tokens take at the facility. **Units** kWh per 1M tokens.
    public BigDecimal kwhPerMillion() {
        return energy().of(lead()).multiply(now.version().inputs().pue());
    }

    /// Output tokens per kWh at the facility; input tokens for a model that makes embeddings.
    public Optional<Long> tokensPerKwh() {
        var kwh = kwhPerMillion();
        return kwh.signum() <= 0
                ? Optional.empty()
                : Optional.of(
                        BigDecimal.valueOf(1_000_000)
                                .divide(kwh, 0, RoundingMode.HALF_UP)
                                .longValueExact());
    }

    /// The hours as bars of a chart; `clock` writes their labels.
    public List<Svg.Bar> bars(Figures clock) {
        var mean = mean();
        return hours.stream()
                .map(hour ->
                        new Svg.Bar(
                                clock.clock(hour.from()).text(),
                                hour.buyerMicroPerMillion(),
                                Svg.Bar.levelOf(hour.buyerMicroPerMillion(), mean)))
                .toList();
    }
}
