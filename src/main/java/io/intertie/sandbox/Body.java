package io.intertie.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

/// A request's body, read once as a JSON object.
///
/// **Always true:** only one large body is in memory at a time, since its text takes several times
/// its size while it is read; others wait until that one is closed.
final class Body implements AutoCloseable {
    static final long LIMIT_BYTES = 16L * 1024 * 1024;
    private static final long LARGE_BYTES = 1024 * 1024;

    private final Counted in;

    /// @param oneLarge a single permit, shared by all bodies
    Body(InputStream in, Semaphore oneLarge) {
        this.in = new Counted(in, oneLarge);
    }

    /// The body as a JSON object.
    ///
    /// @throws Problem 400 when it is none, 413 when it is larger than [#LIMIT_BYTES]
    Fields json() throws IOException {
        JsonNode node;
        try {
            node = Json.MAPPER.readTree(in);
        } catch (JsonProcessingException e) {
            // Its own message quotes the body.
            throw Problem.badRequest("", "The body is not valid JSON.");
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new ClientLeft();
        }
        if (!node.isObject()) {
            throw Problem.badRequest("", "The body must be a JSON object.");
        }
        return new Fields(node);
    }

    /// Lets the next large body in.
    @Override
    public void close() {
        in.release();
    }

    private static final class Counted extends FilterInputStream {
        private final Semaphore oneLarge;
        private long read;
        private boolean holds;

        private Counted(InputStream in, Semaphore oneLarge) {
            super(in);
            this.oneLarge = oneLarge;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int count = super.read(into, from, length);
            read += Math.max(0, count);
            if (read > LIMIT_BYTES) {
                throw Problem.tooLarge(LIMIT_BYTES);
            }
            if (read > LARGE_BYTES && !holds) {
                try {
                    oneLarge.acquire();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("the sandbox stops");
                }
                holds = true;
            }
            return count;
        }

        /// Keeps the stream open, so that what the reader left of it can be discarded.
        @Override
        public void close() {}

        private void release() {
            if (holds) {
                holds = false;
                oneLarge.release();
            }
        }
    }
}
