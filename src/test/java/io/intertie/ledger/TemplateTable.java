package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.ledger.movement.BankTopUp;
import io.intertie.ledger.movement.Chargeback;
import io.intertie.ledger.movement.ClawBack;
import io.intertie.ledger.movement.CloseWindow;
import io.intertie.ledger.movement.DisputeFeeReturned;
import io.intertie.ledger.movement.ExpirePromo;
import io.intertie.ledger.movement.FxDeal;
import io.intertie.ledger.movement.GrantPromo;
import io.intertie.ledger.movement.LoseDispute;
import io.intertie.ledger.movement.MatchReceipt;
import io.intertie.ledger.movement.NetDebits;
import io.intertie.ledger.movement.PayOut;
import io.intertie.ledger.movement.PayOutBooked;
import io.intertie.ledger.movement.PayOutRejected;
import io.intertie.ledger.movement.PayOutReturned;
import io.intertie.ledger.movement.ProcessorPayout;
import io.intertie.ledger.movement.RealiseFx;
import io.intertie.ledger.movement.RefundToCard;
import io.intertie.ledger.movement.ReleaseReserve;
import io.intertie.ledger.movement.ReturnReceipt;
import io.intertie.ledger.movement.RevaluePosition;
import io.intertie.ledger.movement.RoundInvoice;
import io.intertie.ledger.movement.SlaCredit;
import io.intertie.ledger.movement.Template;
import io.intertie.ledger.movement.TopUp;
import io.intertie.ledger.movement.UnmatchedReceipt;
import io.intertie.ledger.movement.WinDispute;
import io.intertie.ledger.movement.WithholdTax;
import io.intertie.money.CheckFailed;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The books' named movements with the design's figures, as an auditor reads them.
@Tag("money")
class TemplateTable {
    private static final UUID BUYER = UUID.randomUUID();
    private static final UUID PROVIDER = UUID.randomUUID();
    private static final Currency USD = Currency.of("USD");
    private static final Currency CNY = Currency.of("CNY");
    private static final Map<String, String> NO = Map.of();

    static Stream<Arguments> enteringAndLeaving() {
        return Stream.of(
                row(
                        "E1 top-up",
                        new TopUp("psp-1", BUYER, usd("100.00"), usd("3.20"), NO),
                        "market:psp:clearing USD -> buyer:wallet USD 100.000000",
                        "market:psp:fees USD -> market:psp:clearing USD 3.200000"),
                row(
                        "E1 without a fee",
                        new TopUp("psp-1", BUYER, usd("100"), usd("0"), NO),
                        "market:psp:clearing USD -> buyer:wallet USD 100.000000"),
                row(
                        "E1 by bank",
                        new BankTopUp("camt-1", BUYER, usd("100"), NO),
                        "market:bank USD -> buyer:wallet USD 100.000000"),
                row(
                        "E2 the processor pays out",
                        new ProcessorPayout("camt-2", usd("96.80"), NO),
                        "market:bank USD -> market:psp:clearing USD 96.800000"),
                row(
                        "a receipt that names nobody",
                        new UnmatchedReceipt("camt-3", usd("40"), NO),
                        "market:bank USD -> market:receipts:unmatched USD 40.000000"),
                row(
                        "is matched",
                        new MatchReceipt("camt-3", BUYER, usd("40"), NO),
                        "market:receipts:unmatched USD -> buyer:wallet USD 40.000000"),
                row(
                        "or returned",
                        new ReturnReceipt("camt-3", usd("40"), NO),
                        "market:receipts:unmatched USD -> market:bank USD 40.000000"),
                row(
                        "E18 refund to card",
                        new RefundToCard("re-1", BUYER, usd("10"), NO),
                        "buyer:wallet USD -> market:psp:clearing USD 10.000000"),
                row(
                        "E19 chargeback",
                        new Chargeback("dp-1", usd("100"), usd("15"), NO),
                        "market:disputes USD -> market:psp:clearing USD 100.000000",
                        "market:psp:fees USD -> market:psp:clearing USD 15.000000"),
                row(
                        "E20 claw back unspent",
                        new ClawBack("dp-1", BUYER, usd("52.007659"), NO),
                        "buyer:wallet USD -> market:disputes USD 52.007659"),
                row(
                        "E20 the rest is lost",
                        new LoseDispute("dp-1", usd("47.992341"), NO),
                        "market:chargeback:loss USD -> market:disputes USD 47.992341"),
                row(
                        "E21 dispute won instead",
                        new WinDispute("dp-1", BUYER, usd("100"), usd("52.007659"), NO),
                        "market:psp:clearing USD -> market:disputes USD 47.992341",
                        "market:psp:clearing USD -> buyer:wallet USD 52.007659"),
                row(
                        "E21 the processor gives its fee back, too",
                        new DisputeFeeReturned("dp-1", usd("15"), NO),
                        "market:psp:clearing USD -> market:psp:fees USD 15.000000"));
    }

    static Stream<Arguments> withinTheMarket() {
        return Stream.of(
                row(
                        "E8 SLA credit, platform-funded",
                        new SlaCredit("sla-1", BUYER, usd("2"), NO),
                        "market:sla:credits USD -> buyer:wallet USD 2.000000"),
                row(
                        "E9 promo grant",
                        new GrantPromo("p-1", BUYER, usd("5"), Instant.EPOCH, NO),
                        "market:promo:grants USD -> buyer:promo USD 5.000000"),
                row(
                        "E9 promo expiry",
                        new ExpirePromo("p-1", BUYER, usd("3.5"), NO),
                        "buyer:promo USD -> market:promo:grants USD 3.500000"),
                row(
                        "E10 invoice",
                        new RoundInvoice("inv-1", "DE", eur("1.903217"), eur("1.90"), NO),
                        "DE:vat:output EUR -> market:rounding EUR 0.003217"),
                row(
                        "E10 the other way",
                        new RoundInvoice("inv-2", "DE", eur("1.896"), eur("1.90"), NO),
                        "market:rounding EUR -> DE:vat:output EUR 0.004000"),
                row(
                        "E22 month-end revaluation",
                        new RevaluePosition("2026-11", usd("12.5"), NO),
                        "market:fx:revaluation USD -> market:fx:unrealised USD 12.500000"),
                row(
                        "E22 reversed next day",
                        new RevaluePosition("2026-11/back", usd("-12.5"), NO),
                        "market:fx:unrealised USD -> market:fx:revaluation USD 12.500000"),
                row(
                        "E23 realised FX",
                        new RealiseFx("deal-1", usd("0.31"), NO),
                        "market:fx:position USD -> market:fx:realised USD 0.310000"),
                row(
                        "E23 a loss",
                        new RealiseFx("deal-2", usd("-0.31"), NO),
                        "market:fx:realised USD -> market:fx:position USD 0.310000"));
    }

    static Stream<Arguments> settling() {
        return Stream.of(
                row(
                        "E11 window close",
                        new CloseWindow("w-1", PROVIDER, cny("306.415434"), 1_000, NO),
                        "provider:provider:accrued CNY -> provider:provider:due CNY 275.773891",
                        "provider:provider:accrued CNY -> provider:provider:reserve CNY 30.641543"),
                row(
                        "E11 its reserve, 90 days later",
                        new ReleaseReserve("w-1", PROVIDER, cny("30.641543"), NO),
                        "provider:provider:reserve CNY -> provider:provider:due CNY 30.641543"),
                row(
                        "E12 withholding",
                        new WithholdTax("w-1", PROVIDER, "CN", cny("275.773891"), 600, NO),
                        "provider:provider:due CNY -> CN:withholding:payable CNY 16.546433"),
                row(
                        "E13 netting of the provider's own debits",
                        new NetDebits("w-1", PROVIDER, cny("12.5"), cny("3"), NO),
                        "provider:provider:due CNY -> provider:provider:receivable CNY 12.500000",
                        "provider:provider:due CNY -> market:fee CNY 3.000000"),
                row(
                        "E14 FX deal",
                        new FxDeal("deal-1", cny("275.77"), usd("41.22"), NO),
                        "market:bank CNY -> market:fx:position CNY 275.770000",
                        "market:fx:position USD -> market:bank USD 41.220000"),
                row(
                        "E15 payout sent",
                        new PayOut("ITPO1", PROVIDER, cny("275.77"), NO),
                        "provider:provider:due CNY -> market:payout:in-transit CNY 275.770000"),
                row(
                        "E16 bank booked it",
                        new PayOutBooked("ITPO1", cny("275.77"), NO),
                        "market:payout:in-transit CNY -> market:bank CNY 275.770000"),
                row(
                        "E17 payout returned, with a fee",
                        new PayOutReturned("ITPO1", PROVIDER, cny("275.77"), cny("20"), NO),
                        "market:bank CNY -> provider:provider:due CNY 275.770000",
                        "market:psp:fees CNY -> market:bank CNY 20.000000"),
                row(
                        "E17 payout rejected before the bank booked it",
                        new PayOutRejected("ITPO2", PROVIDER, cny("275.77"), NO),
                        "market:payout:in-transit CNY -> provider:provider:due CNY 275.770000"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"enteringAndLeaving", "withinTheMarket", "settling"})
    void aMovementReads(String event, Template movement, String expected) {
        assertEquals(
                expected,
                movement.postings().stream()
                        .map(Posting::toString)
                        .collect(Collectors.joining("\n"))
                        .replace(BUYER.toString(), "buyer")
                        .replace(PROVIDER.toString(), "provider"),
                event);
    }

    @Test
    void aPayoutMovesOnlyWhatABankCan() {
        assertThrows(CheckFailed.class, () -> new PayOut("ITPO1", PROVIDER, cny("275.773891"), NO));
        assertThrows(CheckFailed.class, () -> new RefundToCard("r-1", BUYER, usd("1.001"), NO));
    }

    private static Arguments row(String event, Template movement, String... postings) {
        return Arguments.of(event, movement, String.join("\n", postings));
    }

    private static Money usd(String major) {
        return Money.of(major, USD);
    }

    private static Money cny(String major) {
        return Money.of(major, CNY);
    }

    private static Money eur(String major) {
        return Money.of(major, Currency.of("EUR"));
    }
}
