package io.intertie.bench;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/// The provider and the callers of a grown market, in a process of their own: what they cost is not
/// what is measured.
///
/// Each line of its input is a run, told by port, requests, keys and models; each line of its
/// output is how many were not answered with 200, and the median time in nanoseconds.
final class GrowthCallers {
    static final int MOCK = 18_443;
    private static final int CONNECTIONS = 32;

    private GrowthCallers() {}

    private record Run(int port, int requests, int keys, int models) {
        static Run of(String line) {
            var words = Arrays.stream(line.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
            return new Run(words[0], words[1], words[2], words[3]);
        }
    }

    public static void main(String... arguments) throws Exception {
        try (var _ = new Mock(MOCK);
                var lines =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready");
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(told(Run.of(line)));
            }
        }
    }

    private static String told(Run run) throws Exception {
        var failed = 0;
        var all = new ArrayList<Long>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var parts = new ArrayList<Future<long[]>>();
            for (int i = 0; i < CONNECTIONS; i++) {
                parts.add(threads.submit(() -> called(run)));
            }
            for (var part : parts) {
                for (var nanos : part.get()) {
                    if (nanos < 0) {
                        failed++;
                    }
                    all.add(Math.abs(nanos));
                }
            }
        }
        var sorted = all.stream().mapToLong(Long::longValue).sorted().toArray();
        return failed + " " + sorted[sorted.length / 2];
    }

    /// How long each call took; below 0 where it failed.
    private static long[] called(Run run) throws IOException {
        var took = new long[run.requests / CONNECTIONS];
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), run.port)) {
            socket.setTcpNoDelay(true);
            var out = socket.getOutputStream();
            var in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
            for (int i = 0; i < took.length; i++) {
                var begun = System.nanoTime();
                out.write(request(ThreadLocalRandom.current().nextInt(run.keys), run.models));
                var isGood = isGood(in);
                var nanos = System.nanoTime() - begun;
                took[i] = isGood ? nanos : -nanos;
            }
        }
        return took;
    }

    private static byte[] request(int key, int models) {
        var body =
                ("{\"model\":\"grown/m-%d\",\"max_tokens\":64,"
                                + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}")
                        .formatted(key % GrownData.BUYERS % models);
        return """
        POST /v1/chat/completions HTTP/1.1\r
        Host: 127.0.0.1\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        %s\
        """
                .formatted(GrownData.secret(key), body.length(), body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean isGood(InputStream in) throws IOException {
        var status = line(in);
        var length = 0;
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        var body = in.readNBytes(length);
        var isGood = status.contains(" 200");
        if (!isGood) {
            System.err.println(status + " " + new String(body, StandardCharsets.UTF_8));
        }
        return isGood;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new IOException("the connection was closed");
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }
}
