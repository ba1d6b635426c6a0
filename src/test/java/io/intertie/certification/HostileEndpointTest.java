package io.intertie.certification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.intertie.certification.Run.Progress;
import io.intertie.platform.config.Secret;
import io.intertie.platform.http.HostResolver;
import io.intertie.platform.http.OutboundAddresses;
import io.intertie.sandbox.SandboxProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an endpoint may do to who calls it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileEndpointTest {
    private SandboxProvider open;

    @BeforeAll
    void start() {
        open = SandboxProvider.start(0);
    }

    @AfterAll
    void stop() {
        open.close();
    }

    @Test
    void nothingListensThere() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var steps = TestRuns.taken(TestRuns.subject(local(port), Optional.empty()));
        assertEquals(Optional.of(Finding.UNREACHABLE), steps.getFirst().finding());
        assertEquals(8, skipped(steps));
    }

    @Test
    @Tag("lesson-28")
    void aRedirectIsNotFollowed() throws IOException {
        var server =
                server(exchange -> {
                    exchange.getResponseHeaders().set("Location", open.baseUrl() + "/models");
                    exchange.sendResponseHeaders(302, -1);
                });
        var before = open.seen().size();
        var steps =
                TestRuns.taken(
                        TestRuns.subject(local(server.getAddress().getPort()), Optional.empty()));
        server.stop(0);
        assertEquals(Optional.of(Finding.REDIRECTED), steps.getFirst().finding());
        assertEquals(before, open.seen().size());
    }

    @Test
    void anAnswerWithoutEndIsCut() throws IOException {
        var server =
                server(exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    var much =
                            "<script>"
                                    .repeat(8192)
                                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);
                    for (int i = 0; i < 100_000; i++) {
                        exchange.getResponseBody().write(much);
                    }
                });
        var steps =
                TestRuns.taken(
                        TestRuns.subject(local(server.getAddress().getPort()), Optional.empty()));
        server.stop(0);
        var first = steps.getFirst();
        assertEquals(Optional.of(Finding.TOO_LARGE), first.finding());
        assertTrue(first.exchange().orElseThrow().response().length() < 4_100);
    }

    @Test
    void aFloodOfTinyEventsIsCut() throws IOException {
        var server =
                server(exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write("data:1\n".repeat(5_000).getBytes(UTF_8));
                });
        var steps =
                TestRuns.taken(
                        TestRuns.subject(local(server.getAddress().getPort()), Optional.empty()));
        server.stop(0);
        assertEquals(Optional.of(Finding.TOO_LARGE), steps.getFirst().finding());
    }

    @Test
    void streamsThatBreakOnlyUnderLoadAreFoundThere() throws IOException {
        var good = "{\"choices\":[{\"finish_reason\":\"stop\"}],\"usage\":{}}";
        var streams = new AtomicInteger();
        var server =
                server(exchange -> {
                    var asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                    var isStream = asked.contains("\"stream\":true");
                    var isFirst = isStream && streams.getAndIncrement() == 0;
                    exchange.getResponseHeaders()
                            .set(
                                    "Content-Type",
                                    isStream ? "text/event-stream" : "application/json");
                    exchange.sendResponseHeaders(200, 0);
                    var bad = isFirst ? good : "{\"error\":{\"message\":\"full\"}}";
                    var answer = isStream ? "data: " + bad + "\n\ndata: [DONE]\n\n" : good;
                    exchange.getResponseBody().write(answer.getBytes(UTF_8));
                });
        var steps =
                TestRuns.taken(
                        TestRuns.subject(local(server.getAddress().getPort()), Optional.empty()));
        server.stop(0);
        assertEquals(Progress.PASSED, at(steps, Step.STREAM).progress());
        assertEquals(Optional.of(Finding.TOO_MANY_FAILED), at(steps, Step.LOAD).finding());
    }

    @Test
    void aCredentialThatIsRememberedFromAnEarlierCallIsHidden() throws IOException {
        var secret = new Secret("remembered-credential-7");
        var server =
                server(exchange -> {
                    var asked = exchange.getRequestHeaders().getFirst("Authorization");
                    var isOurs = asked.contains(secret.reveal());
                    var said = isOurs ? "[{}]" : "[{\"last\":\"" + secret.reveal() + "\"}]";
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody()
                            .write(("{\"choices\":" + said + "}").getBytes(UTF_8));
                });
        var steps =
                TestRuns.taken(
                        TestRuns.subject(
                                local(server.getAddress().getPort()), Optional.of(secret)));
        server.stop(0);
        assertEquals(Optional.of(Finding.CREDENTIAL_IGNORED), at(steps, Step.AUTH).finding());
        var kept = StepText.write(steps);
        assertTrue(kept.contains("last") && !kept.contains(secret.reveal()), kept);
    }

    @ParameterizedTest
    @CsvSource({
        "'data: {\"error\":{\"message\":\"oh\"}}', ERROR_IN_STREAM",
        "'data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}', NO_FINISH_REASON",
        "'data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}', NO_DONE",
        "': nothing', NOT_STREAMED",
        "'data: {\"choices\":[{\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]', NO_USAGE"
    })
    void aStreamThatBreaksItsContractIsFound(String events, Finding finding) throws IOException {
        var server =
                server(exchange -> {
                    var asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                    var isStream = asked.contains("\"stream\":true");
                    var answer =
                            isStream ? events.replace("\\n", "\n") + "\n\n" : "{\"choices\":[{}]}";
                    exchange.getResponseHeaders()
                            .set(
                                    "Content-Type",
                                    isStream ? "text/event-stream" : "application/json");
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(answer.getBytes(UTF_8));
                });
        var steps =
                TestRuns.taken(
                        TestRuns.subject(local(server.getAddress().getPort()), Optional.empty()));
        server.stop(0);
        assertEquals(Optional.of(finding), at(steps, Step.STREAM).finding());
    }

    @Test
    void aTrickleIsCutAtItsDeadline() throws IOException {
        var server =
                server(exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    for (int i = 0; i < 200; i++) {
                        exchange.getResponseBody().write('.');
                        exchange.getResponseBody().flush();
                        java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
                    }
                });
        var began = System.nanoTime();
        var steps =
                TestRuns.taken(
                        TestRuns.subject(local(server.getAddress().getPort()), Optional.empty()));
        server.stop(0);
        assertEquals(Optional.of(Finding.TIMED_OUT), steps.getFirst().finding());
        assertTrue(System.nanoTime() - began < 6_000_000_000L, "2 s allowed");
    }

    @Test
    void anAddressInsideIsNeverCalled() {
        var resolver = HostResolver.of(OutboundAddresses.of(false));
        var subject = TestRuns.subject(open.baseUrl(), Optional.empty());
        var before = open.seen().size();
        try (var examination = new Examiner(resolver, TestRuns.PACE).open(subject)) {
            var steps = examination.take(_ -> {});
            assertEquals(Optional.of(Finding.ADDRESS_REFUSED), steps.getFirst().finding());
        }
        assertEquals(before, open.seen().size());
    }

    private static HttpServer server(com.sun.net.httpserver.HttpHandler handler)
            throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        server.setExecutor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        handler.handle(exchange);
                    }
                });
        server.start();
        return server;
    }

    private static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port + "/v1");
    }

    private static Run.Result at(List<Run.Result> steps, Step step) {
        return steps.stream().filter(one -> one.step() == step).findFirst().orElseThrow();
    }

    private static long skipped(List<Run.Result> steps) {
        return steps.stream().filter(one -> one.progress() == Progress.SKIPPED).count();
    }
}
