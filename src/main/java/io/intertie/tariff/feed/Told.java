package io.intertie.tariff.feed;

import io.intertie.money.Currency;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a document says of a bidding zone: prices in order of time that touch or leave gaps.
///
/// `missing` counts the quarter hours, half hours or hours within it that it has no price of.
record Told(BiddingZone zone, Currency currency, List<Price> prices, int missing) {
    private static final BigDecimal MOST = new BigDecimal(100_000);
    private static final int DIGITS = 5;

    Told {
        prices = List.copyOf(prices);
    }

    /// A price of `[from, to)` per MWh.
    record Price(Instant from, Instant to, BigDecimal perMwh) {}

    Instant from() {
        return prices.getFirst().from();
    }

    Instant to() {
        return prices.getLast().to();
    }

    /// A figure that can be a price: what cannot is no market's, but a mistake or an attack.
    ///
    /// @throws Problem naming where it stands
    static BigDecimal price(BigDecimal figure, String where) {
        var isPrice = figure.abs().compareTo(MOST) <= 0 && digits(figure) <= DIGITS;
        shape(isPrice, "file.price", "%s is no price per MWh", where);
        return figure;
    }

    private static int digits(BigDecimal figure) {
        return figure.signum() == 0 ? 0 : figure.stripTrailingZeros().scale();
    }

    /// Refuses a document that has no price, or prices of a day that is not auctioned yet.
    Told checked(Instant now) {
        shape(!prices.isEmpty(), "file.empty-of-prices", "it has no price");
        var latest = now.plus(Duration.ofDays(3));
        shape(
                !to().isAfter(latest),
                "file.future",
                "its prices reach until %s, which nobody knows yet",
                to());
        return this;
    }

    /// Refuses a document that does not fit; `fault` has `%s` for each argument.
    static void shape(boolean fits, String code, String fault, Object... arguments) {
        if (!fits) {
            throw refused(code, fault, arguments);
        }
    }

    static Problem refused(String code, String fault, Object... arguments) {
        return Problem.field(
                "file",
                Wording.of(
                        code,
                        "The file is refused: " + fault + ". Nothing was stored.",
                        arguments));
    }

    static String shortened(String text) {
        var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= 120 ? line : line.substring(0, 120) + "…";
    }
}
