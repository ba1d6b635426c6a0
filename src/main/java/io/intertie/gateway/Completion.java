package io.intertie.gateway;

import io.intertie.gateway.admission.Gate;
import io.intertie.gateway.admission.Rates;
import io.intertie.gateway.dialect.Dialect;
import io.intertie.gateway.dialect.Dialects;
import io.intertie.gateway.wire.Arrival;
import io.intertie.gateway.wire.Client;
import io.intertie.gateway.wire.Conversation;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Reception;
import io.intertie.platform.inject.Direct;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Optional;

/// The story of this room: a request passes, finds its way, has its ceiling set aside, is served,
/// and is on record before its last byte leaves ([Exchange]). What asks no model is an [Enquiries]'
/// matter.
@Direct
public class Completion implements Reception {
    private final Kit kit;
    private final Enquiries enquiries;

    @Inject
    Completion(
            Snapshots snapshots,
            Rates rates,
            Ways ways,
            Recording recording,
            Repeats repeats,
            Enquiries enquiries) {
        this(kit(snapshots, rates, ways, recording, repeats), enquiries);
    }

    Completion(Kit kit, Enquiries enquiries) {
        this.kit = kit;
        this.enquiries = enquiries;
    }

    private static Kit kit(
            Snapshots snapshots, Rates rates, Ways ways, Recording recording, Repeats repeats) {
        var clock = recording.clock();
        return new Kit(
                new Gate(Gate.USUAL),
                snapshots,
                new Decisions(ways, clock),
                rates,
                recording.metering(),
                ways,
                recording,
                repeats,
                clock,
                Kit.PING_AFTER);
    }

    @Override
    public Conversation take(Arrival arrival, Client client) {
        var dialect =
                arrival.method().equals("POST")
                        ? Dialects.at(arrival.path())
                        : Optional.<Dialect>empty();
        var full = kit.gate().enter();
        if (full.isPresent()) {
            refuse(arrival, dialect.orElseGet(Dialects::usual), client, full.get());
            return Conversation.NONE;
        }
        if (dialect.isEmpty()) {
            return enquiries.answer(arrival, client, kit.gate()::leave);
        }
        var exchange = new Exchange(kit, new Request(arrival, dialect.get()), client);
        exchange.begin();
        return exchange;
    }

    private static void refuse(Arrival arrival, Dialect dialect, Client client, Fault fault) {
        var headers = new LinkedHashMap<>(dialect.headers(arrival.requestId()));
        fault.retryAfter()
                .ifPresent(wait -> headers.put("retry-after", Long.toString(wait.toSeconds())));
        client.whole(fault.type().status(), headers, dialect.refusal(fault, arrival.requestId()));
    }
}
