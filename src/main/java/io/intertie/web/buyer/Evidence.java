package io.intertie.web.buyer;

import io.intertie.choice.Choice;
import io.intertie.choice.Choices;
import io.intertie.fx.Quote;
import io.intertie.fx.Quotes;
import io.intertie.ledger.Journal;
import io.intertie.ledger.JournalEntry;
import io.intertie.logs.Logs;
import io.intertie.metering.UsageRecords;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.Tariffs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/// Fetches what a receipt rests on, from the rooms that keep it.
@ApplicationScoped
class Evidence {
    private final PriceBook book;
    private final Tariffs tariffs;
    private final Quotes quotes;
    private final Journal journal;
    private final Choices choices;
    private final Logs logs;

    @Inject
    Evidence(
            PriceBook book,
            Tariffs tariffs,
            Quotes quotes,
            Journal journal,
            Choices choices,
            Logs logs) {
        this.book = book;
        this.tariffs = tariffs;
        this.quotes = quotes;
        this.journal = journal;
        this.choices = choices;
        this.logs = logs;
    }

    /// The price version that the request was pinned to, its tariff, its rate, its booking, the
    /// choice of its provider, and until when it is logged, if it is.
    record Found(
            Optional<PriceVersion> version,
            Optional<TariffVersion> tariff,
            Optional<Quote> quote,
            Optional<JournalEntry> entry,
            Optional<Choice> choice,
            Optional<Instant> loggedUntil) {}

    Found of(UsageRecords.Rated rated) {
        var version = book.find(rated.usage().priceVersionId());
        return new Found(
                version,
                version.flatMap(one -> tariffs.find(one.inputs().tariffVersionId())),
                rated.usage().quoteId().flatMap(quotes::find),
                rated.captureId()
                        .flatMap(id -> journal.find(JournalEntry.Kind.CAPTURE, id.toString())),
                choices.of(rated.usage().requestId()),
                logs.head(rated.usage().buyerId(), rated.usage().requestId())
                        .flatMap(logs::keptUntil));
    }
}
