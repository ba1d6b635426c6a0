package io.intertie.logs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/// A request as its client sent it, and the answer as the client was sent it.
public record Log(Head head, Part asked, Part answered) {
    private static final JsonMapper JSON = new JsonMapper();

    /// What is known of a log without opening it. `path` is what stands behind `/v1/`; the sizes
    /// are what was asked and answered in full.
    public record Head(
            UUID requestId,
            UUID organisationId,
            UUID apiKeyId,
            String path,
            int status,
            boolean streamed,
            long askedBytes,
            long answeredBytes) {
        /// When the request came, which its id begins with.
        public Instant at() {
            return Instant.ofEpochMilli(requestId.getMostSignificantBits() >>> 16);
        }

        /// Whether less is kept than there was.
        public boolean isCut() {
            return askedBytes > Part.MOST || answeredBytes > Part.MOST;
        }
    }

    /// A body or as much of its beginning as is kept, and how long it was.
    public record Part(byte[] kept, long size) {
        /// The most that is kept of a body.
        public static final int MOST = 256 * 1024;

        /// What is kept of a body.
        public static Part of(byte[] body) {
            return of(body, body.length);
        }

        /// What is kept of a body that was as long as said, of which this is the beginning.
        public static Part of(byte[] beginning, long size) {
            var kept =
                    beginning.length <= MOST
                            ? beginning
                            : Arrays.copyOf(beginning, wholeCharacters(beginning));
            return new Part(kept, size);
        }

        /// A cut never goes through a character of UTF-8.
        private static int wholeCharacters(byte[] text) {
            int end = MOST;
            while (end > MOST - 4 && (text[end] & 0xC0) == 0x80) {
                end--;
            }
            return end;
        }

        public boolean isCut() {
            return kept.length < size;
        }

        public String text() {
            return new String(kept, StandardCharsets.UTF_8);
        }

        private ObjectNode json() {
            return JSON.createObjectNode()
                    .put("bytes", size)
                    .put("kept_bytes", kept.length)
                    .put("truncated", isCut())
                    .put("text", text());
        }

        @Override
        public String toString() {
            return size + " bytes";
        }
    }

    /// The log as a file to take away.
    public byte[] json() {
        var json = JSON.createObjectNode();
        json.put("request_id", head.requestId().toString());
        json.put("at", head.at().toString());
        json.put("api_key_id", head.apiKeyId().toString());
        json.put("path", "/v1/" + head.path());
        json.put("status", head.status());
        json.put("streamed", head.streamed());
        json.set("request", asked.json());
        json.set("answer", answered.json());
        return json.toPrettyString().getBytes(StandardCharsets.UTF_8);
    }

    int bytes() {
        return asked.kept().length + answered.kept().length;
    }

    @Override
    public String toString() {
        return "log of request " + head.requestId();
    }
}
