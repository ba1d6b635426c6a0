package io.intertie.web.buyer;

import io.intertie.access.PriceLock;
import io.intertie.money.Currency;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TokenClass;
import io.intertie.web.Figures;
import java.time.Instant;
import java.util.Optional;

/// A lock, written out: `price` is what it costs now per 1M output tokens, or input tokens of a
/// model without output.
public record LockLine(
        String subscriptionId,
        String model,
        String wireName,
        String provider,
        boolean sandbox,
        boolean isIndexed,
        Optional<String> price,
        Figures.Moment until,
        Optional<Commitment> commitment) {
    /// The volume of a calendar month: `left` of it is missing still, if anything.
    public record Commitment(String tokens, String used, Optional<String> left) {
        static Commitment of(long tokens, long used, Figures figures) {
            var left = Math.max(0, tokens - used);
            return new Commitment(
                    figures.count(tokens),
                    figures.count(used),
                    left == 0 ? Optional.empty() : Optional.of(figures.count(left)));
        }
    }

    /// Who pays, when, and by which of the lock's prices.
    record Pays(Currency currency, Instant now, Optional<PriceBook.Priced> priced) {
        private Optional<Long> micro() {
            return priced.map(one -> one.at(now))
                    .flatMap(price ->
                            price.version()
                                    .line(TokenClass.OUTPUT, price.band(), currency)
                                    .filter(line -> line.buyerMicroPerMillion() > 0)
                                    .or(() ->
                                            price.version()
                                                    .line(
                                                            TokenClass.INPUT,
                                                            price.band(),
                                                            currency)))
                    .map(PriceVersion.Line::buyerMicroPerMillion);
        }

        private boolean isIndexed() {
            return priced.flatMap(one -> one.version().inputs().particulars().lock())
                    .filter(lock -> lock.index().isPresent())
                    .isPresent();
        }
    }

    static LockLine of(
            PriceLock lock,
            Pays pays,
            Optional<Commitment> commitment,
            BuyerNames names,
            Figures figures) {
        var listing = names.listing(lock.listingId());
        return new LockLine(
                lock.subscriptionId().toString(),
                listing.map(one -> names.modelName(one.modelId())).orElse("–"),
                listing.map(one -> names.wireName(one.modelId())).orElse(""),
                listing.map(one -> names.providerName(one.providerId())).orElse("–"),
                listing.map(one -> names.isSandbox(one.providerId())).orElse(false),
                pays.isIndexed(),
                pays.micro().map(micro -> figures.price(pays.currency(), micro)),
                figures.moment(lock.until()),
                commitment);
    }
}
