package io.intertie.gateway.upstream;

import io.intertie.gateway.wire.Failure;
import io.intertie.gateway.wire.Failure.Kind;
import io.intertie.gateway.wire.Json;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// What is made of a provider's answer while it comes; it tells the call.
sealed interface Answer {
    /// Takes more of the body; false: so much is wrong that nothing of it is wanted any more.
    boolean take(ByteBuf bytes);

    /// The body has come to its end.
    void end();

    /// What an answer that begins like this is to its call.
    static Answer to(Exchange call, HttpResponse head) {
        var status = head.status().code();
        if (status / 100 != 2) {
            return refusal(call, head);
        }
        if (!call.isStreamed()) {
            return new Whole(call, new Gathered(Whole.MOST, HttpUtil.getContentLength(head, 0L)));
        }
        var type = head.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        if (!type.regionMatches(true, 0, Stream.TYPE, 0, Stream.TYPE.length())) {
            return unread(call, Kind.FAILED, "the answer is no stream");
        }
        return new Stream(call);
    }

    private static Answer refusal(Exchange call, HttpResponse head) {
        var status = head.status().code();
        return switch (status) {
            case 403 -> unread(call, Kind.FORBIDDEN, "status 403");
            case 429 -> {
                call.refused(new Failure(Kind.BUSY, "status 429", wait(head)));
                yield new Unread();
            }
            case 408, 504 -> unread(call, Kind.TIMED_OUT, "status " + status);
            case 400, 413, 422 -> new Reason(call, new Gathered(Reason.MOST, 0));
            default -> unread(call, Kind.FAILED, "status " + status);
        };
    }

    /// How long to leave it alone, in seconds; a date is not understood, and says nothing then.
    private static Optional<Duration> wait(HttpResponse head) {
        var seconds = head.headers().get(HttpHeaderNames.RETRY_AFTER, "");
        return seconds.matches("\\d{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds)))
                : Optional.empty();
    }

    private static Answer unread(Exchange call, Kind kind, String detail) {
        call.refused(new Failure(kind, detail));
        return new Unread();
    }

    /// A stream of events.
    final class Stream implements Answer {
        static final String TYPE = "text/event-stream";
        private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

        private final Exchange call;
        private final SseDecoder decoder;

        Stream(Exchange call) {
            this.call = call;
            decoder = new SseDecoder(this::event);
        }

        private void event(byte[] data) {
            if (data.length == DONE.length && Arrays.equals(data, DONE)) {
                call.ended(true);
            } else {
                call.event(data);
            }
        }

        @Override
        public boolean take(ByteBuf bytes) {
            return decoder.decode(bytes) || tooLong();
        }

        @Override
        public void end() {
            if (decoder.end() || tooLong()) {
                call.ended(false);
            }
        }

        private boolean tooLong() {
            call.failed(new Failure(Kind.FAILED, "an event is too long"));
            return false;
        }
    }

    /// One body.
    record Whole(Exchange call, Gathered body) implements Answer {
        static final int MOST = 64 * 1024 * 1024;

        @Override
        public boolean take(ByteBuf bytes) {
            var fits = body.add(bytes);
            if (!fits) {
                call.failed(new Failure(Kind.FAILED, "the answer is too large"));
            }
            return fits;
        }

        @Override
        public void end() {
            var bytes = body.bytes();
            if (bytes.length == 0) {
                call.refused(new Failure(Kind.FAILED, "the answer is empty"));
            } else {
                call.whole(bytes);
            }
        }
    }

    /// The provider finds fault with the request, and says why.
    record Reason(Exchange call, Gathered body) implements Answer {
        static final int MOST = 64 * 1024;
        private static final int LONGEST = 500;
        private static final String NONE = "no reason given";

        @Override
        public boolean take(ByteBuf bytes) {
            var fits = body.add(bytes);
            if (!fits) {
                call.failed(new Failure(Kind.REJECTED, NONE));
            }
            return fits;
        }

        @Override
        public void end() {
            var message =
                    Json.read(body.bytes())
                            .map(json -> json.path("error").path("message").asText())
                            .filter(text -> !text.isBlank())
                            .orElse(NONE);
            call.refused(
                    new Failure(
                            Kind.REJECTED,
                            message.length() <= LONGEST
                                    ? message
                                    : message.substring(0, LONGEST) + "…"));
        }
    }

    /// The head told everything.
    record Unread() implements Answer {
        @Override
        public boolean take(ByteBuf bytes) {
            return true;
        }

        @Override
        public void end() {
            // Its call has heard all.
        }
    }
}
