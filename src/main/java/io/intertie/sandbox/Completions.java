package io.intertie.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// The walk of one written answer: read, behave as asked, compose, count, send.
final class Completions implements Endpoint {
    private static final int STATUS_OF_LATE_ERROR = 500;
    private static final int STALL_EACH = 8;

    /// @param paced whether the gap between tokens comes before it
    private record Frame(ObjectNode json, boolean paced) {}

    private final Dialect dialect;
    private final Clock clock;

    Completions(Dialect dialect, Clock clock) {
        this.dialect = dialect;
        this.clock = clock;
    }

    @Override
    public Answer read(Fields body, String behaviourHeader) {
        Ask ask = dialect.read(body, behaviourHeader);
        return visitor -> answer(visitor, ask);
    }

    private void answer(Visitor visitor, Ask ask) throws IOException {
        Behaviour behaviour = ask.behaviour();
        visitor.awaitAnswer(behaviour);
        Reply reply = Composer.compose(ask);
        Optional<ObjectNode> usage =
                Usage.reported(ask.inputTokens(), reply.tokens(), behaviour).map(Usage::json);
        String id = dialect.idPrefix() + UUID.randomUUID().toString().replace("-", "");
        Head head = new Head(id, clock.instant().getEpochSecond(), ask.model());
        int gapMillis = behaviour.gapMillis(ask.model());
        if (ask.stream() && !behaviour.asks(Behaviour.Setting.NO_STREAM)) {
            Stream<Frame> frames = frames(head, reply, usage.filter(_ -> ask.usageWanted()), ask);
            send(visitor, frames.iterator(), behaviour, gapMillis);
        } else {
            visitor.pause((long) gapMillis * reply.parts().size());
            visitor.failInsteadOfAnswer(behaviour);
            visitor.reply(200, whole(head, reply, usage));
        }
    }

    private ObjectNode whole(Head head, Reply reply, Optional<ObjectNode> usage) {
        ObjectNode answer = head.json(dialect.wholeName());
        answer.putArray("choices").add(dialect.whole(reply));
        usage.ifPresent(counts -> answer.set("usage", counts));
        return answer;
    }

    /// All chunks of a stream, made as they are sent.
    private Stream<Frame> frames(Head head, Reply reply, Optional<ObjectNode> usage, Ask ask) {
        Stream<Frame> opening =
                dialect.opening(!reply.calls().isEmpty()).stream()
                        .map(choice -> new Frame(chunk(head, choice, ask.usageWanted()), false));
        Stream<Frame> parts =
                reply.parts().stream()
                        .map(dialect::delta)
                        .map(choice -> new Frame(chunk(head, choice, ask.usageWanted()), true));
        Stream<Frame> closing =
                reply.finishReason().stream()
                        .map(dialect::closing)
                        .map(choice -> new Frame(chunk(head, choice, ask.usageWanted()), false));
        Stream<Frame> counts =
                usage.stream()
                        .map(count -> {
                            ObjectNode chunk = head.json(dialect.chunkName());
                            chunk.putArray("choices");
                            chunk.set("usage", count);
                            return new Frame(chunk, false);
                        });
        // Unlike flatMap, concat makes one frame at a time.
        return Stream.concat(Stream.concat(opening, parts), Stream.concat(closing, counts));
    }

    /// OpenAI sends `usage: null` on every chunk before the one that holds it.
    private ObjectNode chunk(Head head, ObjectNode choice, boolean usageWanted) {
        ObjectNode chunk = head.json(dialect.chunkName());
        chunk.putArray("choices").add(choice);
        return usageWanted ? chunk.putNull("usage") : chunk;
    }

    private static void send(
            Visitor visitor, Iterator<Frame> frames, Behaviour behaviour, int gapMillis)
            throws IOException {
        int cutAfter = behaviour.of(Behaviour.Setting.FAIL_AFTER).orElse(-1);
        int errorAfter = behaviour.of(Behaviour.Setting.ERROR_AFTER).orElse(-1);
        int stallMillis = behaviour.of(Behaviour.Setting.STALL).orElse(0);
        EventStream events = visitor.events();
        for (int sent = 0; ; sent++) {
            if (sent == cutAfter) {
                throw new ConnectionCut();
            }
            if (sent == errorAfter) {
                events.send(Problem.ordered(STATUS_OF_LATE_ERROR).json());
                break;
            }
            if (!frames.hasNext()) {
                if (!behaviour.asks(Behaviour.Setting.NO_DONE)) {
                    events.done();
                }
                break;
            }
            Frame frame = frames.next();
            if (frame.paced()) {
                boolean stalls = sent % STALL_EACH == STALL_EACH - 1;
                visitor.pause(stalls ? gapMillis + stallMillis : gapMillis);
            }
            events.send(frame.json());
        }
        events.end();
    }
}
