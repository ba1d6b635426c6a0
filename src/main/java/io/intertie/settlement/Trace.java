package io.intertie.settlement;

import io.intertie.fx.Quote;
import io.intertie.ledger.JournalEntry;
import io.intertie.metering.UsageRecords;
import io.intertie.money.Money;
import io.intertie.money.Rate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A payout opened back to what it is made of.
///
/// | step | component |
/// |---|---|
/// | payout | `payout`, `window`, `statement` |
/// | journal entries E11, E14 to E17, as far as booked | `entries`, `deal` |
/// | usage records, the first of them | `records`; all are counted in the statement |
/// | price versions of these | `priceVersions` |
/// | FX quotes of these | `quotes` |
///
/// Records are listed by the time at which they were served. One that was served in the window's
/// last moment and captured after it is listed here and settled in the next window.
public record Trace(
        Payout payout,
        SettlementWindow window,
        Statement statement,
        List<JournalEntry> entries,
        Optional<Deal> deal,
        List<UsageRecords.Rated> records,
        List<UUID> priceVersions,
        List<Quote> quotes,
        List<Step> waterfall) {
    public Trace {
        entries = List.copyOf(entries);
        records = List.copyOf(records);
        priceVersions = List.copyOf(priceVersions);
        quotes = List.copyOf(quotes);
        waterfall = List.copyOf(waterfall);
    }

    /// The currency bought for a payout, with the operator's, at a quote's mid.
    public record Deal(UUID quoteId, Rate rate, Money bought, Money sold, Instant dealtAt) {}

    /// From what buyers paid to what the provider gets, in the order of the constants.
    ///
    /// Each currency adds up: paid + overrun − fee − for providers = 0, and earned − reserve +
    /// brought forward + returned − carried = payable.
    public enum Part {
        BUYERS_PAID,
        OVERRUN,
        FEE,
        FOR_PROVIDERS,
        EARNED,
        RESERVE,
        BROUGHT_FORWARD,
        RETURNED,
        CARRIED,
        PAYABLE
    }

    /// One bar of the waterfall; what is taken away is negative.
    public record Step(Part part, Money amount) {}
}
