package io.intertie.gateway.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.intertie.platform.config.Secret;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.net.URI;

/// Where calls to one destination go and what their heads say, worked out once.
final class Target {
    private final Lane lane;
    private final boolean callable;
    private final byte[] streamed;
    private final byte[] whole;

    Target(Lane lane, Destination destination) {
        this.lane = lane;
        callable = isOfTheWeb(destination.base()) && isOneLine(destination);
        var uri = destination.uri();
        var credential =
                destination
                        .credential()
                        .map(secret -> "Authorization: Bearer " + secret.reveal() + "\r\n")
                        .orElse("");
        streamed = head(uri, "text/event-stream", credential);
        whole = head(uri, "application/json", credential);
    }

    private static boolean isOfTheWeb(URI base) {
        var scheme = String.valueOf(base.getScheme());
        return base.getHost() != null && (scheme.equals("http") || scheme.equals("https"));
    }

    private static boolean isOneLine(Destination destination) {
        var credential = destination.credential().map(Secret::reveal).orElse("");
        return credential.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private static byte[] head(URI uri, String accept, String credential) {
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        var head =
                "POST "
                        + uri.getRawPath()
                        + query
                        + " HTTP/1.1\r\n"
                        + "Host: "
                        + uri.getHost()
                        + port
                        + "\r\n"
                        + "User-Agent: Intertie\r\n"
                        + "Content-Type: application/json\r\n"
                        + "Accept: "
                        + accept
                        + "\r\n"
                        + credential
                        + "Content-Length: ";
        return head.getBytes(ISO_8859_1);
    }

    /// Whether it can be called at all.
    boolean isCallable() {
        return callable;
    }

    Lane lane() {
        return lane;
    }

    /// The whole request, in one buffer.
    ByteBuf request(ByteBufAllocator buffers, boolean isStreamed, byte[] body) {
        var head = isStreamed ? streamed : whole;
        var request = buffers.buffer(head.length + 16 + body.length);
        request.writeBytes(head);
        request.writeCharSequence(Integer.toString(body.length), ISO_8859_1);
        request.writeCharSequence("\r\n\r\n", ISO_8859_1);
        return request.writeBytes(body);
    }
}
