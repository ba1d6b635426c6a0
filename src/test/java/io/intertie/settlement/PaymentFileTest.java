package io.intertie.settlement;

import static io.intertie.settlement.TestMarket.CNY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.fx.TargetDays;
import io.intertie.money.CheckFailed;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.config.TestSettings;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The bank file, read by a library that is not ours, and by the schema where it lies.
@Tag("money")
class PaymentFileTest {
    private static final Instant AT = Instant.parse("2026-11-23T12:00:00.123456Z");
    private static final Settlements.BankAccount OURS = Operator.account(TestSettings.standard());
    private static final Settlements.BankAccount CHINA =
            new Settlements.BankAccount(
                    "中威 & Söhne <Compute>", "6222020200112233", "ICBKCNB0", "CN");
    private static final Settlements.BankAccount NORWAY =
            new Settlements.BankAccount("Fjord Compute AS", "NO9386011117947", "FJRDNOK0XXX", "NO");

    @Test
    void anotherReaderFindsWhatWasWritten() {
        var file = BankFile.read(PaymentFile.of(payout(cny("275.77")), OURS, CHINA, AT).xml());

        assertEquals("PO-2026-000047", file.messageId());
        assertEquals(new BigDecimal("275.77"), file.controlSum());
        assertEquals("TRF", file.payment().getPmtMtd().value());
        assertEquals("2026-11-24", file.payment().getReqdExctnDt().getDt().toString());
        // The account that buyers pay into, and no other.
        assertEquals(TestSettings.standard().bank().iban(), OURS.number());
        assertEquals(OURS.holder(), file.payment().getDbtr().getNm());
        assertEquals(OURS.number(), file.payment().getDbtrAcct().getId().getIBAN());
        assertEquals(OURS.bic(), file.payment().getDbtrAgt().getFinInstnId().getBICFI());
        var transfer = file.transfer();
        assertEquals("0123456789abcdef0123456789abcdef", transfer.getPmtId().getEndToEndId());
        assertEquals("CNY 275.77", file.instructed());
        assertEquals("中威 & Söhne <Compute>", transfer.getCdtr().getNm());
        assertEquals("CN", transfer.getCdtr().getPstlAdr().getCtry());
        assertNull(transfer.getCdtrAcct().getId().getIBAN());
        assertEquals("6222020200112233", transfer.getCdtrAcct().getId().getOthr().getId());
        assertEquals("ICBKCNB0", transfer.getCdtrAgt().getFinInstnId().getBICFI());
        assertEquals("PO-2026-000047", transfer.getRmtInf().getUstrd().get(0));
    }

    @Test
    void anIbanGoesWhereIbansGo() {
        var file = BankFile.read(PaymentFile.of(payout(cny("1")), OURS, NORWAY, AT).xml());
        assertEquals("NO9386011117947", file.transfer().getCdtrAcct().getId().getIBAN());
        assertNull(file.transfer().getCdtrAcct().getId().getOthr());
    }

    @ParameterizedTest
    @CsvSource({"JPY, 5204300, JPY 5204300", "KWD, 12.345, KWD 12.345", "USD, 1000, USD 1000.00"})
    void anAmountHasItsCurrencysDigits(String currency, String major, String written) {
        var amount = Money.of(major, Currency.of(currency));
        var file = BankFile.read(PaymentFile.of(payout(amount), OURS, NORWAY, AT).xml());
        assertEquals(written, file.instructed());
        assertEquals(0, file.controlSum().compareTo(new BigDecimal(major)));
    }

    @Test
    void partsOfACentDoNotGoToABank() {
        assertThrows(
                CheckFailed.class,
                () -> PaymentFile.of(payout(cny("275.773891")), OURS, CHINA, AT));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23, 2026-11-24",
        "2026-11-27, 2026-11-30",
        "2026-12-24, 2026-12-28",
        "2026-12-31, 2027-01-04",
        "2026-04-02, 2026-04-07",
        "2027-03-25, 2027-03-30",
        "2030-04-18, 2030-04-23",
        "2026-04-30, 2026-05-04"
    })
    void theBankIsAskedForTheNextBusinessDay(LocalDate today, LocalDate expected) {
        assertEquals(expected, TargetDays.after(today));
        assertEquals(expected, PaymentFile.executionDay(Instant.parse(today + "T23:59:59Z")));
    }

    private static Payout payout(Money amount) {
        return new Payout(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "PO-2026-000047",
                "0123456789abcdef0123456789abcdef",
                amount,
                Payout.State.AWAITING_APPROVAL,
                "ada",
                AT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Money cny(String major) {
        return Money.of(major, CNY);
    }
}
