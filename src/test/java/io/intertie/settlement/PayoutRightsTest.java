package io.intertie.settlement;

import static io.intertie.settlement.TestMarket.ABE;
import static io.intertie.settlement.TestMarket.ADA;
import static io.intertie.settlement.TestMarket.EVE;
import static io.intertie.settlement.TestMarket.FJORD;
import static io.intertie.settlement.TestMarket.actor;
import static io.intertie.settlement.TestMarket.done;
import static io.intertie.settlement.TestMarket.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.persistence.DatabaseFailed;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Who may let a payout go, and who may hold it.
@Tag("money")
class PayoutRightsTest {
    private final TestMarket market = new TestMarket();

    @AfterEach
    void theBooksAgreeWithThemselves() {
        assertEquals(List.of(), market.ledger.coherence().faults());
    }

    @Test
    void whoPreparedDoesNotApprove() {
        var payout = market.prepared();
        assertTrue(refusal(market.closing.approve(payout.id(), ADA)).contains("prepared"));
        market.unsent(payout);
        assertThrows(
                DatabaseFailed.class,
                () ->
                        market.database
                                .sql(
                                        "update payout set state = 'SENT', approved_by = 'ada',"
                                                + " approved_at = now()")
                                .update(),
                "the database refuses it too");
    }

    @Test
    void whoChangedTheAccountDoesNotApprove() {
        var payout = market.prepared();
        market.settlements.bankAccount(market.provider, FJORD, ABE);
        assertTrue(refusal(market.closing.approve(payout.id(), ABE)).contains("bank account"));
        market.unsent(payout);
        done(market.closing.approve(payout.id(), actor("ann", UUID.randomUUID(), Role.ADMIN)));
    }

    @Test
    void onlyAdminsActOnAPayout() {
        var payout = market.prepared();
        for (var stranger :
                List.of(
                        EVE,
                        actor("pam", market.provider, Role.PROVIDER),
                        actor("bea", market.buyer, Role.BUYER))) {
            forbidden(() -> market.closing.approve(payout.id(), stranger));
            forbidden(() -> market.closing.hold(payout.id(), "why", stranger));
            forbidden(() -> market.closing.release(payout.id(), stranger));
        }
        market.unsent(payout);
    }

    @Test
    void aHeldPayoutWaitsUntilItIsReleased() {
        var payout = market.prepared();

        var held = done(market.closing.hold(payout.id(), " Wrong account? ", ADA));
        assertEquals(Payout.State.HELD, held.payout().state());
        assertEquals(SettlementWindow.State.HELD, held.window().state());
        assertEquals(Optional.of("Wrong account?"), held.payout().holdReason());
        assertTrue(refusal(market.closing.approve(payout.id(), ABE)).contains("release it"));
        assertTrue(refusal(market.closing.hold(payout.id(), "again", ABE)).contains("awaits"));
        market.unsent(payout);

        var released = done(market.closing.release(payout.id(), ABE));
        assertEquals(payout, released.payout());
        assertTrue(refusal(market.closing.release(payout.id(), ABE)).contains("not held"));
        done(market.closing.approve(payout.id(), ABE));
        assertTrue(refusal(market.closing.hold(payout.id(), "late", ADA)).contains("awaits"));
        assertEquals(
                List.of("payout.approved", "payout.released", "payout.held"),
                market.trail.latest(3).stream().map(each -> each.action()).toList());
    }

    @Test
    void aHoldNeedsAReason() {
        var payout = market.prepared();
        for (var reason : List.of("", "  ", "x".repeat(501))) {
            var problem =
                    assertThrows(
                            Problem.class, () -> market.closing.hold(payout.id(), reason, ADA));
            assertTrue(problem.fields().containsKey("reason"));
        }
    }

    private static void forbidden(Runnable act) {
        var problem = assertThrows(Problem.class, act::run);
        assertEquals(ProblemType.FORBIDDEN, problem.type());
    }
}
