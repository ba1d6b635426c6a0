package io.intertie.metering;

import io.intertie.fx.Quote;
import io.intertie.money.Currency;
import io.intertie.platform.inject.Direct;
import io.intertie.tariff.Band;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TokenClass;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Tokens times price, in whole pico: micro per 1M tokens is pico per token, so nothing is rounded.
@Direct
class Rating {
    private static final Logger LOG = Logger.getLogger(Rating.class.getName());
    private static final int REMEMBERED = 16_384;

    private final Function<UUID, Optional<PriceVersion>> priceBook;
    private final Exchange exchange;

    // Versions never change, so what was read once is true for ever.
    private final Map<UUID, PriceVersion> versions =
            new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<UUID, PriceVersion> eldest) {
                    return size() > REMEMBERED;
                }
            };

    @Inject
    Rating(PriceBook priceBook, Exchange exchange) {
        this(priceBook::find, exchange);
    }

    Rating(Function<UUID, Optional<PriceVersion>> priceBook, Exchange exchange) {
        this.priceBook = priceBook;
        this.exchange = exchange;
    }

    /// Whether the rate between a ceiling's currencies can be told from memory.
    boolean knowsRate(Ceiling ceiling) {
        return exchange.isKnown(ceiling.price().version().providerCurrency(), ceiling.currency());
    }

    /// The most that a request may cost; empty where its version lacks a price or asks nothing, or
    /// there is no exchange rate between its currencies now.
    OptionalLong ceilingPico(Ceiling ceiling) {
        var version = ceiling.price().version();
        if (!exchange.isOpen(version.providerCurrency(), ceiling.currency())) {
            return OptionalLong.empty();
        }
        remember(version);
        var band = ceiling.price().band();
        var input = line(version, TokenClass.INPUT, band, ceiling.currency());
        var cached = line(version, TokenClass.CACHED_INPUT, band, ceiling.currency());
        var output = line(version, TokenClass.OUTPUT, band, ceiling.currency());
        var asksNothing =
                buyerPrice(input) <= 0
                        || (buyerPrice(output) <= 0 && ceiling.outputTokensAtMost() > 0);
        if (asksNothing) {
            LOG.log(Level.SEVERE, "price version {0} asks nothing", version.id());
            return OptionalLong.empty();
        }
        var dearestInput = Math.max(buyerPrice(input), buyerPrice(cached));
        return OptionalLong.of(
                Math.addExact(
                        Math.multiplyExact(ceiling.inputTokensAtMost(), dearestInput),
                        Math.multiplyExact(ceiling.outputTokensAtMost(), buyerPrice(output))));
    }

    private static long buyerPrice(Optional<PriceVersion.Line> line) {
        return line.map(PriceVersion.Line::buyerMicroPerMillion).orElse(0L);
    }

    /// What a record costs its buyer and earns its provider.
    Charge charge(UsageRecord usage) {
        long buyerPico = 0;
        long providerPico = 0;
        for (var tokens : TokenClass.values()) {
            var count = usage.tokens().of(tokens);
            if (count > 0) {
                var line = pinnedLine(usage, tokens);
                buyerPico = plus(buyerPico, count, line.buyerMicroPerMillion());
                providerPico = plus(providerPico, count, line.providerMicroPerMillion());
            }
        }
        return new Charge(
                usage.requestId(),
                usage.buyerCurrency(),
                buyerPico,
                usage.providerCurrency(),
                providerPico);
    }

    private static long plus(long pico, long tokens, long microPerMillion) {
        return Math.addExact(pico, Math.multiplyExact(tokens, microPerMillion));
    }

    private PriceVersion.Line pinnedLine(UsageRecord usage, TokenClass tokens) {
        return line(version(usage.priceVersionId()), tokens, usage.band(), usage.buyerCurrency())
                .orElseThrow(() -> new IllegalStateException("no price of " + tokens));
    }

    /// The quote that was in force when a record was admitted; empty within one currency.
    ///
    /// @throws IllegalStateException if there was none
    Optional<Quote> quoteAtAdmission(UsageRecord usage) {
        return exchange.atAdmission(usage);
    }

    PriceVersion version(UUID id) {
        synchronized (versions) {
            var known = versions.get(id);
            if (known != null) {
                return known;
            }
        }
        var found =
                priceBook
                        .apply(id)
                        .orElseThrow(() -> new IllegalStateException("no price version " + id));
        remember(found);
        return found;
    }

    private void remember(PriceVersion version) {
        synchronized (versions) {
            versions.put(version.id(), version);
        }
    }

    /// A version without a price for cached input sells it as input.
    private static Optional<PriceVersion.Line> line(
            PriceVersion version, TokenClass tokens, Band band, Currency currency) {
        var line = version.line(tokens, band, currency);
        return line.isEmpty() && tokens == TokenClass.CACHED_INPUT
                ? version.line(TokenClass.INPUT, band, currency)
                : line;
    }
}
