package io.intertie.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// A client that sends one request again and again over connections that are kept, each after the
/// answer to the one before.
record Driver(URI target, String key, String body) {
    /// What came back of all requests. **Units** nanoseconds, in rising order; `firstNanos` is the
    /// median time to the first byte, `told` what the answers say they cost together.
    record Run(
            long[] nanos,
            long firstNanos,
            long spanNanos,
            long events,
            long failed,
            BigDecimal told) {
        long perSecond() {
            return nanos.length * 1_000_000_000L / Math.max(1, spanNanos);
        }

        long nanosAt(int permille) {
            return nanos[(int) Math.min(nanos.length - 1L, nanos.length * (long) permille / 1_000)];
        }

        String at(int permille) {
            return "%.2f ms".formatted(nanosAt(permille) / 1e6);
        }
    }

    private record Part(
            List<Long> nanos, List<Long> firsts, long events, long failed, BigDecimal told) {}

    /// When a connection's requests are to be sent.
    private interface Pace {
        /// The time from which a request counts, after waiting for it.
        long next(int request) throws InterruptedException;
    }

    /// Sends so many requests over so many connections, each as soon as it may.
    Run run(int connections, int requests) throws Exception {
        var each = requests / connections;
        return run(connections, _ -> part(each, _ -> System.nanoTime()));
    }

    /// Sends so many requests a second, in turns over some connections, whatever comes back.
    Run paced(int connections, int perSecond, Duration time) throws Exception {
        var each = (int) (perSecond * time.toSeconds() / connections);
        var begin = System.nanoTime() + 50_000_000;
        var gap = 1_000_000_000L / perSecond;
        return run(
                connections,
                connection ->
                        part(
                                each,
                                request -> {
                                    var due =
                                            begin
                                                    + ((long) request * connections + connection)
                                                            * gap;
                                    for (var left = due - System.nanoTime();
                                            left > 0;
                                            left = due - System.nanoTime()) {
                                        TimeUnit.NANOSECONDS.sleep(left);
                                    }
                                    return due;
                                }));
    }

    private interface Connected {
        Part part(int connection) throws Exception;
    }

    private static Run run(int connections, Connected each) throws Exception {
        var begin = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Part>>();
            for (int i = 0; i < connections; i++) {
                var connection = i;
                running.add(threads.submit(() -> each.part(connection)));
            }
            var all = new ArrayList<Long>();
            var firsts = new ArrayList<Long>();
            long events = 0;
            long failed = 0;
            var told = BigDecimal.ZERO;
            for (var one : running) {
                all.addAll(one.get().nanos);
                firsts.addAll(one.get().firsts);
                events += one.get().events;
                failed += one.get().failed;
                told = told.add(one.get().told);
            }
            Collections.sort(firsts);
            var sorted = all.stream().mapToLong(Long::longValue).sorted().toArray();
            return new Run(
                    sorted,
                    firsts.get(firsts.size() / 2),
                    System.nanoTime() - begin,
                    events,
                    failed,
                    told);
        }
    }

    private byte[] request() {
        var path = target.getPath() + "/chat/completions";
        return """
        POST %s HTTP/1.1\r
        Host: %s\r
        Authorization: Bearer %s\r
        x-portkey-provider: openai\r
        x-portkey-custom-host: http://127.0.0.1:%d/v1\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        %s\
        """
                .formatted(
                        path,
                        target.getAuthority(),
                        key,
                        GatewayBench.MOCK,
                        body.getBytes(StandardCharsets.UTF_8).length,
                        body)
                .getBytes(StandardCharsets.UTF_8);
    }

    private Part part(int requests, Pace pace) throws IOException, InterruptedException {
        var request = request();
        var nanos = new ArrayList<Long>(requests);
        var firsts = new ArrayList<Long>(requests);
        long events = 0;
        long failed = 0;
        var costs = new Costs();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), target.getPort())) {
            socket.setTcpNoDelay(true);
            var out = socket.getOutputStream();
            var in = new BufferedInputStream(socket.getInputStream(), 32 * 1024);
            for (int i = 0; i < requests; i++) {
                var start = pace.next(i);
                out.write(request);
                in.mark(1);
                var _ = in.read();
                in.reset();
                firsts.add(System.nanoTime() - start);
                var read = answer(in, costs);
                nanos.add(System.nanoTime() - start);
                if (read < 0) {
                    failed++;
                } else {
                    events += read;
                }
            }
        }
        return new Part(nanos, firsts, events, failed, costs.sum());
    }

    /// Reads an answer to its end; tells how many events it had, or -1 if it is not a good one.
    private static long answer(InputStream in, Costs costs) throws IOException {
        var isGood = line(in).contains(" 200");
        long length = -1;
        var isChunked = false;
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            }
            isChunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        long events = 0;
        if (isChunked) {
            for (var size = size(in); size > 0; size = size(in)) {
                var chunk = in.readNBytes(size);
                costs.hear(chunk);
                events += events(chunk);
                line(in);
            }
            line(in);
        } else {
            costs.hear(in.readNBytes((int) length));
        }
        return isGood ? events : -1;
    }

    private static int size(InputStream in) throws IOException {
        return Integer.parseInt(line(in).strip(), 16);
    }

    private static long events(byte[] bytes) {
        long count = 0;
        for (int at = 1; at < bytes.length; at++) {
            if (bytes[at] == '\n' && bytes[at - 1] == '\n') {
                count++;
            }
        }
        return count;
    }

    private static String line(InputStream in) throws IOException {
        var bytes = new byte[256];
        int length = 0;
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new IOException("the connection was closed");
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
            bytes[length++] = (byte) read;
        }
        return new String(bytes, 0, Math.max(0, length - 1), StandardCharsets.US_ASCII);
    }
}
