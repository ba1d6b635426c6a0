package io.intertie.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.relay.Ending;
import io.intertie.gateway.relay.Relay;
import io.intertie.gateway.relay.Tally;
import io.intertie.gateway.routing.Candidate;
import io.intertie.gateway.wire.Failure;
import io.intertie.gateway.wire.Nameplate;
import io.intertie.gateway.wire.Piece;
import io.intertie.gateway.wire.Receipt;
import io.intertie.gateway.wire.Sink;
import io.intertie.gateway.wire.Sse;
import io.intertie.metering.UsageRecord;
import java.io.IOException;
import java.time.Duration;

/// One answer's last stretch: to the client, on record, and only then its last byte.
final class Delivered implements Answer.Delivery {
    static final Duration PING_AFTER = Duration.ofSeconds(15);

    private final Order order;
    private final Pursuit pursuit;
    private final Tally tally;
    private final Recording recording;

    Delivered(Order order, Pursuit pursuit, Tally tally, Recording recording) {
        this.order = order;
        this.pursuit = pursuit;
        this.tally = tally;
        this.recording = recording;
    }

    /// Takes a body that is not streamed.
    Answer whole(Reply reply) {
        try {
            var piece = pursuit.next(Order.WHOLE);
            if (piece.isPresent() && piece.get() instanceof Piece.Chunk(var body)) {
                return whole(body, reply);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        var broken = new Failure(Failure.Kind.BROKEN, "the answer did not come");
        ended(new Ending.Stopped(broken));
        return reply.fault(Faults.uncharged(broken));
    }

    private Answer whole(ObjectNode body, Reply reply) {
        tally.heard(body);
        tally.delivered(body, System.nanoTime());
        return switch (ended(new Ending.Complete())) {
            case Recording.Outcome.Booked booked -> {
                nameplate().on(body);
                body.set("usage", booked.receipt().usage(booked.billed()));
                yield reply.whole(body);
            }
            case Recording.Outcome.Unknown _ -> reply.unrecorded();
        };
    }

    @Override
    public void to(Sink sink) {
        var relay =
                new Relay(
                        pursuit,
                        order.call().presence(),
                        tally,
                        new Relay.Silence(PING_AFTER, order.deadlineNanos()));
        Ending ending;
        try {
            ending = relay.run(sink, this::nameplate);
        } catch (InterruptedException stopped) {
            pursuit.cancel();
            Thread.currentThread().interrupt();
            ending = new Ending.Stopped(new Failure(Failure.Kind.BROKEN, "we are stopping"));
        }
        var outcome = record(ending);
        try {
            last(sink, ending, outcome, relay.lastChunk());
        } catch (IOException gone) {
            // It is on record; whoever left can read the receipt.
        }
        recording.sample(order, pursuit, tally, ending);
    }

    private void last(Sink sink, Ending ending, Recording.Outcome outcome, ObjectNode lastChunk)
            throws IOException {
        if (!(outcome instanceof Recording.Outcome.Booked booked)) {
            sink.send(Sse.frame(Faults.unrecorded(recording.page(order.id())).json()));
            return;
        }
        switch (ending) {
            case Ending.Complete _ when booked.state() == UsageRecord.State.COMPLETED -> {
                var usage = booked.receipt().usage(booked.billed());
                sink.send(Sse.frame(nameplate().usageChunk(lastChunk, usage)));
                sink.send(Sse.done());
            }
            case Ending.Complete _ -> {
                var empty = new Failure(Failure.Kind.FAILED, "the answer is empty");
                sink.send(Sse.frame(Faults.uncharged(empty).json()));
            }
            case Ending.Stopped(var failure) -> sink.send(Sse.frame(stopped(failure, booked)));
            case Ending.ClientLeft _ -> {}
        }
    }

    private static ObjectNode stopped(Failure failure, Recording.Outcome.Booked booked) {
        if (booked.state() == UsageRecord.State.FAILED) {
            return Faults.uncharged(failure).json();
        }
        var receipt = booked.receipt();
        var event = Faults.interrupted(failure, cost(receipt), receipt.page()).json();
        event.set("usage", receipt.usage(booked.billed()));
        return event;
    }

    private static String cost(Receipt receipt) {
        return receipt.currency() + " " + receipt.cost().stripTrailingZeros().toPlainString();
    }

    @Override
    public void abandon() {
        pursuit.cancel();
        ended(new Ending.ClientLeft());
    }

    /// Puts the end on record and tells quality.
    Recording.Outcome ended(Ending ending) {
        var outcome = record(ending);
        recording.sample(order, pursuit, tally, ending);
        return outcome;
    }

    private Recording.Outcome record(Ending ending) {
        return recording.record(order, candidate(), tally, ending);
    }

    private Candidate candidate() {
        return pursuit.serving().orElseGet(pursuit::tried);
    }

    private Nameplate nameplate() {
        return new Nameplate(
                order.buyer().model().wireName(), candidate().offer().provider().name());
    }
}
