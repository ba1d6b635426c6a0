package io.intertie.settlement;

import io.intertie.audit.TestTrail;
import io.intertie.billing.TestBank;
import io.intertie.fx.Quotes;
import io.intertie.ledger.FxPosition;
import io.intertie.ledger.TestCaptures;
import io.intertie.ledger.TestLedger;
import io.intertie.metering.TestUsage;
import io.intertie.platform.config.TestSettings;
import java.time.Clock;

/// The room wired by hand on a ledger, for tests of this room and for measurements.
public record TestSettlement(
        Settlements settlements,
        WindowClosing closing,
        FxPosition fxPosition,
        Positions positions,
        BankHalf bankHalf,
        TestBank bank) {
    public static TestSettlement on(TestLedger ledger, Quotes quotes, Clock clock) {
        var database = ledger.database();
        var trail = TestTrail.on(database, clock);
        var usage = TestUsage.on(database);
        var settings = TestSettings.standard();
        var bank = TestBank.on(ledger, settings, clock);
        var answers = new AnswerStore(database);
        var store = new SettlementStore(database);
        var papers = new PaperStore(database);
        var accounts = new BankAccounts(database, clock, trail);
        var measuring =
                new Measuring(
                        database,
                        store,
                        papers,
                        ledger.journal(),
                        TestCaptures.on(database),
                        usage.earnings());
        var fxPosition = TestCaptures.positionOn(database);
        var positions = new Positions(database, fxPosition, ledger.journal(), quotes, clock);
        var tracing = new Tracing(store, papers, ledger.journal(), usage.records(), quotes);
        return new TestSettlement(
                new Settlements(store, papers, measuring, accounts, tracing, clock),
                new WindowClosing(
                        database,
                        clock,
                        store,
                        measuring,
                        new Booking(
                                ledger.journal(),
                                quotes,
                                accounts,
                                papers,
                                new Realising(fxPosition, positions, ledger.journal()),
                                settings),
                        trail),
                fxPosition,
                positions,
                new BankHalf(
                        bank.files(),
                        new Answering(store, answers, ledger.journal(), trail, settings, clock),
                        answers,
                        database,
                        trail,
                        clock),
                bank);
    }
}
