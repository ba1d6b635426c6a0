package io.intertie.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Netty's own watch over buffers that nobody gave back; it speaks by its log alone.
final class Leaks extends Handler {
    private static final Logger LOG = Logger.getLogger(ResourceLeakDetector.class.getName());

    private final List<String> found = new CopyOnWriteArrayList<>();
    private Level before = Level.SIMPLE;

    void watch() {
        before = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(Level.PARANOID);
        LOG.addHandler(this);
    }

    /// Fails if a buffer was lost since `watch`.
    void assertNone() {
        for (int i = 0; i < 5; i++) {
            System.gc();
            Talk.rest(20);
            // It looks for what was lost whenever a buffer is made.
            ByteBufAllocator.DEFAULT.buffer(16).release();
        }
        LOG.removeHandler(this);
        ResourceLeakDetector.setLevel(before);
        assertEquals(List.of(), found);
    }

    @Override
    public void publish(LogRecord entry) {
        found.add(String.valueOf(entry.getMessage()));
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
