package io.intertie.metering;

import io.intertie.fx.TestQuotes;
import io.intertie.platform.persistence.Database;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceInForce;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The market's own rating by what a price book has stored, for tests of the rooms above.
public record TestRating(Rating rating) {
    public static TestRating of(PriceBook book, Database database, Clock clock) {
        return new TestRating(
                new Rating(book::find, new Exchange(TestQuotes.on(database, clock), clock)));
    }

    /// What tokens cost that were admitted at a price. **Units** pico of the buyer's currency.
    public long buyerPico(
            PriceInForce price, String currency, TokenCount tokens, Instant admittedAt) {
        var version = price.version();
        return rating.charge(
                        new UsageRecord(
                                UUID.randomUUID(),
                                UUID.randomUUID(),
                                UUID.randomUUID(),
                                version.listingId(),
                                UUID.randomUUID(),
                                UUID.randomUUID(),
                                version.id(),
                                price.band(),
                                Optional.empty(),
                                io.intertie.money.Currency.of(currency),
                                version.providerCurrency(),
                                tokens,
                                UsageRecord.CountedBy.PROVIDER,
                                false,
                                UsageRecord.State.COMPLETED,
                                "stop",
                                BigDecimal.ZERO,
                                1,
                                1,
                                admittedAt,
                                admittedAt))
                .buyerPico();
    }
}
