package io.intertie.logs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/// A request as its client sent it, and the answer as the client was sent it.
public record Log(Head head, Part asked, Part answered) {
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

        @Override
        public String toString() {
            return size + " bytes";
        }
    }

    int bytes() {
        return asked.kept().length + answered.kept().length;
    }

    @Override
    public String toString() {
        return "log of request " + head.requestId();
    }
}
