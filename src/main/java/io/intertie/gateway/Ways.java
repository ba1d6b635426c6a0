package io.intertie.gateway;

import io.intertie.choice.Choices;
import io.intertie.gateway.routing.Breakers;
import io.intertie.gateway.routing.Conversations;
import io.intertie.gateway.upstream.UpstreamPool;
import io.intertie.logs.LogIntake;
import io.intertie.platform.inject.Direct;
import jakarta.inject.Inject;

/// What the way of a request needs besides the snapshot: who rests, who answered a conversation
/// last, what is kept of a choice and of whom wants logs, who is read on, and the connections out.
@Direct
class Ways {
    private final Breakers breakers;
    private final Conversations conversations;
    private final Choices choices;
    private final LogIntake logs;
    private final Drains drains;
    private final UpstreamPool pool;

    @Inject
    Ways(
            Breakers breakers,
            Conversations conversations,
            Choices choices,
            LogIntake logs,
            Drains drains,
            UpstreamPool pool) {
        this.breakers = breakers;
        this.conversations = conversations;
        this.choices = choices;
        this.logs = logs;
        this.drains = drains;
        this.pool = pool;
    }

    Breakers breakers() {
        return breakers;
    }

    Conversations conversations() {
        return conversations;
    }

    Choices choices() {
        return choices;
    }

    LogIntake logs() {
        return logs;
    }

    Drains drains() {
        return drains;
    }

    UpstreamPool pool() {
        return pool;
    }
}
