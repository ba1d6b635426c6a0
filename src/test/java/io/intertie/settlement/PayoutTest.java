package io.intertie.settlement;

import static io.intertie.settlement.TestMarket.ABE;
import static io.intertie.settlement.TestMarket.ADA;
import static io.intertie.settlement.TestMarket.CNY;
import static io.intertie.settlement.TestMarket.FJORD;
import static io.intertie.settlement.TestMarket.USD;
import static io.intertie.settlement.TestMarket.done;
import static io.intertie.settlement.TestMarket.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.DatabaseFailed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// I13: what is paid is what leaves 2021 and what the bank files say; and who may let it go.
@Tag("money")
class PayoutTest {
    private final TestMarket market = new TestMarket();

    @AfterEach
    void theBooksAgreeWithThemselves() {
        assertEquals(List.of(), market.ledger.coherence().faults());
    }

    @Test
    void anotherAdminSendsThePayout() {
        var payout = market.prepared();

        var sent = done(market.closing.approve(payout.id(), ABE));

        assertEquals(Payout.State.SENT, sent.payout().state());
        assertEquals(Optional.of("abe"), sent.payout().approvedBy());
        assertEquals(SettlementWindow.State.SENT, sent.window().state());
        // 275.77 at 0.1490805548 dollars a yuan is 41.1119...
        assertEquals(
                """
                market:bank CNY -> market:fx:position CNY 275.770000
                market:fx:position USD -> market:bank USD 41.110000\
                """,
                text(JournalEntry.Kind.FX_DEAL, payout));
        assertEquals(
                "provider:provider:due CNY -> market:payout:in-transit CNY 275.770000",
                text(JournalEntry.Kind.PAYOUT, payout));
        assertEquals(
                cny("0.003891"), market.balance(AccountCode.PROVIDER_DUE, market.provider, CNY));
        assertEquals(cny("275.77"), market.ofMarket(AccountCode.PAYOUT_IN_TRANSIT, CNY));
        var entry = market.trail.latest(1).getFirst();
        assertEquals("payout.approved", entry.action());
        assertEquals(payout.reference(), entry.subject());
    }

    @Test
    void whatIsPaidIsWhatLeavesDueAndWhatTheFilesSay() {
        var paid = new HashMap<Currency, Money>();
        var filed = new HashMap<Currency, BigDecimal>();
        var ids = new HashSet<String>();
        var owed = new HashMap<UUID, Money>();
        var files = new ArrayList<BankFile>();
        for (var code : List.of("CNY", "JPY", "USD", "EUR", "KWD", "CNY")) {
            var currency = Currency.of(code);
            var provider = UUID.randomUUID();
            market.banksIn(provider, FJORD);
            for (int round = 1; round <= 2; round++) {
                market.serve(provider, new Money(currency, 7_654_321L * round), "1");
                var window = market.settlements.open(provider, currency);
                var payout = done(market.closing.close(window.id(), ADA)).payout();
                var before = market.balance(AccountCode.PROVIDER_DUE, provider, currency);
                done(market.closing.approve(payout.id(), ABE));
                var after = market.balance(AccountCode.PROVIDER_DUE, provider, currency);

                paid.merge(currency, payout.amount(), Money::plus);
                owed.merge(provider, before.minus(after), Money::plus);
                var file = BankFile.read(market.settlements.paymentFile(payout.id()).orElseThrow());
                files.add(file);
                filed.merge(currency, file.controlSum(), BigDecimal::add);
                assertTrue(ids.add(file.transfer().getPmtId().getEndToEndId()));
                assertEquals(payout.endToEndId(), file.transfer().getPmtId().getEndToEndId());
            }
        }
        assertEquals(12, ids.size());
        assertEquals(files.size(), files.stream().map(BankFile::messageId).distinct().count());
        paid.forEach((currency, sum) -> {
            assertEquals(0, sum.major().compareTo(filed.get(currency)), currency.code());
            assertEquals(sum, market.ofMarket(AccountCode.PAYOUT_IN_TRANSIT, currency));
            assertEquals(
                    sum,
                    owed.values().stream()
                            .filter(each -> each.currency().equals(currency))
                            .reduce(Money.zero(currency), Money::plus));
        });
    }

    @Test
    void theOperatorsOwnCurrencyIsNotBought() {
        var american = UUID.randomUUID();
        market.banksIn(american, FJORD);
        market.serve(american, Money.of("100", USD), "110");
        var window = market.settlements.open(american, USD);
        var payout = done(market.closing.close(window.id(), ADA)).payout();

        done(market.closing.approve(payout.id(), ABE));

        assertEquals(0, market.rows("fx_deal"));
        assertEquals(0, market.rows("journal where kind = 'FX_DEAL'"));
        assertEquals(Money.of("90", USD), market.ofMarket(AccountCode.PAYOUT_IN_TRANSIT, USD));
    }

    @Test
    void aPayoutIsSentOnce() throws Exception {
        var payout = market.prepared();
        Callable<WindowClosing.Outcome> approve = () -> market.closing.approve(payout.id(), ABE);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var done =
                    pool.invokeAll(Stream.generate(() -> approve).limit(8).toList()).stream()
                            .filter(each -> each.resultNow() instanceof WindowClosing.Outcome.Done)
                            .count();
            assertEquals(1, done);
        }
        assertTrue(refusal(market.closing.approve(payout.id(), ABE)).contains("sent already"));
        assertEquals(1, market.rows("payment_file"));
        assertEquals(1, market.rows("journal where kind = 'PAYOUT'"));
        assertEquals(1, market.rows("journal where kind = 'FX_DEAL'"));
    }

    @Test
    void withoutAnAccountOrARateNothingIsSent() {
        market.serve("306.415434");
        var payout = market.close().payout();
        assertTrue(refusal(market.closing.approve(payout.id(), ABE)).contains("where to be paid"));
        market.unsent(payout);

        var krona = Currency.of("ISK");
        market.banksInChina();
        market.serve(market.provider, Money.of("1000", krona), "1");
        var window = market.settlements.open(market.provider, krona);
        var icelandic = done(market.closing.close(window.id(), ADA)).payout();
        assertTrue(refusal(market.closing.approve(icelandic.id(), ABE)).contains("no rate"));
        market.unsent(icelandic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fx_deal",
                "payment_file",
                "journal",
                "journal_line",
                "payout",
                "audit_entry"
            })
    void aCrashBetweenStepsSendsNothing(String table) {
        var payout = market.prepared();
        var journals = market.rows("journal");
        var acts = market.rows("audit_entry");
        market.crashAt(table);

        assertThrows(DatabaseFailed.class, () -> market.closing.approve(payout.id(), ABE));

        market.unsent(payout);
        assertEquals(journals, market.rows("journal"));
        assertEquals(acts, market.rows("audit_entry"));
        market.recover(table);
        done(market.closing.approve(payout.id(), ABE));
    }

    @Test
    void aSentPayoutAndItsPapersAreFinal() {
        var payout = market.prepared();
        done(market.closing.approve(payout.id(), ABE));
        for (var change :
                List.of(
                        "update payout set state = 'HELD', hold_reason = 'x', approved_by = null,"
                                + " approved_at = null",
                        "update fx_deal set sold_micro = 1",
                        "delete from fx_deal",
                        "update payment_file set xml = 'x'",
                        "delete from payment_file",
                        "update bank_account set number = '1'",
                        "delete from bank_account")) {
            assertThrows(DatabaseFailed.class, () -> market.database.sql(change).update(), change);
        }
    }

    @Test
    void theFileGoesToTheAccountInForce() {
        var payout = market.prepared();
        market.banksIn(market.provider, FJORD);
        done(market.closing.approve(payout.id(), ABE));
        var file = BankFile.read(market.settlements.paymentFile(payout.id()).orElseThrow());
        assertEquals(FJORD.number(), file.transfer().getCdtrAcct().getId().getIBAN());
        assertEquals(FJORD.holder(), file.transfer().getCdtr().getNm());
    }

    private String text(JournalEntry.Kind kind, Payout payout) {
        var entry = market.ledger.journal().find(kind, payout.endToEndId()).orElseThrow();
        return String.join("\n", entry.postings().stream().map(Object::toString).toList())
                .replace(market.provider.toString(), "provider");
    }

    private static Money cny(String major) {
        return Money.of(major, CNY);
    }
}
