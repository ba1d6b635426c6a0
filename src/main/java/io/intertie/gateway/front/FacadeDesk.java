package io.intertie.gateway.front;

import io.intertie.gateway.wire.Arrival;
import io.intertie.gateway.wire.ModelRequest;
import io.intertie.platform.http.RequestIds;
import io.netty.buffer.Unpooled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Hands requests of the portal's port to the reception, each from a virtual thread of its own that
/// reads its body and writes its answer.
@ApplicationScoped
class FacadeDesk {
    private static final Logger LOG = Logger.getLogger(FacadeDesk.class.getName());
    private static final MediaType EVENTS = new MediaType("text", "event-stream", "utf-8");
    private static final int PIECE = 16 * 1024;

    private final Fronts fronts;
    private final Presence presence;

    @Inject
    FacadeDesk(Fronts fronts, Presence presence) {
        this.fronts = fronts;
        this.presence = presence;
    }

    /// A request as its servlet tells it, taken down before another thread goes on with it.
    private record Asked(
            Arrival arrival, Target target, long announced, HttpServletRequest request) {}

    void serve(String path, InputStream body, HttpServletRequest request, AsyncResponse response) {
        var asked = asked(path, request);
        var client = new FacadeClient(fronts.loops().next(), presence.of(request));
        Thread.ofVirtual()
                .name("request " + asked.arrival().requestId())
                .start(() -> serve(asked, body, client, response));
    }

    private Asked asked(String path, HttpServletRequest request) {
        var heads = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var name : Collections.list(request.getHeaderNames())) {
            heads.putIfAbsent(name, request.getHeader(name));
        }
        var query = Optional.ofNullable(request.getQueryString()).orElse("");
        var peer = InetAddress.ofLiteral(request.getRemoteAddr());
        var forwardedFor = Collections.list(request.getHeaders("x-forwarded-for"));
        var arrival =
                new Arrival(
                        RequestIds.of(request),
                        request.getMethod(),
                        path,
                        query,
                        name -> Optional.ofNullable(heads.get(name)),
                        fronts.desk().origins().of(peer, forwardedFor),
                        new byte[0],
                        fronts.desk().clock().instant());
        return new Asked(
                arrival, new Target("/v1/" + path, query), request.getContentLengthLong(), request);
    }

    private void serve(Asked asked, InputStream in, FacadeClient client, AsyncResponse response) {
        var attendance = fronts.facade();
        if (!attendance.enter(client)) {
            response.resume(refused(Refusal.LEAVING));
            return;
        }
        var body = new RequestBody(fronts.desk().room(), asked.announced());
        try {
            var refusal = read(in, body, asked.announced());
            if (refusal.isPresent()) {
                response.resume(refused(refusal.get()));
                return;
            }
            client.loop().execute(() -> take(asked, body.whole(), client));
            answer(asked, client, response);
        } catch (IOException gone) {
            // Nobody is there to be told.
            response.cancel();
        } catch (RuntimeException broken) {
            // The server itself could not send the answer, as when it has been stopped meanwhile.
            LOG.log(Level.WARNING, asked.arrival() + " could not be answered", broken);
            client.gone();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            client.gone();
            response.cancel();
        } finally {
            body.release();
            attendance.exit(client);
        }
    }

    private static Optional<Refusal> read(InputStream in, RequestBody body, long announced)
            throws IOException {
        if (announced > ModelRequest.LARGEST) {
            return Optional.of(Refusal.TOO_LARGE);
        }
        var piece = new byte[PIECE];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            var refusal = body.add(Unpooled.wrappedBuffer(piece, 0, read));
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    /// On the client's loop.
    private void take(Asked asked, byte[] body, FacadeClient client) {
        var arrival = asked.arrival();
        try {
            var known = Hall.answer(arrival.method(), asked.target());
            if (known.isPresent()) {
                known.get().to(client);
                return;
            }
            var whole =
                    new Arrival(
                            arrival.requestId(),
                            arrival.method(),
                            arrival.path(),
                            arrival.query(),
                            arrival.heads(),
                            arrival.from(),
                            body,
                            arrival.receivedAt());
            client.talksTo(fronts.desk().reception().take(whole, client));
        } catch (RuntimeException ours) {
            LOG.log(Level.SEVERE, arrival + " failed in the gateway", ours);
            client.broke();
        }
    }

    /// Resuming writes the answer on this thread; it is over, or never began, when it returns.
    private static void answer(Asked asked, FacadeClient client, AsyncResponse response)
            throws InterruptedException {
        switch (client.next()) {
            case FacadeClient.Step.Whole(var status, var headers, var body) ->
                    response.resume(response(status, headers, body));
            case FacadeClient.Step.Begin(var headers) -> {
                StreamingOutput output = out -> write(asked, client, out);
                var begun = with(headers, Response.ok(output, EVENTS));
                begun.header("cache-control", "no-cache").header("x-accel-buffering", "no");
                response.resume(begun.build());
                client.gone();
            }
            case FacadeClient.Step.Frames _, FacadeClient.Step.End _, FacadeClient.Step.Cut _ ->
                    response.cancel();
        }
    }

    private static void write(Asked asked, FacadeClient client, OutputStream out)
            throws IOException {
        try {
            client.write(out);
        } catch (IOException cut) {
            Severance.of(asked.request());
            throw cut;
        }
    }

    static Response refused(Refusal refusal) {
        return response(refusal.status(), refusal.headers(), refusal.body());
    }

    static Response response(int status, Map<String, String> headers, byte[] body) {
        var answer = Response.status(status);
        if (status != 204) {
            answer.entity(body).type(MediaType.APPLICATION_JSON_TYPE);
            answer.header("content-length", body.length);
        }
        return with(headers, answer).build();
    }

    private static Response.ResponseBuilder with(
            Map<String, String> headers, Response.ResponseBuilder answer) {
        answer.header("access-control-allow-origin", "*");
        answer.header("access-control-expose-headers", "*");
        answer.header("x-content-type-options", "nosniff");
        headers.forEach((name, value) -> {
            if (name.equalsIgnoreCase("content-type")) {
                // A second one beside the usual one would be an error of the server's.
                answer.type(value);
            } else if (!name.equalsIgnoreCase(RequestIds.HEADER)) {
                // The request's id is on the answer already.
                answer.header(name, value);
            }
        });
        return answer;
    }
}
