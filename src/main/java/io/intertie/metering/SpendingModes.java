package io.intertie.metering;

import io.intertie.ledger.Leases;
import io.intertie.platform.config.Settings;
import io.intertie.platform.jobs.Jobs;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Chooses how money is spent, as the operator has set it, and keeps this node alive.
@ApplicationScoped
class SpendingModes {
    private static final Logger LOG = Logger.getLogger(SpendingModes.class.getName());
    private static final Duration TICK = Duration.ofMillis(500);

    private final LeaseNode node;
    private final LeaseMode mode;
    private volatile boolean started;
    private volatile boolean damaged;

    @Inject
    SpendingModes(StrictMode strict, Leases leases, Batches batches, Settings settings) {
        this.node = node(settings.spending(), leases, batches);
        this.mode = new LeaseMode(strict, node);
    }

    private static LeaseNode node(Settings.Spending spending, Leases leases, Batches batches) {
        try {
            return new LeaseNode(spending, hostName(), leases, batches);
        } catch (IOException unusable) {
            // An operator who wants leases must not find the slower mode in silence.
            throw new UncheckedIOException("INTERTIE_USAGE_LOG cannot be used", unusable);
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "nameless";
        }
    }

    @Produces
    @Singleton
    SpendingMode mode() {
        return mode;
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        jobs.every("leases", TICK, this::tick);
    }

    private void tick() {
        if (damaged) {
            return;
        }
        if (!started) {
            try {
                node.start(mode::booked);
            } catch (LogDamaged damage) {
                damaged = true;
                LOG.log(Level.SEVERE, "requests are held strictly until it is looked at", damage);
                return;
            }
            started = true;
        }
        if (!node.isKnown()) {
            mode.lose();
        }
        mode.tidy();
    }

    @PreDestroy
    void end() {
        try {
            node.close();
        } catch (IOException left) {
            LOG.log(Level.WARNING, "the usage log could not be closed", left);
        }
    }
}
