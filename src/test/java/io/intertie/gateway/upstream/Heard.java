package io.intertie.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.gateway.wire.Failure;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What the listener of a call hears, in one line each.
class Heard implements UpstreamListener {
    private final EventLoop loop;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    Heard(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public void event(byte[] data) {
        add("event " + text(data));
    }

    @Override
    public void body(byte[] json) {
        add("body " + text(json));
    }

    @Override
    public void ended(boolean marked) {
        add("ended " + marked);
    }

    @Override
    public void failed(Failure failure) {
        add("failed " + failure.kind() + ": " + failure.detail());
    }

    private void add(String line) {
        lines.add(loop.inEventLoop() ? line : "not on the loop: " + line);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    String next() throws InterruptedException {
        var line = lines.poll(10, TimeUnit.SECONDS);
        assertTrue(line != null, "nothing was heard");
        return line;
    }

    void hears(String... expected) throws InterruptedException {
        for (var line : expected) {
            assertEquals(line, next());
        }
    }

    void hearsNothingFor(long millis) throws InterruptedException {
        assertNull(lines.poll(millis, TimeUnit.MILLISECONDS));
    }

    int waiting() {
        return lines.size();
    }
}
