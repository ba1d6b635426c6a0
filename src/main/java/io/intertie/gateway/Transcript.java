package io.intertie.gateway;

import io.intertie.gateway.wire.Client;
import io.intertie.logs.Log;
import io.netty.channel.EventLoop;
import java.io.ByteArrayOutputStream;
import java.util.Map;

/// A client whose answer is written down as it goes by, as far as a log keeps it. Where nothing is
/// logged there is none.
final class Transcript implements Client {
    private final Client client;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private long size;
    private int status;
    private boolean isStreamed;

    Transcript(Client client) {
        this.client = client;
    }

    /// What was asked, and all that the client has been sent.
    Log log(Order order) {
        var arrival = order.asked().arrival();
        var asked = Log.Part.of(arrival.body());
        var key = order.buyer().key();
        var head =
                new Log.Head(
                        arrival.requestId(),
                        key.organisationId(),
                        key.id(),
                        arrival.path(),
                        status,
                        isStreamed,
                        asked.size(),
                        size);
        return new Log(head, asked, Log.Part.of(beginning.toByteArray(), size));
    }

    private void note(byte[] bytes) {
        size += bytes.length;
        // One byte more tells where a character that is cut would begin.
        var room = Log.Part.MOST + 1 - beginning.size();
        if (room > 0) {
            beginning.write(bytes, 0, Math.min(room, bytes.length));
        }
    }

    @Override
    public EventLoop loop() {
        return client.loop();
    }

    @Override
    public void whole(int answered, Map<String, String> headers, byte[] body) {
        status = answered;
        note(body);
        client.whole(answered, headers, body);
    }

    @Override
    public void begin(Map<String, String> headers) {
        status = 200;
        isStreamed = true;
        client.begin(headers);
    }

    @Override
    public void send(byte[] frames) {
        note(frames);
        client.send(frames);
    }

    @Override
    public void end() {
        client.end();
    }

    @Override
    public void cut() {
        client.cut();
    }

    @Override
    public boolean isWritable() {
        return client.isWritable();
    }
}
