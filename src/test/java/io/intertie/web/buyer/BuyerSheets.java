package io.intertie.web.buyer;

import io.intertie.fx.CurrencyPair;
import io.intertie.fx.Quote;
import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.ledger.Wallet;
import io.intertie.ledger.Wallets;
import io.intertie.metering.Charge;
import io.intertie.metering.TokenCount;
import io.intertie.metering.UsageRecord;
import io.intertie.metering.UsageRecords;
import io.intertie.money.Money;
import io.intertie.money.Rate;
import io.intertie.tariff.TokenClass;
import io.intertie.web.Figures;
import io.intertie.web.Form;
import io.intertie.web.Prefs;
import io.intertie.web.Preview;
import io.intertie.web.SmallMarket;
import io.intertie.web.SmallPrices;
import io.intertie.web.SmallTariffs;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/// A buyer's pages, with a few requests against the small market.
public final class BuyerSheets {
    private static final SmallMarket MARKET = new SmallMarket();
    private static final BuyerNames NAMES =
            new BuyerNames(MARKET.models(), MARKET.listings(), MARKET.providers(), MARKET.sites());
    private static final UUID BUYER = SmallMarket.id(500);

    private BuyerSheets() {}

    public static List<Preview.Sheet> all() {
        return List.of(
                sheet("overview", "buyer/overview", prefs -> overview(prefs, 8)),
                sheet("overview-new", "buyer/overview", prefs -> overview(prefs, 0)),
                sheet("wallet", "buyer/wallet", prefs -> wallet(prefs, Form.EMPTY, "booked")),
                sheet(
                        "wallet-wrong",
                        "buyer/wallet",
                        prefs ->
                                wallet(
                                        prefs,
                                        Form.of(Map.of("amount", "0.5x", "card", "DECLINED"))
                                                .wrong("amount", "Write an amount such as 50."),
                                        "")),
                sheet("subscriptions", "buyer/subscriptions", BuyerSheets::subscriptions),
                sheet(
                        "keys",
                        "buyer/keys",
                        prefs -> KeySheets.keys(prefs, Optional.of("sk-live-aB3x9"))),
                sheet("keys-wrong", "buyer/keys", KeySheets::keysWrong),
                sheet("key", "buyer/key", prefs -> KeySheets.key(prefs, false)),
                sheet("key-wrong", "buyer/key", prefs -> KeySheets.key(prefs, true)),
                sheet("key-roll", "buyer/key-roll", KeySheets::asking),
                sheet("key-revoke", "buyer/key-revoke", KeySheets::asking),
                sheet("limits", "buyer/limits", prefs -> KeySheets.limits(prefs, false)),
                sheet("limits-wrong", "buyer/limits", prefs -> KeySheets.limits(prefs, true)),
                sheet("logs", "buyer/logs", LogSheets::on),
                sheet("logs-off", "buyer/logs", prefs -> LogSheets.off(prefs, false)),
                sheet("logs-wrong", "buyer/logs", prefs -> LogSheets.off(prefs, true)),
                sheet("logs-stop", "buyer/logs-off", LogSheets::asking),
                sheet("log", "buyer/log", LogSheets::log),
                sheet(
                        "activity",
                        "buyer/activity",
                        prefs ->
                                new ActivityPage.Activity(
                                        period(prefs), period(prefs), lines(prefs, 8), 100, false)),
                sheet("notices", "buyer/notices", LockSheets::notices),
                sheet("lock", "buyer/lock", prefs -> LockSheets.lock(false, prefs)),
                sheet("lock-held", "buyer/lock", prefs -> LockSheets.lock(true, prefs)),
                sheet("receipt", "buyer/receipt", BuyerSheets::receipt));
    }

    static UsageRecords.Rated rated(int number) {
        var listing = MARKET.listings().get(number % 9);
        var price = new SmallPrices(MARKET).at(listing.id(), SmallMarket.NOON).orElseThrow();
        var tokens = new TokenCount(5_300 + number * 17L, number % 3 * 40L, 1_100 + number, 12);
        var usage =
                new UsageRecord(
                        new UUID(0x0192_7000_7000L, 0x8000_0000_7c1e_a90fL + number),
                        BUYER,
                        SmallMarket.id(700),
                        listing.id(),
                        listing.modelId(),
                        listing.providerId(),
                        price.version().id(),
                        price.band(),
                        Optional.of(SmallMarket.id(950)),
                        SmallMarket.EUR,
                        SmallMarket.CNY,
                        tokens,
                        UsageRecord.CountedBy.PROVIDER,
                        true,
                        number == 3 ? UsageRecord.State.PARTIAL : UsageRecord.State.COMPLETED,
                        "stop",
                        new BigDecimal("2.035"),
                        412,
                        11_840,
                        SmallMarket.NOON.minus(Duration.ofMinutes(7L * number)),
                        SmallMarket.NOON.minus(Duration.ofMinutes(7L * number).minusSeconds(12)));
        var buyer = 0L;
        var provider = 0L;
        for (var one : TokenClass.values()) {
            var line = price.version().line(one, price.band(), SmallMarket.EUR).orElseThrow();
            buyer += tokens.of(one) * line.buyerMicroPerMillion();
            provider += tokens.of(one) * line.providerMicroPerMillion();
        }
        return new UsageRecords.Rated(
                usage,
                new Charge(usage.requestId(), SmallMarket.EUR, buyer, SmallMarket.CNY, provider),
                Optional.of(usage.requestId()));
    }

    static ReceiptPage.View receipt(Prefs prefs) {
        var rated = rated(0);
        var version =
                new SmallPrices(MARKET)
                        .at(rated.usage().listingId(), SmallMarket.NOON)
                        .orElseThrow()
                        .version();
        var quote =
                new Quote(
                        SmallMarket.id(950),
                        new CurrencyPair(SmallMarket.CNY, SmallMarket.EUR),
                        new Rate(new BigDecimal("0.1217432")),
                        100,
                        0,
                        SmallMarket.NOON.minusSeconds(60),
                        SmallMarket.NOON.plusSeconds(86_400),
                        "ECB reference",
                        "published",
                        LocalDate.parse("2026-11-20"));
        var found =
                new Evidence.Found(
                        Optional.of(version),
                        Optional.of(new SmallTariffs().inForce(SmallMarket.id(11))),
                        Optional.of(quote),
                        Optional.of(entry(JournalEntry.Kind.CAPTURE, "0.002341")),
                        Optional.of(SmallChoices.of(rated.usage())),
                        Optional.of(SmallMarket.NOON.plus(Duration.ofDays(30))));
        var receipt = Receipt.of(rated, found, NAMES, Figures.of(prefs));
        return new ReceiptPage.View(receipt, SmallFigures.all());
    }

    private static JournalEntry entry(JournalEntry.Kind kind, String amount) {
        var wallet = new Account(AccountCode.BUYER_WALLET, BUYER.toString(), SmallMarket.EUR);
        var money = Money.of(amount, SmallMarket.EUR);
        var isIn = kind == JournalEntry.Kind.TOPUP;
        var code = isIn ? AccountCode.PSP_CLEARING : AccountCode.PLATFORM_FEE;
        var other = Account.ofMarket(code, SmallMarket.EUR);
        return new JournalEntry(
                SmallMarket.id(isIn ? 801 : 802),
                kind,
                rated(0).usage().requestId().toString(),
                SmallMarket.NOON,
                List.of(
                        isIn
                                ? new Posting(other, wallet, money)
                                : new Posting(wallet, other, money)),
                Map.of());
    }

    private static List<UsageLine> lines(Prefs prefs, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> UsageLine.of(rated(number), NAMES, Figures.of(prefs)))
                .toList();
    }

    private static Period period(Prefs prefs) {
        var totals =
                List.of(
                        new UsageRecords.Total(
                                SmallMarket.id(51),
                                SmallMarket.EUR,
                                41,
                                217_300,
                                45_100,
                                96_004_370_000L,
                                83_435),
                        new UsageRecords.Total(
                                SmallMarket.id(54),
                                SmallMarket.EUR,
                                7,
                                12_004,
                                1_993,
                                1_246_000_000L,
                                3_570));
        return Period.of(totals, SmallMarket.EUR, NAMES, Figures.of(prefs));
    }

    private static Balance balance(Prefs prefs) {
        var wallet =
                new Wallet(
                        BUYER,
                        Money.of("182.408816", SmallMarket.EUR),
                        Money.zero(SmallMarket.EUR),
                        Money.of("0.0021", SmallMarket.EUR),
                        Money.zero(SmallMarket.EUR),
                        570_000);
        return Balance.of(wallet, Figures.of(prefs));
    }

    private static Object overview(Prefs prefs, int calls) {
        return new OverviewPage.Overview(
                balance(prefs),
                period(prefs),
                period(prefs),
                lines(prefs, calls),
                new OverviewPage.Steps(true, calls > 0, calls > 0, calls > 0, "deepseek/v4-flash"));
    }

    private static Object wallet(Prefs prefs, Form form, String booked) {
        var figures = Figures.of(prefs);
        var movements =
                List.of(
                        WalletPage.Movement.of(
                                new Wallets.Movement(
                                        entry(JournalEntry.Kind.CAPTURE, "0.002341"),
                                        Money.of("-0.002341", SmallMarket.EUR),
                                        Money.of("182.408816", SmallMarket.EUR)),
                                figures),
                        WalletPage.Movement.of(
                                new Wallets.Movement(
                                        entry(JournalEntry.Kind.TOPUP, "50"),
                                        Money.of("50", SmallMarket.EUR),
                                        Money.of("182.411157", SmallMarket.EUR)),
                                figures));
        var about = Optional.of(movements.getLast()).filter(one -> !booked.isEmpty());
        return WalletSheet.view(balance(prefs), movements, form, about, figures);
    }

    private static Object subscriptions(Prefs prefs) {
        var none = Optional.<String>empty();
        var ended = Optional.of(Figures.of(prefs).moment(SmallMarket.NOON));
        var sandbox = Optional.of("Intertie Sandbox");
        return new SubscriptionsPage.View(
                List.of(
                        subscription(prefs, "deepseek/v4-flash", none, none, Optional.empty()),
                        subscription(
                                prefs,
                                "intertie/sandbox-chat",
                                sandbox,
                                Optional.of("€0.5000"),
                                Optional.empty())),
                List.of(subscription(prefs, "moonshot/kimi-k2.5", none, none, ended)),
                LockSheets.held(prefs),
                Offered.all(NAMES),
                "EUR",
                Form.of(Map.of("choice", "", "cap", "0x")).wrong("cap", "Write a price."),
                Optional.empty());
    }

    private static SubscriptionsPage.Line subscription(
            Prefs prefs,
            String model,
            Optional<String> provider,
            Optional<String> cap,
            Optional<Figures.Moment> endedAt) {
        var at = Figures.of(prefs).moment(SmallMarket.NOON);
        var isSandbox = provider.isPresent();
        return new SubscriptionsPage.Line(
                model, "A model", model, provider, isSandbox, cap, at, endedAt);
    }

    private static Preview.Sheet sheet(String name, String view, Function<Prefs, Object> page) {
        return new Preview.Sheet(name, view, Optional.of(Preview.BUYER), page);
    }

    public static void main(String[] arguments) throws IOException {
        var preview = new Preview();
        for (var sheet : all()) {
            preview.write(sheet);
        }
    }
}
