package io.intertie.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.gateway.wire.Endpoint;
import io.intertie.platform.config.Secret;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is sent, and what is made of what comes back.
class UpstreamPoolTest {
    private static final Leaks LEAKS = new Leaks();

    private final List<String> seen = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void watch() {
        LEAKS.watch();
    }

    @AfterAll
    static void nothingLeaked() {
        LEAKS.assertNone();
    }

    /// The first thing heard of one call to a provider that says this, and closes.
    private static String saying(String words, boolean streamed) throws Exception {
        try (var provider =
                        new TalkingProvider((talk, number) -> {
                            talk.request();
                            talk.say(words);
                        });
                var calls = new Calls()) {
            var heard = calls.heard();
            calls.call(Calls.to(provider), "{}", streamed, heard);
            var line = heard.next();
            heard.hearsNothingFor(30);
            assertEquals(1, provider.connections());
            return line;
        }
    }

    @Test
    void theRequestSaysWhatItMustAndNothingMore() throws Exception {
        try (var provider =
                        new TalkingProvider((talk, number) -> {
                            while (true) {
                                seen.add(talk.request().orElseThrow());
                                talk.answer(200, "{\"a\":1}");
                            }
                        });
                var calls = new Calls()) {
            var base = "http://llm.example:" + provider.port();
            var heard = calls.heard();
            calls.call(Calls.to(base + "/v1"), "{\"x\":\"ü\"}", false, heard);
            heard.hears("body {\"a\":1}");
            var bare =
                    new Destination(
                            URI.create(base + "/v1/?k=v"), Endpoint.EMBEDDINGS, Optional.empty());
            calls.call(bare, "{}", true, heard);
            heard.hears("failed FAILED: the answer is no stream");
            assertEquals(
                    """
                    POST /v1/chat/completions HTTP/1.1
                    Host: llm.example:%d
                    User-Agent: Intertie
                    Content-Type: application/json
                    Accept: application/json
                    Authorization: Bearer theirs
                    Content-Length: 10

                    {"x":"ü"}\
                    """
                            .formatted(provider.port())
                            .replace("\n", "\r\n"),
                    seen.getFirst());
            assertTrue(seen.getLast().contains("Accept: text/event-stream\r\n"), seen.getLast());
            assertTrue(!seen.getLast().contains("Authorization"), seen.getLast());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "301, FAILED: status 301",
        "307, FAILED: status 307",
        "401, FAILED: status 401",
        "403, FORBIDDEN: status 403",
        "404, FAILED: status 404",
        "408, TIMED_OUT: status 408",
        "429, BUSY: status 429",
        "500, FAILED: status 500",
        "503, FAILED: status 503",
        "504, TIMED_OUT: status 504",
        "400, REJECTED: too hot",
        "413, REJECTED: too hot",
        "422, REJECTED: too hot",
    })
    void aStatusTellsWhatWentWrong(int status, String failure) throws Exception {
        var body = "{\"error\":{\"message\":\"too hot\"}}";
        try (var provider =
                        new TalkingProvider((talk, number) -> {
                            while (talk.request().isPresent()) {
                                talk.say(
                                        "HTTP/1.1 "
                                                + status
                                                + " X\r\nLocation: /elsewhere\r\n"
                                                + "Content-Length: "
                                                + body.length()
                                                + "\r\n\r\n"
                                                + body);
                            }
                        });
                var calls = new Calls()) {
            assertEquals("failed " + failure, calls.whole(Calls.to(provider)));
            var heard = calls.heard();
            calls.stream(Calls.to(provider), heard);
            heard.hears("failed " + failure);
            heard.hearsNothingFor(20);
            assertEquals(1, provider.connections(), "an error is no reason to close");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"error\":\"x\"}", "{\"error\":{\"message\":\" \"}}"})
    void aRejectionWithoutAReasonSaysSo(String body) throws Exception {
        var head = "HTTP/1.1 400 X\r\nContent-Length: " + body.length() + "\r\n\r\n";
        assertEquals("failed REJECTED: no reason given", saying(head + body, false));
    }

    @Test
    void aReasonIsCutAtFiveHundredCharactersAndItsBodyReadUpToSixtyFourKilobytes()
            throws Exception {
        var body = "{\"error\":{\"message\":\"%s\"}}";
        var head = "HTTP/1.1 400 X\r\nConnection: close\r\n\r\n";
        assertEquals(
                "failed REJECTED: " + "x".repeat(500) + "…",
                saying(head + body.formatted("x".repeat(60_000)), false));
        assertEquals(
                "failed REJECTED: no reason given",
                saying(head + body.formatted("x".repeat(70_000)), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "what is this?\\r\\n\\r\\n | FAILED: the answer is no HTTP",
                "H abc X\\r\\n\\r\\n | FAILED: the answer is no HTTP",
                "H 200 OK\\r\\nCL: -5\\r\\n\\r\\n | FAILED: the answer is no HTTP",
                "H 200 OK\\r\\nCL: 0\\r\\n\\r\\n | FAILED: the answer is empty",
                "H 204 No\\r\\n\\r\\n | FAILED: the answer is empty",
                "H 101 Up\\r\\n\\r\\n | FAILED: status 101",
                "H 200 OK\\r\\nCL: 9\\r\\n\\r\\n{} | BROKEN: the connection broke",
                "H 20 | BROKEN: the connection broke",
                "'' | BROKEN: the connection broke",
            })
    void garbageIsAFailure(String words, String failure) throws Exception {
        var said =
                words.replace("\\r\\n", "\r\n")
                        .replace("H ", "HTTP/1.1 ")
                        .replace("CL", "Content-Length");
        assertEquals("failed " + failure, saying(said, false));
    }

    @Test
    void aChunkThatIsNoneIsAFailure() throws Exception {
        var head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertEquals("failed FAILED: the answer is no HTTP", saying(head + "zz\r\n{}\r\n", false));
        assertEquals("failed BROKEN: the connection broke", saying(head + "5\r\n{}", false));
        assertEquals("failed BROKEN: the connection broke", saying(head + "2\r\n{}\r\n", false));
    }

    @Test
    void aProviderMayFirstSayThatItIsWorking() throws Exception {
        var interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\n";
        var last = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
        assertEquals("body {}", saying(interim + last, false));
        assertEquals("failed BROKEN: the connection broke", saying(interim, false));
    }

    @Test
    void aBodyMayEndWithItsConnectionAndMayBeLarge() throws Exception {
        var body = "x".repeat(3_000_000);
        assertEquals("body " + body, saying("HTTP/1.1 200 OK\r\n\r\n" + body, false));
        assertEquals("body " + body, saying("HTTP/1.0 200 OK\r\n\r\n" + body, false));
        var head = "HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n";
        assertEquals("body " + body, saying(head + body, false));
    }

    @Test
    void aBodyOfMoreThanSixtyFourMegabytesIsRefused() throws Exception {
        try (var provider =
                        new TalkingProvider((talk, number) -> {
                            talk.request();
                            talk.say("HTTP/1.1 200 OK\r\n\r\n");
                            for (int i = 0; i < 70; i++) {
                                talk.say(new byte[1024 * 1024]);
                            }
                        });
                var calls = new Calls()) {
            assertEquals("failed FAILED: the answer is too large", calls.whole(Calls.to(provider)));
        }
    }

    @Test
    @Tag("lesson-28")
    void anAddressThatIsRefusedIsNeverConnectedTo() throws Exception {
        try (var provider = TalkingProvider.answering(200, "{}");
                var calls =
                        new Calls(
                                host -> {
                                    throw new UnknownHostException("not public: " + host);
                                },
                                Calls.PATIENCE)) {
            var literal = Calls.to("http://127.0.0.1:" + provider.port() + "/v1");
            assertEquals("failed UNREACHABLE: no connection", calls.whole(literal));
            assertEquals("failed UNREACHABLE: no connection", calls.whole(literal));
            assertEquals(0, provider.connections());
        }
    }

    @Test
    void aNameIsAskedForOnceInAWhileAndTheNextAddressIsTriedWhenOneDoesNotAnswer()
            throws Exception {
        var asked = new AtomicInteger();
        try (var provider =
                        new TalkingProvider((talk, number) -> {
                            talk.request();
                            talk.say("HTTP/1.0 200 OK\r\n\r\n{}");
                        });
                var calls =
                        new Calls(
                                host -> {
                                    asked.incrementAndGet();
                                    return List.of(
                                            Calls.loopback(77),
                                            Calls.loopback(78),
                                            Calls.loopback(1));
                                },
                                Calls.PATIENCE)) {
            for (int i = 0; i < 3; i++) {
                assertEquals("body {}", calls.whole(Calls.to(provider)));
            }
            assertEquals(1, asked.get());
            assertEquals(3, provider.connections());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://llm.example/v1", "http:/v1", "http://under_score/v1"})
    void whatIsNoAddressOfTheWebIsNotCalled(String base) throws Exception {
        try (var calls = new Calls()) {
            assertEquals("failed UNREACHABLE: no connection", calls.whole(Calls.to(base)));
        }
    }

    @Test
    void aCredentialCannotAddAHeader() throws Exception {
        try (var provider = TalkingProvider.answering(200, "{}");
                var calls = new Calls()) {
            var to = Calls.to(provider);
            var secret = Optional.of(new Secret("a\r\nHost: elsewhere"));
            var evil = new Destination(to.base(), to.endpoint(), secret);
            assertEquals("failed UNREACHABLE: no connection", calls.whole(evil));
            assertEquals(0, provider.connections());
        }
    }

    @Test
    void aLoopOfEpollGetsChannelsOfEpoll() throws Exception {
        Assumptions.assumeTrue(Epoll.isAvailable());
        var loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        var pool = new UpstreamPool(Calls.LOOPBACK, Calls.PATIENCE, Optional.empty());
        try (var provider = TalkingProvider.answering(200, "{}");
                var calls = new Calls(pool, loops)) {
            assertEquals("body {}", calls.whole(Calls.to(provider)));
            assertEquals("body {}", calls.whole(Calls.to(provider)));
            assertEquals(1, provider.connections());
        }
    }
}
