package io.intertie.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.audit.AuditEntry;
import io.intertie.audit.Trail;
import io.intertie.billing.TopUps.SandboxCard;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.ledger.Posting;
import io.intertie.ledger.TestLedger;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.config.TestSettings;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("money")
class TopUpsTest {
    private static final Database DATABASE = TestDatabase.fresh();
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    private final UUID buyer = UUID.randomUUID();
    private final Actor bea = new Actor("bea", buyer, Set.of(Role.BUYER), "192.0.2.1");
    private final TestBilling billing = TestBilling.on(DATABASE, TestSettings.standard(), CLOCK);
    private final TestLedger ledger = billing.ledger();
    private final Trail trail = billing.trail();
    private final TopUps topUps = billing.topUps();

    @AfterEach
    void theBooksAgreeWithThemselves() {
        assertEquals(List.of(), ledger.coherence().faults());
    }

    @Test
    void aHundredDollarsComeInAndTheProcessorKeepsItsFee() {
        var booked = assertInstanceOf(TopUps.Outcome.Booked.class, topUp("100.00", "USD", "key-1"));

        assertEquals(money("3.20", "USD"), booked.fee());
        assertEquals(money("100", "USD"), balance("USD"));
        assertEquals(
                """
                market:psp:clearing USD -> buyer:wallet USD 100.000000
                market:psp:fees USD -> market:psp:clearing USD 3.200000\
                """,
                booked.entry().postings().stream()
                        .map(Posting::toString)
                        .collect(Collectors.joining("\n"))
                        .replace(buyer.toString(), "buyer"));
        assertEquals(List.of("top-up.booked"), audited());
    }

    @Test
    void theSameKeyAgainBooksAndAuditsNothingNew() {
        var first = topUp("100", "USD", "key-1");
        assertEquals(first, topUp("100", "USD", "key-1"));
        assertEquals(money("100", "USD"), balance("USD"));
        assertEquals(List.of("top-up.booked"), audited());
    }

    @Test
    void theSameKeyForAnotherAmountIsAConflict() {
        topUp("100", "USD", "key-1");
        var problem = assertThrows(Problem.class, () -> topUp("50", "USD", "key-1"));
        assertEquals(ProblemType.CONFLICT, problem.type());
        assertEquals(money("100", "USD"), balance("USD"));
    }

    @Test
    void twoBuyersMayUseTheSameKey() {
        topUp("100", "USD", "key-1");
        var other = UUID.randomUUID();
        topUps.bySandboxCard(other, money("20", "USD"), SandboxCard.ACCEPTED, "key-1", bea);
        assertEquals(
                Optional.of(money("20", "USD")),
                ledger.wallets().find(other, Currency.of("USD")).map(w -> w.posted()));
    }

    @Test
    void aDeclinedCardBooksNothingAndIsOnTheTrail() {
        var outcome =
                topUps.bySandboxCard(
                        buyer, money("100", "USD"), SandboxCard.DECLINED, "key-1", bea);
        assertInstanceOf(TopUps.Outcome.Declined.class, outcome);
        assertEquals(Optional.empty(), ledger.wallets().find(buyer, Currency.of("USD")));
        assertEquals(List.of("top-up.declined"), audited());
    }

    @Test
    void aDeclinedKeyStaysDeclinedWhateverCardIsTriedWithIt() {
        topUps.bySandboxCard(buyer, money("100", "USD"), SandboxCard.DECLINED, "key-1", bea);
        assertInstanceOf(
                TopUps.Outcome.Declined.class,
                topUps.bySandboxCard(
                        buyer, money("100", "USD"), SandboxCard.DECLINED, "key-1", bea));
        var problem = assertThrows(Problem.class, () -> topUp("100", "USD", "key-1"));
        assertEquals(ProblemType.CONFLICT, problem.type());
        assertEquals(List.of("top-up.declined"), audited());
    }

    @Test
    void whereRealMoneyMovesNoSimulatorFillsAWallet() {
        var live = TestSettings.ofStripe(URI.create("http://localhost:9"), "sk_live_x", "whsec_x");
        var real = TestBilling.on(DATABASE, live, CLOCK).topUps();
        assertTrue(real.takesCards());
        assertFalse(real.simulates());
        var problem =
                assertThrows(
                        Problem.class,
                        () ->
                                real.bySandboxCard(
                                        buyer,
                                        money("100", "USD"),
                                        SandboxCard.ACCEPTED,
                                        "key-1",
                                        bea));
        assertEquals(ProblemType.UNPROCESSABLE, problem.type());
        assertEquals(Optional.empty(), ledger.wallets().find(buyer, Currency.of("USD")));
    }

    @ParameterizedTest
    @CsvSource({
        "1.00, USD, 0.33", // 0.329
        "2.00, USD, 0.36", // 0.358
        "5.00, USD, 0.44", // 0.445, to the even cent
        "15.00, USD, 0.74", // 0.735, to the even cent
        "10000, USD, 290.30",
        "1, JPY, 0", // 0.329
        "100, JPY, 3", // 3.2
        "1.000, KWD, 0.329",
    })
    void theFeeIsRoundedToTheEvenMinorUnit(String amount, String currency, String fee) {
        assertEquals(money(fee, currency), SandboxProcessor.fee(money(amount, currency)));
        assertInstanceOf(TopUps.Outcome.Booked.class, topUp(amount, currency, "key-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.99, USD",
        "10000.01, USD",
        "-5, USD",
        "0, USD",
        "12.345, USD",
        "100.50, JPY",
        "1.0005, KWD",
        "9000000000000, USD"
    })
    void anAmountThatCannotBePaidIsRefusedAtItsField(String amount, String currency) {
        var problem = assertThrows(Problem.class, () -> topUp(amount, currency, "key-1"));
        assertTrue(problem.fields().containsKey("amount"), problem.detail());
        assertEquals(List.of(), audited());
    }

    @ParameterizedTest
    @CsvSource({"''", "'a b'", "'é'"})
    void aKeyThatIsNoneIsRefusedAtItsField(String key) {
        var problem = assertThrows(Problem.class, () -> topUp("100", "USD", key));
        assertTrue(problem.fields().containsKey("idempotencyKey"), problem.detail());
    }

    private TopUps.Outcome topUp(String amount, String currency, String key) {
        return topUps.bySandboxCard(buyer, money(amount, currency), SandboxCard.ACCEPTED, key, bea);
    }

    private Money balance(String currency) {
        return ledger.wallets().find(buyer, Currency.of(currency)).orElseThrow().posted();
    }

    private List<String> audited() {
        return trail.latestOf(buyer, 10).stream().map(AuditEntry::action).toList();
    }

    private static Money money(String major, String currency) {
        return Money.of(major, Currency.of(currency));
    }
}
