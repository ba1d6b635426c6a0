package io.intertie.settlement;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/// The story of this room: a window closes into a statement, becomes a payout, is approved by a
/// second admin, and leaves as a bank file.
///
/// Each step is one transaction. **Always true** of two that take the same step, one is refused.
@ApplicationScoped
public class WindowClosing {
    private static final int REASON_AT_MOST = 500;

    private final Database database;
    private final Clock clock;
    private final SettlementStore store;
    private final Measuring measuring;
    private final Booking booking;
    private final Trail trail;

    @Inject
    WindowClosing(
            Database database,
            Clock clock,
            SettlementStore store,
            Measuring measuring,
            Booking booking,
            Trail trail) {
        this.database = database;
        this.clock = clock;
        this.store = store;
        this.measuring = measuring;
        this.booking = booking;
        this.trail = trail;
    }

    /// What a step came to.
    public sealed interface Outcome {
        record Done(SettlementWindow window, Statement statement, Payout payout)
                implements Outcome {}

        /// Nothing was written: why.
        record Refused(Wording why) implements Outcome {
            Refused(String code, String english, Object... arguments) {
                this(Wording.of(code, english, arguments));
            }

            public String reason() {
                return why.english();
            }
        }
    }

    /// Closes the window (E11), opens the next, and prepares the payout.
    ///
    /// Not within a transaction of the caller: it first measures in a snapshot of its own.
    public Outcome close(UUID windowId, Actor preparer) {
        Rights.mustRunTheMarket(preparer);
        var window = store.window(windowId).orElseThrow(WindowClosing::notFound);
        if (!window.isOpen()) {
            return new Outcome.Refused("window.closed", "The window is closed already.");
        }
        var statement = measuring.measure(window, clock.instant());
        if (!statement.isSound()) {
            return new Outcome.Refused(
                    "window.control", "A control failed: %s", statement.failures());
        }
        if (statement.gross().isNegative() || !statement.payable().isPositive()) {
            return new Outcome.Refused(
                    "window.nothing",
                    "There is nothing to pay: %s is carried forward, and the window stays open.",
                    statement.due().plus(statement.broughtForward()).plus(statement.returned()));
        }
        return database.transaction(() -> closed(window, statement, preparer));
    }

    private Outcome closed(SettlementWindow window, Statement statement, Actor preparer) {
        if (!store.close(window.id(), statement.closesAt())) {
            return new Outcome.Refused("window.meanwhile", "The window was closed meanwhile.");
        }
        booking.closed(window, statement);
        store.open(window.providerId(), window.currency(), statement.closesAt());
        var payout = store.prepare(statement, preparer.name(), clock.instant());
        trail.record(
                preparer,
                "window.closed",
                window.id().toString(),
                Map.of(
                        "statement", statement.hash(),
                        "gross", statement.gross().toString(),
                        "payout", payout.reference(),
                        "amount", payout.amount().toString()));
        return done(payout, statement);
    }

    /// Approves the payout, books E14 and E15 and writes the bank file; never by its preparer, nor
    /// by who changed the bank account that it goes to.
    public Outcome approve(UUID payoutId, Actor approver) {
        Rights.mustRunTheMarket(approver);
        return database.transaction(() -> {
            var payout = store.lockedPayout(payoutId).orElseThrow(WindowClosing::notFound);
            return switch (payout.state()) {
                case SENT, SETTLED, FAILED ->
                        new Outcome.Refused("payout.sent", "The payout was sent already.");
                case HELD ->
                        new Outcome.Refused("payout.held", "The payout is held: release it first.");
                case AWAITING_APPROVAL ->
                        payout.preparedBy().equals(approver.name())
                                ? new Outcome.Refused(
                                        "payout.own", "Who prepared a payout does not approve it.")
                                : approved(payout, approver);
            };
        });
    }

    private Outcome approved(Payout payout, Actor approver) {
        var at = clock.instant();
        return switch (booking.plan(payout, approver, at)) {
            case Booking.Plan.Obstacle(var why) -> new Outcome.Refused(why);
            case Booking.Plan.Ready ready -> {
                booking.sent(payout, ready, at);
                store.sent(payout.id(), approver.name(), at);
                trail.record(
                        approver,
                        "payout.approved",
                        payout.reference(),
                        Map.of(
                                "amount", payout.amount().toString(),
                                "endToEndId", payout.endToEndId(),
                                "accountVersion", Integer.toString(ready.account().number())));
                yield done(payout);
            }
        };
    }

    /// Holds the payout back with a reason that the provider sees.
    public Outcome hold(UUID payoutId, String reason, Actor actor) {
        Rights.mustRunTheMarket(actor);
        var said = reason.strip();
        if (said.isEmpty() || said.length() > REASON_AT_MOST) {
            throw Problem.field(
                    "reason",
                    Wording.of(
                            "payout.reason", "A reason has 1 to %s characters.", REASON_AT_MOST));
        }
        return database.transaction(() -> {
            var payout = store.lockedPayout(payoutId).orElseThrow(WindowClosing::notFound);
            if (!store.hold(payoutId, said)) {
                return new Outcome.Refused(
                        "payout.awaits", "Only a payout that awaits approval can be held.");
            }
            trail.record(actor, "payout.held", payout.reference(), Map.of("reason", said));
            return done(payout);
        });
    }

    /// Lets a payout that was held await approval again.
    public Outcome release(UUID payoutId, Actor actor) {
        Rights.mustRunTheMarket(actor);
        return database.transaction(() -> {
            var payout = store.lockedPayout(payoutId).orElseThrow(WindowClosing::notFound);
            if (!store.release(payoutId)) {
                return new Outcome.Refused("payout.unheld", "The payout is not held.");
            }
            trail.record(actor, "payout.released", payout.reference(), Map.of());
            return done(payout);
        });
    }

    private Outcome done(Payout payout) {
        return done(payout, booking.statement(payout.windowId()));
    }

    private Outcome done(Payout payout, Statement statement) {
        return new Outcome.Done(
                store.window(payout.windowId()).orElseThrow(),
                statement,
                store.payout(payout.id()).orElseThrow());
    }

    private static Problem notFound() {
        return new Problem(
                ProblemType.NOT_FOUND,
                Wording.of("payout.none", "There is no such window or payout."));
    }
}
