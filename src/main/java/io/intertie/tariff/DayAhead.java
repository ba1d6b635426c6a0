package io.intertie.tariff;

import io.intertie.money.Check;
import io.intertie.money.Currency;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What electricity costs in a bidding zone, as the day-ahead auction settled it.
///
/// A zone is named by its usual code, such as `DE-LU`, or by its EIC code, such as
/// `10Y1001A1001A82H`; of an unknown zone there are no prices. **Units** a zone's own currency per
/// MWh, without network charges, levies and tax; negative where the market pays whoever draws.
/// **Always true** of two prices for an instant the later told one counts; an instant without a
/// price stays without, no neighbour's price is lent to it (`RecordedPricesTest`).
public interface DayAhead {
    /// The price at an instant; empty if none is on record.
    Optional<Point> at(String biddingZone, Instant at);

    /// The prices of `[from, to)` in order of time: none overlaps another, gaps stay gaps, and the
    /// first and the last may reach beyond the range.
    List<Point> between(String biddingZone, Instant from, Instant to);

    /// One price of a half-open range of time, a quarter hour or an hour as a rule.
    ///
    /// `source` names where it was read and the SHA-256 of the document, which is kept.
    record Point(
            Instant from, Instant to, Currency currency, BigDecimal pricePerMwh, String source) {
        public Point {
            Check.that(from.isBefore(to), "price from %s to %s", from, to);
        }
    }
}
