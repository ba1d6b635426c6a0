package io.intertie.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.identity.TestParties;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.config.TestSettings;
import io.intertie.platform.crypto.Seal;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Faucet;
import io.intertie.platform.persistence.TestDatabase;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.platform.persistence.WriteBehind.Bound;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogIntakeTest {
    private final TestClock clock = new TestClock();
    private final Faucet faucet = new Faucet(TestDatabase.freshSource(), 4);
    private final Database database = new Database(faucet.source());
    private final Seal seal = new Seal(TestSettings.standard());
    private final LogIntake intake = new LogIntake(database, seal, clock, new Bound(99, 1_000));

    @BeforeEach
    void allow() {
        TestParties.register(database);
        database.sql(
                        "insert into organisation_rules (organisation_id, log_days) values (?, 1)",
                        TestParties.BUYER)
                .update();
    }

    /// Five bytes are asked and eleven answered.
    private Log log() {
        return TestLogs.log(
                UuidV7.at(clock.instant()), TestParties.BUYER, UUID.randomUUID(), "hello");
    }

    private long rows() {
        return database.sql("select count(*) as n from request_log").one(row -> row.number("n"));
    }

    @Test
    void whatDoesNotFitIsLostAndCountedAndThereIsRoomAgainOnceItIsWritten() {
        for (int i = 0; i < 100; i++) {
            intake.add(log());
        }
        assertEquals(100 - 1_000 / 16, intake.lost());
        intake.flush();
        assertEquals(1_000 / 16, rows());
        intake.add(log());
        intake.flush();
        assertEquals(1_000 / 16 + 1, rows());
        assertEquals(100 - 1_000 / 16, intake.lost());
    }

    @Test
    void whileTheDatabaseIsAwayItWaitsAndNoRequestNoticesIt() {
        faucet.shut();
        for (int i = 0; i < 10; i++) {
            intake.add(log());
        }
        intake.flush();
        for (int i = 0; i < 90; i++) {
            intake.add(log());
        }
        intake.flush();
        assertEquals(100 - 1_000 / 16, intake.lost(), "what is held back takes room as well");
        faucet.open();
        intake.flush();
        assertEquals(1_000 / 16, rows());
    }

    @Test
    void theSameRequestIsKeptOnce() {
        var log = log();
        intake.add(log);
        intake.add(log);
        intake.flush();
        assertEquals(1, rows());
    }
}
