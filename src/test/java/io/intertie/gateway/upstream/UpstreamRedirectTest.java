package io.intertie.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.platform.http.HostResolver;
import io.intertie.platform.http.OutboundAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A provider's address leads nowhere but to the provider.
@Tag("lesson-28")
class UpstreamRedirectTest {
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsAFailureAndNobodyIsCalledThere(int status) throws Exception {
        try (var elsewhere = TalkingProvider.answering(200, "{}");
                var provider =
                        new TalkingProvider((talk, number) -> {
                            talk.request();
                            talk.say(
                                    "HTTP/1.1 %d Moved\r\nLocation: http://127.0.0.1:%d/v1\r\n"
                                                    .formatted(status, elsewhere.port())
                                            + "Content-Length: 0\r\n\r\n");
                        });
                var calls = new Calls()) {
            assertEquals("failed FAILED: status " + status, calls.whole(Calls.to(provider)));
            assertEquals(0, elsewhere.connections());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest",
                "http://[::ffff:169.254.169.254]/latest",
                "http://[::ffff:7f00:1]/v1",
                "http://10.0.0.1/v1",
                "http://localhost/v1",
                "http://0x7f.1/v1",
                "http://[fd00:ec2::254]/latest"
            })
    void anAddressInsideIsNotCalled(String base) throws Exception {
        var strict = HostResolver.of(OutboundAddresses.of(false));
        try (var calls = new Calls(strict, Calls.PATIENCE)) {
            assertEquals("failed UNREACHABLE: no connection", calls.whole(Calls.to(base)));
        }
    }

    /// A name that is public when it is looked at and leads inside when it is called.
    @Test
    void aNameIsCalledWhereItWasLookedUpAndNowhereElse() throws Exception {
        var asked = new AtomicInteger();
        try (var inside = TalkingProvider.answering(200, "{\"inside\":true}");
                var calls =
                        new Calls(
                                host -> {
                                    var first = asked.getAndIncrement() == 0;
                                    return List.of(
                                            first
                                                    ? Calls.loopback(99)
                                                    : InetAddress.getLoopbackAddress());
                                },
                                Calls.PATIENCE)) {
            for (int call = 0; call < 3; call++) {
                assertEquals("failed UNREACHABLE: no connection", calls.whole(Calls.to(inside)));
            }
            assertEquals(1, asked.get());
            assertEquals(0, inside.connections());
        }
    }
}
