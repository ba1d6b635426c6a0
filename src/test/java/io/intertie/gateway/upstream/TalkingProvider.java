package io.intertie.gateway.upstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A provider on a real socket, whose every byte is its test's.
final class TalkingProvider implements AutoCloseable {
    private final ServerSocket door;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /// What it does with a connection, which is then closed; `number` counts from 1.
    interface Manner {
        void with(Talk talk, int number) throws Exception;
    }

    TalkingProvider(Manner manner) {
        this(door(), manner);
    }

    TalkingProvider(ServerSocket door, Manner manner) {
        this.door = door;
        Thread.ofVirtual().start(() -> receive(manner));
    }

    /// Answers each request on each connection alike.
    static TalkingProvider answering(int status, String body) {
        return new TalkingProvider((talk, number) -> {
            while (talk.request().isPresent()) {
                talk.answer(status, body);
            }
        });
    }

    private static ServerSocket door() {
        try {
            return new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void receive(Manner manner) {
        while (true) {
            try {
                var socket = door.accept();
                open.add(socket);
                var number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> talk(manner, socket, number));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void talk(Manner manner, Socket socket, int number) {
        try (var talk = new Talk(socket)) {
            manner.with(talk, number);
        } catch (Exception over) {
            // The other side has gone, or the script went as far as it could.
        }
    }

    int connections() {
        return connections.get();
    }

    int port() {
        return door.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
