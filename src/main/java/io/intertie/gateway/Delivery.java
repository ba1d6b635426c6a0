package io.intertie.gateway;

import io.intertie.gateway.dialect.Voice;
import io.intertie.gateway.relay.Ending;
import io.intertie.gateway.relay.Tally;
import io.intertie.gateway.wire.Chunk;
import io.intertie.gateway.wire.Client;
import io.intertie.gateway.wire.Failure;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Receipt;
import io.intertie.metering.UsageRecord;
import io.intertie.replay.Kept;
import java.io.ByteArrayOutputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One answer's last stretch, to the client and in its words: chunks at once, the last byte when
/// all is on record. On the exchange's event loop.
final class Delivery {
    private final Request request;
    private Client client;
    private final Heading heading;
    private final Tally tally;
    private @Nullable Voice voice;
    private @Nullable Chunk whole;
    private @Nullable Kept kept;
    private @Nullable ByteArrayOutputStream frames;
    private boolean begun;
    private long spokeAtNanos = System.nanoTime();

    Delivery(Request request, Client client, Heading heading, Tally tally) {
        this.request = request;
        this.client = client;
        this.heading = heading;
        this.tally = tally;
    }

    /// How the answer is spoken from here on.
    void speak(Voice its) {
        voice = its;
    }

    /// Keeps the frames of a stream, too, as they are sent.
    void keepFrames() {
        frames = new ByteArrayOutputStream();
    }

    /// Writes down what the client is sent from here on.
    Transcript transcribe() {
        var transcript = new Transcript(client);
        client = transcript;
        return transcript;
    }

    /// What was sent, if it was kept: a whole answer always is.
    Optional<Kept> kept() {
        if (begun && frames != null && frames.size() <= Kept.MOST) {
            return Optional.of(new Kept(200, true, frames.toByteArray()));
        }
        return Optional.ofNullable(kept);
    }

    /// Answers with what was answered before.
    void replay(Kept before, UUID first) {
        var headers = heading.ofReplay(first);
        if (before.streamed()) {
            client.begin(headers);
            client.send(before.bytes());
            client.end();
        } else {
            client.whole(before.status(), headers, before.bytes());
        }
    }

    Client client() {
        return client;
    }

    Tally tally() {
        return tally;
    }

    private Voice voice() {
        return Objects.requireNonNull(voice);
    }

    private boolean isStreamed() {
        return request.read().asked().streamed();
    }

    /// Passes a chunk on, or keeps the whole answer until it is on record.
    void chunk(Chunk chunk) {
        tally.heard(chunk);
        if (isStreamed()) {
            send(voice().chunk(chunk));
        } else {
            whole = chunk;
        }
        tally.delivered(chunk, System.nanoTime());
    }

    private void send(byte[] words) {
        if (words.length == 0) {
            return;
        }
        if (!begun) {
            begun = true;
            client.begin(heading.ofAnswer());
        }
        client.send(words);
        spokeAtNanos = System.nanoTime();
        if (frames != null && frames.size() <= Kept.MOST) {
            frames.writeBytes(words);
        }
    }

    /// Keeps a silent stream open, also before its first word: a later failure will be an event.
    void ping() {
        send(request.dialect().ping());
    }

    /// When the client last heard something, or the exchange began.
    long spokeAtNanos() {
        return spokeAtNanos;
    }

    /// Ends with a refusal or failure that cost nothing.
    void refuse(Fault fault) {
        fail(fault, Optional.empty());
    }

    private void fail(Fault fault, Optional<Voice.Billed> billed) {
        if (!begun) {
            var body = request.dialect().refusal(fault, request.arrival().requestId());
            client.whole(fault.type().status(), heading.of(fault), body);
            return;
        }
        send(
                voice == null
                        ? request.dialect().failure(fault, request.arrival().requestId())
                        : voice.failure(fault, billed));
        client.end();
    }

    /// Says the last word, which depends on what came of putting it on record.
    void end(Ending ending, Recording.Outcome outcome) {
        if (ending instanceof Ending.ClientLeft) {
            return;
        }
        if (!(outcome instanceof Recording.Outcome.Booked booked)) {
            refuse(Faults.unrecorded(heading.receipt()));
            return;
        }
        switch (ending) {
            case Ending.Complete _ when booked.state() == UsageRecord.State.COMPLETED ->
                    complete(new Voice.Billed(booked.receipt(), booked.billed()));
            case Ending.Complete _ ->
                    refuse(
                            Faults.uncharged(
                                    new Failure(Failure.Kind.FAILED, "the answer is empty")));
            case Ending.Stopped(var failure) -> stopped(failure, booked);
            case Ending.ClientLeft _ -> {}
        }
    }

    private void complete(Voice.Billed billed) {
        if (whole != null) {
            var body = voice().whole(whole, billed);
            kept = body.length <= Kept.MOST ? new Kept(200, false, body) : null;
            client.whole(200, heading.ofAnswer(), body);
            return;
        }
        send(voice().end(billed));
        client.end();
    }

    private void stopped(Failure failure, Recording.Outcome.Booked booked) {
        if (booked.state() == UsageRecord.State.FAILED) {
            refuse(Faults.uncharged(failure));
            return;
        }
        var receipt = booked.receipt();
        fail(
                Faults.interrupted(failure, cost(receipt), receipt.page()),
                Optional.of(new Voice.Billed(receipt, booked.billed())));
    }

    private static String cost(Receipt receipt) {
        return receipt.currency() + " " + receipt.cost().stripTrailingZeros().toPlainString();
    }
}
