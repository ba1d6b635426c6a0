package io.intertie.platform.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;

/// Starts the relay with the application.
@ApplicationScoped
class OutboxStart {
    private final OutboxRelay relay;

    @Inject
    OutboxStart(OutboxRelay relay) {
        this.relay = relay;
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context) {
        relay.start();
    }
}
