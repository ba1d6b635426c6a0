package io.intertie.gateway.front;

import io.intertie.gateway.wire.Arrival;
import io.intertie.gateway.wire.Client;
import io.intertie.gateway.wire.Conversation;
import io.intertie.gateway.wire.Json;
import io.intertie.gateway.wire.Reception;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A reception that does what the path says, and writes down what it is told.
final class Script implements Reception {
    final AtomicInteger taken = new AtomicInteger();
    final AtomicLong sent = new AtomicLong();
    final CountDownLatch resume = new CountDownLatch(1);
    final BlockingQueue<Long> leftAt = new LinkedBlockingQueue<>();
    final BlockingQueue<Client> clients = new LinkedBlockingQueue<>();

    @Override
    public Conversation take(Arrival arrival, Client client) {
        taken.incrementAndGet();
        clients.add(client);
        var talk = new Talk(arrival, client);
        switch (arrival.path()) {
            case "echo" -> client.whole(200, Map.of("x-kind", "echo"), echo(arrival));
            case "repeat" -> client.whole(200, Map.of(), arrival.body());
            case "huge" -> client.whole(200, Map.of(), huge());
            case "late" -> after(client, 50, () -> client.whole(200, Map.of(), echo(arrival)));
            case "stream" -> stream(client, Integer.parseInt(arrival.query()));
            case "open" -> open(client);
            case "flood" -> talk.flood();
            case "silent" -> {}
            case "throw" -> throw new IllegalStateException("thrown before an answer");
            case "throw-late" -> {
                client.begin(Map.of());
                client.send(frame("half"));
                throw new IllegalStateException("thrown in a stream");
            }
            case "cut" -> {
                client.begin(Map.of());
                client.send(frame("half"));
                after(client, 20, client::cut);
            }
            case "split" -> client.whole(200, Map.of("x-kind", "a\r\nx-evil: 1"), huge());
            default -> client.whole(404, Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
        }
        return talk;
    }

    private final class Talk implements Conversation {
        private final Arrival arrival;
        private final Client client;
        private long flooded;

        Talk(Arrival arrival, Client client) {
            this.arrival = arrival;
            this.client = client;
        }

        @Override
        public void left() {
            leftAt.add(System.nanoTime());
        }

        @Override
        public void writable() {
            if (arrival.path().equals("flood")) {
                flood();
            }
        }

        /// As many bytes as the query says, as fast as the client takes them.
        void flood() {
            var wanted = Long.parseLong(arrival.query());
            if (flooded == 0) {
                client.begin(Map.of());
            }
            var frame = new byte[8 * 1024];
            Arrays.fill(frame, (byte) 'x');
            while (client.isWritable() && flooded < wanted) {
                client.send(frame);
                flooded += frame.length;
                sent.addAndGet(frame.length);
            }
            if (flooded >= wanted) {
                client.end();
            }
        }
    }

    static byte[] huge() {
        var body = new byte[3 * 1024 * 1024];
        Arrays.fill(body, (byte) 'h');
        return body;
    }

    static byte[] frame(String text) {
        return ("data: " + text + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private void stream(Client client, int frames) {
        client.begin(Map.of());
        for (int at = 0; at < frames; at++) {
            var text = Integer.toString(at);
            after(client, 5L * (at + 1), () -> client.send(frame(text)));
        }
        after(client, 5L * (frames + 1), client::end);
    }

    /// A stream that goes on until the test lets it end.
    private void open(Client client) {
        client.begin(Map.of());
        client.send(frame("open"));
        goOn(client);
    }

    private void goOn(Client client) {
        if (resume.getCount() > 0) {
            after(client, 5, () -> goOn(client));
            return;
        }
        client.send(frame("closed"));
        client.end();
    }

    private static void after(Client client, long millis, Runnable task) {
        var _ = client.loop().schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    private static byte[] echo(Arrival arrival) {
        var json = Json.object();
        json.put("method", arrival.method());
        json.put("path", arrival.path());
        json.put("query", arrival.query());
        json.put("from", arrival.from().getHostAddress());
        json.put("id", arrival.requestId().toString());
        json.put("authorization", arrival.heads().first("authorization").orElse(""));
        json.put("body", new String(arrival.body(), StandardCharsets.UTF_8));
        return Json.write(json);
    }
}
