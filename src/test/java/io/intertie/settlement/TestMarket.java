package io.intertie.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.intertie.audit.TestTrail;
import io.intertie.audit.Trail;
import io.intertie.billing.TestBank;
import io.intertie.fx.CurrencyPair;
import io.intertie.fx.Quotes;
import io.intertie.fx.TestQuotes;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.ChargeUsage;
import io.intertie.ledger.FxPosition;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.TestLedger;
import io.intertie.metering.Charge;
import io.intertie.metering.TestUsage;
import io.intertie.metering.TokenCount;
import io.intertie.metering.UsageRecord;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.money.Rounding;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import io.intertie.tariff.Band;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A market on a fresh database in which requests are served, charged and settled.
final class TestMarket {
    static final Actor ADA = actor("ada", Actor.OPERATOR, Role.ADMIN);
    static final Actor ABE = actor("abe", Actor.OPERATOR, Role.ADMIN);
    static final Actor EVE = actor("eve", Actor.OPERATOR, Role.AUDITOR);
    static final Currency USD = Currency.of("USD");
    static final Currency CNY = Currency.of("CNY");
    static final Settlements.BankAccount FJORD =
            new Settlements.BankAccount("Fjord Compute AS", "NO9386011117947", "FJRDNOK0XXX", "NO");
    static final UUID PRICE_VERSION = UUID.randomUUID();
    static final UUID MODEL = UUID.randomUUID();
    private static final int FEE_BPS = 500;

    final MovingClock clock = new MovingClock(Instant.parse("2026-11-23T12:00:00Z"));
    final Database database;
    final TestLedger ledger;
    final TestUsage usage;
    final Quotes quotes;
    final Trail trail;
    final Settlements settlements;
    final WindowClosing closing;
    final FxPosition fxPosition;
    final Positions positions;
    final BankHalf bankHalf;
    final TestBank bank;
    final UUID provider = UUID.randomUUID();
    final UUID buyer = UUID.randomUUID();

    TestMarket() {
        this(TestDatabase.fresh());
    }

    TestMarket(Database database) {
        this.database = database;
        ledger = TestLedger.on(database, clock);
        usage = TestUsage.on(database);
        quotes = TestQuotes.on(database, clock);
        trail = TestTrail.on(database, clock);
        var settled = TestSettlement.on(ledger, quotes, clock);
        settlements = settled.settlements();
        closing = settled.closing();
        fxPosition = settled.fxPosition();
        positions = settled.positions();
        bankHalf = settled.bankHalf();
        bank = settled.bank();
        ledger.topUp(buyer, "10000", "USD");
    }

    static Actor actor(String name, UUID organisation, Role role) {
        return new Actor(name, organisation, Set.of(role), "127.0.0.1");
    }

    SettlementWindow window() {
        return settlements.open(provider, CNY);
    }

    /// The provider says where it is paid.
    void banksIn(UUID provider, Settlements.BankAccount account) {
        settlements.bankAccount(provider, account, actor("pam", provider, Role.PROVIDER));
    }

    void banksInChina() {
        banksIn(
                provider,
                new Settlements.BankAccount(
                        "Zhongwei Compute Co., Ltd.", "6222020200112233445", "ICBKCNB0", "CN"));
    }

    /// A request of the buyer, paid in USD; the provider earns `providerMajor` of its currency.
    UUID serve(String providerMajor) {
        return serve(provider, Money.of(providerMajor, CNY), "1");
    }

    UUID serve(UUID by, Money earned, String paidUsd) {
        return serve(
                by,
                earned.currency(),
                pico(paidUsd),
                Math.multiplyExact(earned.micro(), 1_000_000L));
    }

    UUID serve(UUID by, Currency currency, long buyerPico, long providerPico) {
        return database.transaction(() -> {
            var request = hold(buyerPico);
            var record = record(request, by, currency);
            usage.store()
                    .write(record, new Charge(request, USD, buyerPico, currency, providerPico));
            var charge =
                    new ChargeUsage.Charge(
                            request,
                            buyer,
                            USD,
                            buyerPico,
                            by,
                            currency,
                            providerPico,
                            FEE_BPS,
                            record.servedAt(),
                            Map.of());
            var outcome = ledger.chargeUsage().capture(charge);
            if (!(outcome instanceof ChargeUsage.Outcome.Captured)) {
                throw new IllegalStateException(outcome.toString());
            }
            return request;
        });
    }

    private UUID hold(long buyerPico) {
        var amount = new Money(USD, Math.max(1, Rounding.coveringMicro(buyerPico)));
        return ledger.placed(
                buyer,
                amount.major().toPlainString(),
                "USD",
                clock.instant().plus(Duration.ofMinutes(5)));
    }

    /// The fact alone: neither held nor captured.
    UsageRecord record(UUID request, UUID by, Currency currency) {
        var quote =
                currency.equals(USD)
                        ? Optional.<UUID>empty()
                        : quotes.current(new CurrencyPair(currency, USD)).map(each -> each.id());
        var now = clock.instant();
        return new UsageRecord(
                request,
                buyer,
                UUID.randomUUID(),
                UUID.randomUUID(),
                MODEL,
                by,
                PRICE_VERSION,
                Band.FLAT,
                quote,
                USD,
                currency,
                new TokenCount(5_300, 0, 1_100, 0),
                UsageRecord.CountedBy.PROVIDER,
                false,
                UsageRecord.State.COMPLETED,
                "stop",
                new BigDecimal("1.5"),
                20,
                300,
                now,
                now);
    }

    static long pico(String major) {
        return new BigDecimal(major).movePointRight(12).longValueExact();
    }

    Money balance(AccountCode code, UUID owner, Currency currency) {
        return ledger.journal().balance(Account.of(code, owner, currency));
    }

    Money ofMarket(AccountCode code, Currency currency) {
        return ledger.journal().balance(Account.ofMarket(code, currency));
    }

    /// A payout that awaits approval: a window of one request was closed by Ada.
    Payout prepared() {
        banksInChina();
        serve("306.415434");
        return close().payout();
    }

    /// Nothing of sending has happened.
    void unsent(Payout payout) {
        assertNotEquals(Payout.State.SENT, settlements.payout(payout.id()).orElseThrow().state());
        assertEquals(Optional.empty(), settlements.paymentFile(payout.id()));
        for (var kind : List.of(JournalEntry.Kind.FX_DEAL, JournalEntry.Kind.PAYOUT)) {
            assertEquals(Optional.empty(), ledger.journal().find(kind, payout.endToEndId()));
        }
        assertEquals(0, rows("fx_deal"));
    }

    WindowClosing.Outcome.Done close() {
        return done(closing.close(window().id(), ADA));
    }

    static WindowClosing.Outcome.Done done(WindowClosing.Outcome outcome) {
        return switch (outcome) {
            case WindowClosing.Outcome.Done done -> done;
            case WindowClosing.Outcome.Refused(var reason) ->
                    throw new AssertionError("refused: " + reason);
        };
    }

    static String refusal(WindowClosing.Outcome outcome) {
        return switch (outcome) {
            case WindowClosing.Outcome.Done done -> throw new AssertionError("done: " + done);
            case WindowClosing.Outcome.Refused refused -> refused.reason();
        };
    }

    long rows(String table) {
        return database.sql("select count(*) as n from " + table).one(row -> row.number("n"));
    }

    /// Makes the next write into a table fail, as a crash at that step would.
    void crashAt(String table) {
        database.sql(
                        "create or replace function crash() returns trigger language plpgsql"
                                + " as $$ begin raise exception 'crash'; end $$")
                .update();
        database.sql(
                        "create trigger crash before insert or update on "
                                + table
                                + " for each row execute function crash()")
                .update();
    }

    void recover(String table) {
        database.sql("drop trigger crash on " + table).update();
    }
}
