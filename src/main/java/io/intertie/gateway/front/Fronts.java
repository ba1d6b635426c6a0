package io.intertie.gateway.front;

import io.intertie.gateway.wire.Reception;
import io.intertie.platform.config.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Opens both fronts with the application, and closes them before anything that they lead to.
@ApplicationScoped
class Fronts {
    private static final Logger LOG = Logger.getLogger(Fronts.class.getName());

    // Whoever says nothing observes at 2500.
    private static final int FIRST = 100;
    private static final int LAST = 4000;

    private final Settings.Gateway settings;
    private final Loops loops;
    private final Desk desk;
    private final Attendance facade;
    private @Nullable NettyFront own;

    @Inject
    Fronts(Reception reception, Settings settings, Loops loops, Clock clock) {
        this.settings = settings.gateway();
        this.loops = loops;
        this.facade = new Attendance();
        this.desk =
                new Desk(
                        reception,
                        clock,
                        new Origins(this.settings.trustedProxies()),
                        FrontLimits.USUAL,
                        BodyRoom.usual());
    }

    /// Last of all: who is let in finds everything at work.
    void begin(
            @Observes @Priority(LAST) @Initialized(ApplicationScoped.class)
                    ServletContext context) {
        if (settings.isOpen()) {
            own = new NettyFront(loops, desk, settings);
            LOG.info(
                    "The gateway listens on %s:%d by %s"
                            .formatted(
                                    settings.address().getHostAddress(),
                                    settings.port(),
                                    loops.isNative() ? "epoll" : "NIO"));
        }
    }

    /// First of all: what an open exchange needs still works.
    void end(@Observes @Priority(FIRST) @BeforeDestroyed(ApplicationScoped.class) Object context) {
        close();
    }

    /// Drains both fronts together; [Doorkeeper] asks for it before that.
    @PreDestroy
    void close() {
        facade.leave();
        var open = own;
        own = null;
        var end = System.nanoTime() + settings.drain().toNanos();
        if (open != null) {
            open.close();
        }
        facade.awaitEmpty(end);
    }

    Desk desk() {
        return desk;
    }

    Loops loops() {
        return loops;
    }

    /// Who is being served by way of the portal's port.
    Attendance facade() {
        return facade;
    }
}
