package io.intertie.web.books;

import io.intertie.fx.CurrencyPair;
import io.intertie.fx.Quote;
import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.metering.Charge;
import io.intertie.metering.TokenCount;
import io.intertie.metering.UsageRecord;
import io.intertie.metering.UsageRecords;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.money.Rate;
import io.intertie.settlement.Payout;
import io.intertie.settlement.SettlementWindow;
import io.intertie.settlement.Statement;
import io.intertie.settlement.Trace;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TokenClass;
import io.intertie.web.Figures;
import io.intertie.web.SmallMarket;
import io.intertie.web.SmallPrices;
import io.intertie.web.SmallTariffs;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// The books of the small market: a provider's window, closed into a payout, with its trace.
public final class SmallBooks {
    public static final UUID PROVIDER = SmallMarket.id(1);

    private static final Currency CNY = SmallMarket.CNY;
    private static final Currency USD = SmallMarket.USD;
    private static final Instant OPENS = Instant.parse("2026-11-16T00:00:00Z");
    private static final Instant CLOSES = Instant.parse("2026-11-23T00:00:00Z");
    private static final SmallMarket MARKET = new SmallMarket();

    private SmallBooks() {}

    public static Names names() {
        return new Names(MARKET.providers(), MARKET.sites(), MARKET.models(), MARKET.listings());
    }

    public static SettlementWindow window(SettlementWindow.State state) {
        var isOpen = state == SettlementWindow.State.OPEN;
        return new SettlementWindow(
                SmallMarket.id(isOpen ? 602 : 601),
                PROVIDER,
                CNY,
                isOpen ? 13 : 12,
                isOpen ? CLOSES : OPENS,
                isOpen ? Optional.empty() : Optional.of(CLOSES),
                state,
                1);
    }

    public static Payout payout(Payout.State state) {
        var isSent = state.isApproved();
        return new Payout(
                SmallMarket.id(610),
                SmallMarket.id(601),
                PROVIDER,
                "PO-2026-000047",
                "INTERTIE-PO-2026-000047",
                Money.of("986748.32", CNY),
                state,
                "mokafor",
                CLOSES.plus(Duration.ofHours(8)),
                isSent ? Optional.of("wli") : Optional.empty(),
                isSent ? Optional.of(CLOSES.plus(Duration.ofHours(9))) : Optional.empty(),
                state == Payout.State.HELD
                        ? Optional.of("The bank account changed on Friday: confirm by phone.")
                        : Optional.empty(),
                SmallAnswers.booked(state),
                SmallAnswers.returned(state));
    }

    public static Statement statement(boolean isSound) {
        return new Statement(
                SmallMarket.id(601),
                PROVIDER,
                OPENS,
                CLOSES,
                Money.of("988002.325519", CNY),
                Money.of("1254.00", CNY),
                Money.of("986748.325519", CNY),
                Money.of("0.0031", CNY),
                Money.of("0", CNY),
                Money.of("986748.32", CNY),
                Money.of("0.008619", CNY),
                4_262_499,
                List.of(
                        line(51, 2_184_077, "612400.114209887120"),
                        line(52, 1_167_540, "281113.700010000000"),
                        line(53, 910_882, "94488.511299112880")),
                List.of(
                        collected("EUR", 1_284_077, "41208.440219", "2060.42"),
                        collected("USD", 2_067_540, "63950.101127", "3197.50"),
                        collected("JPY", 910_882, "5204300.000000", "260215.00")),
                List.of(
                        new Statement.Control(
                                "usage-equals-ledger",
                                true,
                                "usage 988002.325519000000, ledger 988002.325519000000"),
                        new Statement.Control(
                                "accrued-is-unsettled", isSound, "found CNY 988002.325519"),
                        new Statement.Control(
                                "no-duplicates", true, "4262499 captures for 4262499"),
                        new Statement.Control("nothing-unpriced", true, "0 paid by one side"),
                        new Statement.Control("due-is-unpaid", true, "found CNY 0.003100"),
                        new Statement.Control("collections-add-up", true, "3 currencies")),
                "9c41".repeat(16));
    }

    private static Statement.Line line(int model, long requests, String earned) {
        return new Statement.Line(
                SmallMarket.id(model),
                requests,
                requests * 4_120,
                requests * 611,
                new BigDecimal(earned));
    }

    private static Statement.Collection collected(
            String code, long captures, String paid, String fee) {
        var currency = Currency.of(code);
        var all = Money.of(paid, currency);
        var kept = Money.of(fee, currency);
        return new Statement.Collection(
                currency, captures, all, Money.zero(currency), kept, all.minus(kept));
    }

    public static UsageRecords.Rated rated(int number) {
        var listing =
                MARKET.listings().stream()
                        .filter(one -> one.providerId().equals(PROVIDER))
                        .toList()
                        .get(number % 3);
        var price = new SmallPrices(MARKET).at(listing.id(), at(number)).orElseThrow();
        var tokens = new TokenCount(5_300 + number * 1_117L, number % 3 * 40L, 1_100 + number, 12);
        var buyer = 0L;
        var provider = 0L;
        for (var one : TokenClass.values()) {
            var line = price.version().line(one, price.band(), SmallMarket.EUR).orElseThrow();
            buyer += tokens.of(one) * line.buyerMicroPerMillion();
            provider += tokens.of(one) * line.providerMicroPerMillion();
        }
        var usage =
                new UsageRecord(
                        new UUID(0x0192_7000_7000L, 0x8000_0000_7c1e_a90fL + number * 7L),
                        SmallMarket.id(500),
                        SmallMarket.id(700),
                        listing.id(),
                        listing.modelId(),
                        PROVIDER,
                        price.version().id(),
                        price.band(),
                        Optional.of(SmallMarket.id(950)),
                        SmallMarket.EUR,
                        CNY,
                        tokens,
                        UsageRecord.CountedBy.PROVIDER,
                        true,
                        UsageRecord.State.COMPLETED,
                        "stop",
                        new BigDecimal("2.035"),
                        412,
                        11_840,
                        at(number),
                        at(number).plusSeconds(12));
        return new UsageRecords.Rated(
                usage,
                new Charge(usage.requestId(), SmallMarket.EUR, buyer, CNY, provider),
                Optional.of(usage.requestId()));
    }

    private static Instant at(int number) {
        return OPENS.plus(Duration.ofMinutes(137L * number));
    }

    public static Quote quote() {
        return new Quote(
                SmallMarket.id(950),
                new CurrencyPair(CNY, SmallMarket.EUR),
                new Rate(new BigDecimal("0.1217432")),
                100,
                0,
                SmallMarket.NOON.minusSeconds(60),
                SmallMarket.NOON.plusSeconds(86_400),
                "ECB reference",
                "published",
                LocalDate.parse("2026-11-20"));
    }

    public static List<JournalEntry> entries() {
        var accrued = Account.of(AccountCode.PROVIDER_ACCRUED, PROVIDER, CNY);
        var due = Account.of(AccountCode.PROVIDER_DUE, PROVIDER, CNY);
        var reserve = Account.of(AccountCode.PROVIDER_RESERVE, PROVIDER, CNY);
        var fx = Account.ofMarket(AccountCode.FX_POSITION, CNY);
        var usd = Account.ofMarket(AccountCode.FX_POSITION, USD);
        var transit = Account.ofMarket(AccountCode.PAYOUT_IN_TRANSIT, CNY);
        var cny = Account.ofMarket(AccountCode.BANK, CNY);
        var bank = Account.ofMarket(AccountCode.BANK, USD);
        var paid = Money.of("986748.32", CNY);
        return List.of(
                entry(
                        1,
                        JournalEntry.Kind.WINDOW_CLOSE,
                        List.of(
                                new Posting(accrued, due, Money.of("986748.325519", CNY)),
                                new Posting(accrued, reserve, Money.of("1254", CNY)))),
                entry(
                        2,
                        JournalEntry.Kind.FX_DEAL,
                        List.of(
                                new Posting(cny, fx, paid),
                                new Posting(usd, bank, Money.of("138622.11", USD)))),
                entry(3, JournalEntry.Kind.PAYOUT, List.of(new Posting(due, transit, paid))));
    }

    private static JournalEntry entry(int id, JournalEntry.Kind kind, List<Posting> postings) {
        return new JournalEntry(
                SmallMarket.id(810 + id),
                kind,
                "PO-2026-000047",
                CLOSES.plus(Duration.ofHours(8)),
                postings,
                Map.of("statement", "9c41".repeat(16), "window", "12"));
    }

    /// The trace of the payout with its first requests.
    public static TraceView.Facts facts(Payout.State state, boolean isWhole) {
        var records = IntStream.range(0, 6).mapToObj(SmallBooks::rated).toList();
        var versions = versions(records);
        var trace =
                new Trace(
                        payout(state),
                        window(SettlementWindow.State.CLOSED),
                        statement(true),
                        entries(),
                        Optional.empty(),
                        records,
                        versions.stream().map(PriceVersion::id).toList(),
                        List.of(quote()),
                        waterfall());
        var tariff = new SmallTariffs().inForce(SmallMarket.id(11));
        return new TraceView.Facts(
                trace,
                names(),
                versions,
                List.of(tariff),
                Optional.of(records.get(1).usage().requestId()),
                isWhole);
    }

    private static List<PriceVersion> versions(List<UsageRecords.Rated> records) {
        return records.stream()
                .map(one -> one.usage().listingId())
                .distinct()
                .map(id -> new SmallPrices(MARKET).at(id, OPENS).orElseThrow().version())
                .toList();
    }

    private static List<Trace.Step> waterfall() {
        return List.of(
                step(Trace.Part.BUYERS_PAID, "EUR", "41208.440219"),
                step(Trace.Part.FEE, "EUR", "-2060.42"),
                step(Trace.Part.FOR_PROVIDERS, "EUR", "39148.020219"),
                step(Trace.Part.EARNED, "CNY", "988002.325519"),
                step(Trace.Part.RESERVE, "CNY", "-1254"),
                step(Trace.Part.BROUGHT_FORWARD, "CNY", "0.0031"),
                step(Trace.Part.CARRIED, "CNY", "-0.008619"),
                step(Trace.Part.PAYABLE, "CNY", "986748.32"));
    }

    private static Trace.Step step(Trace.Part part, String code, String amount) {
        return new Trace.Step(part, Money.of(amount, Currency.of(code)));
    }

    /// The trace, written out.
    public static TraceView trace(Payout.State state, boolean isWhole, Figures figures) {
        return TraceView.of(facts(state, isWhole), figures);
    }
}
