package io.intertie.billing;

import io.intertie.audit.TestTrail;
import io.intertie.ledger.TestLedger;
import io.intertie.platform.config.Settings;
import java.time.Clock;

/// The bank's part of the room, wired by hand on a ledger.
public record TestBank(BankFiles files, Receipts receipts, PaymentReferences references) {
    public static TestBank on(TestLedger ledger, Settings settings, Clock clock) {
        var payouts =
                new ProcessorPayouts(
                        ledger.database(),
                        new Processors(settings),
                        ledger.journal(),
                        ledger.reversals(),
                        TestTrail.on(ledger.database(), clock),
                        clock);
        return on(ledger, settings, payouts, clock);
    }

    static TestBank on(
            TestLedger ledger, Settings settings, ProcessorPayouts payouts, Clock clock) {
        var database = ledger.database();
        var trail = TestTrail.on(database, clock);
        var references = new PaymentReferences(database, settings);
        var store = new BankStore(database);
        var booking =
                new BankBooking(database, store, references, payouts, ledger.journal(), clock);
        return new TestBank(
                new BankFiles(store, booking, settings, trail, clock),
                new Receipts(database, store, references, payouts, ledger.journal(), trail),
                references);
    }
}
