package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.money.CheckFailed;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What parts of an entry are taken back by (E7, E24), as an auditor reads it.
@Tag("money")
class MirrorTable {
    private static final UUID BUYER = UUID.randomUUID();
    private static final UUID PROVIDER = UUID.randomUUID();
    private static final Currency USD = Currency.of("USD");
    private static final Currency CNY = Currency.of("CNY");
    private static final Account WALLET = Account.of(AccountCode.BUYER_WALLET, BUYER, USD);
    private static final Account PROMO = Account.of(AccountCode.PROMO_WALLET, BUYER, USD);
    private static final Account ACCRUED = Account.of(AccountCode.PROVIDER_ACCRUED, PROVIDER, CNY);

    @Test
    void refundE7OfTwoDollarsOfAProviderInYuan() {
        reads(
                new Mirror(usage(), List.of()).part(usd("2.00")),
                """
                market:fee USD -> buyer:wallet USD 0.100025
                market:fx:position USD -> buyer:wallet USD 1.899975
                provider:provider:accrued CNY -> market:fx:position CNY 12.419105\
                """);
    }

    @Test
    void correctionE24IsTheWholeBackwards() {
        reads(
                new Mirror(usage(), List.of()).whole(),
                """
                market:fee USD -> buyer:wallet USD 2.000000
                market:fx:position USD -> buyer:wallet USD 37.990000
                provider:provider:accrued CNY -> market:fx:position CNY 248.320000\
                """);
    }

    @Test
    void correctionE24AfterARefundIsWhatIsLeft() {
        var usage = usage();
        var refund =
                entry(JournalEntry.Kind.REFUND, new Mirror(usage, List.of()).part(usd("2.00")));
        reads(
                new Mirror(usage, List.of(refund)).whole(),
                """
                market:fee USD -> buyer:wallet USD 1.899975
                market:fx:position USD -> buyer:wallet USD 36.090025
                provider:provider:accrued CNY -> market:fx:position CNY 235.900895\
                """);
    }

    @Test
    void whatTheMarketLostComesBackToItInProportion() {
        var usage =
                entry(
                        JournalEntry.Kind.CAPTURE,
                        List.of(
                                posting(PROMO, market(AccountCode.PLATFORM_FEE, USD), "0.1"),
                                posting(PROMO, market(AccountCode.FX_POSITION, USD), "0.2"),
                                posting(WALLET, market(AccountCode.FX_POSITION, USD), "0.7"),
                                posting(
                                        market(AccountCode.OVERRUN_LOSS, USD),
                                        market(AccountCode.FX_POSITION, USD),
                                        "1"),
                                posting(
                                        market(AccountCode.PROMO_EXPENSE, USD),
                                        market(AccountCode.PROMO_GRANTS, USD),
                                        "0.3"),
                                posting(market(AccountCode.FX_POSITION, CNY), ACCRUED, "13")));
        reads(
                new Mirror(usage, List.of()).part(usd("0.333333")),
                """
                market:fx:position USD -> buyer:wallet USD 0.233333
                market:fee USD -> buyer:promo USD 0.033333
                market:fx:position USD -> buyer:promo USD 0.066667
                market:fx:position USD -> market:overrun USD 0.333333
                provider:provider:accrued CNY -> market:fx:position CNY 4.333329
                market:promo:grants USD -> market:promo:expense USD 0.100000\
                """);
    }

    @Test
    void moreThanIsLeftIsNotTakenBack() {
        assertThrows(
                CheckFailed.class, () -> new Mirror(usage(), List.of()).part(usd("39.990001")));
    }

    private static JournalEntry usage() {
        return entry(
                JournalEntry.Kind.CAPTURE,
                List.of(
                        posting(WALLET, market(AccountCode.PLATFORM_FEE, USD), "2"),
                        posting(WALLET, market(AccountCode.FX_POSITION, USD), "37.99"),
                        posting(market(AccountCode.FX_POSITION, CNY), ACCRUED, "248.32")));
    }

    private static JournalEntry entry(JournalEntry.Kind kind, List<Posting> postings) {
        return new JournalEntry(
                UUID.randomUUID(), kind, "cause", Instant.EPOCH, postings, Map.of());
    }

    private static Posting posting(Account from, Account to, String amount) {
        return new Posting(from, to, Money.of(amount, from.currency()));
    }

    private static Account market(AccountCode code, Currency currency) {
        return Account.ofMarket(code, currency);
    }

    private static Money usd(String major) {
        return Money.of(major, USD);
    }

    private static void reads(List<Posting> postings, String expected) {
        assertEquals(
                expected,
                postings.stream()
                        .map(Posting::toString)
                        .collect(Collectors.joining("\n"))
                        .replace(BUYER.toString(), "buyer")
                        .replace(PROVIDER.toString(), "provider"));
    }
}
