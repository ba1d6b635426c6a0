package io.intertie.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Call;
import io.intertie.gateway.wire.Fault;
import io.intertie.metering.Reservation;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// The heads of one request's answer: its id and time on all, its receipt where there is one.
final class Reply {
    private final Call call;
    private final URI receipt;
    private final Clock clock;

    Reply(Call call, URI receipt, Clock clock) {
        this.call = call;
        this.receipt = receipt;
        this.clock = clock;
    }

    private Map<String, String> headers() {
        var millis = Duration.between(call.receivedAt(), clock.instant()).toMillis();
        var headers = new LinkedHashMap<String, String>();
        headers.put("x-request-id", call.requestId().toString());
        headers.put("openai-processing-ms", Long.toString(Math.max(0, millis)));
        headers.put("Cache-Control", "no-store");
        return headers;
    }

    Answer fault(Fault fault) {
        var headers = headers();
        if (fault.charged()) {
            headers.put("x-should-retry", "false");
        }
        fault.retryAfter()
                .ifPresent(wait -> headers.put("Retry-After", Long.toString(wait.toSeconds())));
        return new Answer.Whole(fault.type().status(), headers, fault.json());
    }

    Answer insufficient(Reservation.Insufficient lacking) {
        return fault(Faults.insufficient(lacking, receipt));
    }

    Answer limitReached(Reservation.LimitReached limit) {
        return fault(Faults.limitReached(limit, receipt));
    }

    Answer unrecorded() {
        return fault(Faults.unrecorded(receipt));
    }

    Answer whole(ObjectNode body) {
        var headers = headers();
        headers.put("x-intertie-receipt", receipt.toString());
        return new Answer.Whole(200, headers, body);
    }

    Answer streamed(Answer.Delivery delivery) {
        var headers = headers();
        headers.put("x-intertie-receipt", receipt.toString());
        headers.put("X-Accel-Buffering", "no");
        return new Answer.Streamed(headers, delivery);
    }
}
