package io.intertie.billing;

import io.intertie.identity.Actor;
import io.intertie.platform.http.Problem;
import io.intertie.platform.jobs.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/// What billing does by itself: automatic top-ups, alerts, and what no event told us.
@ApplicationScoped
class BillingJobs {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(2);
    private static final Duration UNTOLD_AFTER = Duration.ofMinutes(1);
    private static final Actor JOB = Actor.market("payments");

    private final AutoCharging charging;
    private final LowBalance lowBalance;
    private final RefundSending refunds;
    private final CardPaymentStore payments;
    private final CardSettling settling;
    private final Clock clock;

    @Inject
    BillingJobs(
            AutoCharging charging,
            LowBalance lowBalance,
            RefundSending refunds,
            CardPaymentStore payments,
            CardSettling settling,
            Clock clock) {
        this.charging = charging;
        this.lowBalance = lowBalance;
        this.refunds = refunds;
        this.payments = payments;
        this.settling = settling;
        this.clock = clock;
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        jobs.every("auto-top-ups", EVERY, charging::run);
        jobs.every("low-balance", EVERY, lowBalance::run);
        jobs.every("pending-payments", LOOK_AGAIN, this::lookAgain);
    }

    /// Asks about what is still open: an event may have been lost.
    void lookAgain() {
        payments.pendingSince(clock.instant().minus(UNTOLD_AFTER), 200)
                .forEach(payment -> settle(payment.id()));
        refunds.resend(JOB).forEach(this::settle);
    }

    private void settle(UUID paymentId) {
        try {
            settling.settle(paymentId, JOB);
        } catch (Problem away) {
            // Next time.
        }
    }
}
