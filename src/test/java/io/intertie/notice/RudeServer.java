package io.intertie.notice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A mail server that accepts each mail and hangs up instead of taking leave.
final class RudeServer implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger hungUp = new AtomicInteger();

    RudeServer() throws IOException {
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return listening.getLocalPort();
    }

    int accepted() {
        return accepted.get();
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (var socket = listening.accept()) {
                converse(socket);
            } catch (IOException ended) {
                hungUp.incrementAndGet();
            }
        }
    }

    private void converse(Socket socket) throws IOException {
        var in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        say(socket, "220 here");
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("QUIT")) {
                // A reset, not an end.
                socket.setSoLinger(true, 0);
                return;
            }
            if (line.startsWith("DATA")) {
                say(socket, "354 go on");
                while (!".".equals(line)) {
                    line = in.readLine();
                }
                accepted.incrementAndGet();
            }
            say(socket, "250 fine");
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
