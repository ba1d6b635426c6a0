package io.intertie.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Passes bytes between a port and another one, for as long as a listing is certified there.
final class Pipe implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;

    Pipe(int port, int target) throws IOException {
        this.listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                var client = listener.accept();
                client.setTcpNoDelay(true);
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                server.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> copy(client, server));
                Thread.ofVirtual().start(() -> copy(server, client));
            }
        } catch (IOException closed) {
            // The certification is over.
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            var piece = new byte[16 * 1024];
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                out.write(piece, 0, read);
            }
        } catch (IOException gone) {
            // Either side has left.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
