package io.intertie.gateway.routing;

import io.intertie.catalog.Model;
import io.intertie.money.Currency;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TokenClass;
import java.util.Optional;

/// An offer that may serve a request, pinned to the price in force when the route was planned.
///
/// **Units** micro of the buyer's currency per 1M tokens; a price is 0 for tokens that the offer
/// does not know.
public record Candidate(
        Offer offer,
        PriceInForce price,
        Currency currency,
        long inputMicroPerMillion,
        long cachedInputMicroPerMillion,
        long outputMicroPerMillion) {

    /// What an offer costs a buyer of a currency under a price; empty where the price has no line
    /// for what the model does, or asks nothing for it: nothing here is free, so that is a mistake.
    static Optional<Candidate> of(Offer offer, PriceInForce price, Currency currency) {
        var version = price.version();
        var input = version.line(TokenClass.INPUT, price.band(), currency);
        var cached = version.line(TokenClass.CACHED_INPUT, price.band(), currency);
        var output = version.line(TokenClass.OUTPUT, price.band(), currency);
        var isEmbedding = offer.model().kind() == Model.Kind.EMBEDDING;
        return input.filter(Candidate::isPaid)
                .filter(_ -> isEmbedding || output.filter(Candidate::isPaid).isPresent())
                .map(line ->
                        new Candidate(
                                offer,
                                price,
                                currency,
                                line.buyerMicroPerMillion(),
                                cached.map(PriceVersion.Line::buyerMicroPerMillion).orElse(0L),
                                output.map(PriceVersion.Line::buyerMicroPerMillion).orElse(0L)));
    }

    private static boolean isPaid(PriceVersion.Line line) {
        return line.buyerMicroPerMillion() > 0;
    }

    /// What the order goes by: the output price, or the input price where nothing is put out.
    long comparedMicroPerMillion() {
        return outputMicroPerMillion > 0 ? outputMicroPerMillion : inputMicroPerMillion;
    }

    /// The most that a token which is read may cost: the cached price may be the dearer one.
    long promptMicroPerMillion() {
        return Math.max(inputMicroPerMillion, cachedInputMicroPerMillion);
    }

    /// An upper bound of a request's cost with this candidate. **Units** pico.
    public long ceilingPico(long inputTokens, long outputTokens) {
        return Math.addExact(
                Math.multiplyExact(inputTokens, promptMicroPerMillion()),
                Math.multiplyExact(outputTokens, outputMicroPerMillion));
    }
}
