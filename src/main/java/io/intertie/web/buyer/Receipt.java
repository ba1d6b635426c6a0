package io.intertie.web.buyer;

import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.metering.UsageRecords;
import io.intertie.money.Money;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TokenClass;
import io.intertie.web.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A request's receipt: every figure that its cost was made of, and the sum made again.
///
/// `isEqual` says that tokens × price, read from the pinned version, give the stored charge to the
/// last pico.
public record Receipt(
        UsageLine line,
        String wireName,
        String place,
        List<Row> rows,
        String cost,
        boolean isEqual,
        Price price,
        Optional<Rate> rate,
        Optional<Booking> booking,
        Run run,
        Optional<Routed> routed,
        Optional<Figures.Moment> loggedUntil) {
    /// Tokens of one class times their price.
    public record Row(String tokens, String count, String price, String amount) {}

    /// Which price it was: version, band, tariff and its source.
    public record Price(
            int version,
            Figures.Moment effectiveFrom,
            String hash,
            String tariffBand,
            String tariffPerKwh,
            String tariffSource,
            String tariffQuality,
            int tariffNumber,
            String kwhFormula) {}

    /// The exchange rate between the provider's currency and the buyer's.
    public record Rate(String pair, String mid, String spread, String source, String asOf) {}

    /// What the ledger booked: whole micro; the rest waits in the carry.
    public record Booking(String entryId, Figures.Moment bookedAt, String posted) {}

    /// How it went.
    public record Run(
            Figures.Moment admittedAt,
            Figures.Moment servedAt,
            String firstToken,
            String duration,
            String finishReason,
            boolean streamed,
            boolean estimated,
            String countedBy,
            String providerShare,
            String energyGrade,
            Optional<String> tokensPerKwh) {}

    static Receipt of(
            UsageRecords.Rated rated, Evidence.Found found, BuyerNames names, Figures figures) {
        var usage = rated.usage();
        var version = found.version().orElseThrow(() -> new IllegalStateException("no version"));
        var sum = new long[1];
        var rows = rows(rated, version, figures, sum);
        var place =
                names.site(usage.listingId())
                        .map(site -> site.city() + ", " + site.country())
                        .orElse("–");
        return new Receipt(
                UsageLine.of(rated, names, figures),
                names.wireName(usage.modelId()),
                place,
                rows,
                figures.cost(usage.buyerCurrency(), rated.charge().buyerPico()),
                sum[0] == rated.charge().buyerPico(),
                price(rated, version, found, figures),
                found.quote()
                        .map(quote ->
                                new Rate(
                                        "1 " + quote.pair().base() + " = ",
                                        figures.rate(quote.mid().value())
                                                + " "
                                                + quote.pair().quote(),
                                        figures.percent(quote.spread()),
                                        quote.source() + ", " + quote.quality(),
                                        figures.date(quote.asOf()))),
                found.entry().map(entry -> booking(entry, rated, figures)),
                run(rated, version, figures),
                found.choice().map(one -> Routed.of(one, usage.buyerCurrency(), names, figures)),
                found.loggedUntil().map(figures::moment));
    }

    private static List<Row> rows(
            UsageRecords.Rated rated, PriceVersion version, Figures figures, long[] sum) {
        var usage = rated.usage();
        var rows = new ArrayList<Row>();
        for (var tokens : TokenClass.values()) {
            var count = usage.tokens().of(tokens);
            var line =
                    version.line(tokens, usage.band(), usage.buyerCurrency())
                            .or(() ->
                                    version.line(
                                            TokenClass.INPUT, usage.band(), usage.buyerCurrency()));
            if (count > 0 && line.isPresent()) {
                var micro = line.get().buyerMicroPerMillion();
                var pico = Math.multiplyExact(count, micro);
                sum[0] = Math.addExact(sum[0], pico);
                rows.add(
                        new Row(
                                tokens.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                                figures.count(count),
                                figures.price(usage.buyerCurrency(), micro),
                                figures.cost(usage.buyerCurrency(), pico)));
            }
        }
        return rows;
    }

    private static Price price(
            UsageRecords.Rated rated, PriceVersion version, Evidence.Found found, Figures figures) {
        var inputs = version.inputs();
        var band = rated.usage().band();
        var perKwh = inputs.tariffPerKwh().getOrDefault(band, BigDecimal.ZERO);
        return new Price(
                version.number(),
                figures.precise(version.effectiveFrom()),
                version.inputsHash(),
                band.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                figures.perKwh(version.providerCurrency(), perKwh),
                found.tariff().map(one -> one.source()).orElse("–"),
                found.tariff().map(one -> one.quality()).orElse("–"),
                found.tariff().map(one -> one.number()).orElse(0),
                formula(rated, version, figures));
    }

    // Σ tokens × kWh per 1M × PUE, as it stands in the record.
    private static String formula(UsageRecords.Rated rated, PriceVersion version, Figures figures) {
        var tokens = rated.usage().tokens();
        var energy = version.inputs().energy();
        var parts = new ArrayList<String>();
        for (var one : TokenClass.values()) {
            if (tokens.of(one) > 0) {
                parts.add(figures.count(tokens.of(one)) + " × " + figures.decimal(energy.of(one)));
            }
        }
        return "("
                + String.join(" + ", parts)
                + ") ÷ 1,000,000 × "
                + figures.decimal(version.inputs().pue());
    }

    private static Booking booking(JournalEntry entry, UsageRecords.Rated rated, Figures figures) {
        var currency = rated.charge().buyerCurrency();
        var micro =
                entry.postings().stream()
                        .filter(one ->
                                one.from().code() == AccountCode.BUYER_WALLET
                                        || one.from().code() == AccountCode.PROMO_WALLET)
                        .filter(one -> one.amount().currency().equals(currency))
                        .mapToLong(one -> one.amount().micro())
                        .sum();
        return new Booking(
                entry.id().toString(),
                figures.precise(entry.bookedAt()),
                figures.cost(currency, new Money(currency, micro).major()));
    }

    // As the price counts: output tokens, or input where there was no output.
    private static Optional<Long> tokensPerKwh(UsageRecords.Rated rated, PriceVersion version) {
        var hasOutput = rated.usage().tokens().output() > 0;
        var inputs = version.inputs();
        var kwh =
                inputs.energy()
                        .of(hasOutput ? TokenClass.OUTPUT : TokenClass.INPUT)
                        .multiply(inputs.pue());
        return kwh.signum() <= 0
                ? Optional.empty()
                : Optional.of(
                        BigDecimal.valueOf(1_000_000)
                                .divide(kwh, 0, RoundingMode.HALF_UP)
                                .longValueExact());
    }

    private static Run run(UsageRecords.Rated rated, PriceVersion version, Figures figures) {
        var usage = rated.usage();
        return new Run(
                figures.precise(usage.admittedAt()),
                figures.precise(usage.servedAt()),
                figures.millis(usage.firstTokenMillis()),
                figures.millis(usage.durationMillis()),
                usage.finishReason(),
                usage.streamed(),
                usage.estimated(),
                usage.countedBy().word(),
                figures.cost(usage.providerCurrency(), rated.charge().providerPico()),
                version.inputs().energy().grade().name(),
                tokensPerKwh(rated, version).map(figures::count));
    }
}
