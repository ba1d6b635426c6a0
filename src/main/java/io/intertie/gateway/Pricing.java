package io.intertie.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Json;
import io.intertie.money.Currency;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TokenClass;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/// An offer's prices as OpenRouter's clients read them: per token, as text, with overrides for the
/// hours that cost something else.
///
/// The base is what a request costs now. An override holds from `utc_start` until before `utc_end`,
/// which may lie on the next day; together they tell the time until `valid_until`, no longer than
/// 24 hours: the bands of a tariff change with season and kind of day, and an hour may have no
/// price yet. **Units** the major unit of `currency` per token.
final class Pricing {
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final int QUARTERS_OF_A_DAY = 96;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Function<Instant, Optional<PriceInForce>> priceAt;
    private final Currency currency;
    private final Instant now;

    /// Prices of an offer at any instant, for buyers of a currency.
    Pricing(Function<Instant, Optional<PriceInForce>> priceAt, Currency currency, Instant now) {
        this.priceAt = priceAt;
        this.currency = currency;
        this.now = now;
    }

    private record Span(Instant from, Instant until, SequencedMap<String, String> prices) {}

    /// The prices; empty while the offer has none.
    Optional<ObjectNode> json() {
        return priceAt.apply(now)
                .map(price -> {
                    var base = prices(price);
                    var pricing = Json.object();
                    base.forEach(pricing::put);
                    pricing.put("currency", currency.code());
                    pricing.put("band", price.band().name().toLowerCase(Locale.ROOT));
                    var overrides = pricing.putArray("overrides");
                    var spans = spans();
                    for (var span : spans) {
                        if (!span.prices().equals(base)) {
                            var override = overrides.addObject();
                            override.put("utc_start", CLOCK.format(span.from()));
                            override.put("utc_end", CLOCK.format(span.until()));
                            span.prices().forEach(override::put);
                        }
                    }
                    pricing.put("valid_until", spans.getLast().until().toString());
                    return pricing;
                });
    }

    static Optional<PriceVersion.Line> line(
            PriceInForce price, TokenClass tokens, Currency currency) {
        return price.version().line(tokens, price.band(), currency);
    }

    private Instant start() {
        return Instant.ofEpochSecond(
                now.getEpochSecond() - Math.floorMod(now.getEpochSecond(), QUARTER.toSeconds()));
    }

    // Quarter hours that follow each other at the same prices are one span; the first without a
    // price ends them.
    private List<Span> spans() {
        var spans = new ArrayList<Span>();
        for (int quarter = 0; quarter < QUARTERS_OF_A_DAY; quarter++) {
            var from = start().plus(QUARTER.multipliedBy(quarter));
            var at = from.isBefore(now) ? now : from;
            var price = priceAt.apply(at);
            if (price.isEmpty()) {
                break;
            }
            var prices = prices(price.get());
            var until = from.plus(QUARTER);
            if (!spans.isEmpty() && spans.getLast().prices().equals(prices)) {
                spans.set(spans.size() - 1, new Span(spans.getLast().from(), until, prices));
            } else {
                spans.add(new Span(from, until, prices));
            }
        }
        return spans;
    }

    private SequencedMap<String, String> prices(PriceInForce price) {
        var prices = new LinkedHashMap<String, String>();
        for (var tokens : TokenClass.values()) {
            line(price, tokens, currency)
                    .ifPresent(line -> prices.put(name(tokens), perToken(line)));
        }
        return prices;
    }

    private static String name(TokenClass tokens) {
        return switch (tokens) {
            case INPUT -> "prompt";
            case CACHED_INPUT -> "input_cache_read";
            case OUTPUT -> "completion";
        };
    }

    private static String perToken(PriceVersion.Line line) {
        return BigDecimal.valueOf(line.buyerMicroPerMillion(), 12)
                .stripTrailingZeros()
                .toPlainString();
    }
}
