package io.intertie.api;

import io.intertie.billing.CardEvents;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Where others tell us what happened at theirs. Nobody signs in: each event carries its proof.
@Path("webhooks")
@Produces(MediaType.APPLICATION_JSON)
public class WebhooksResource {
    private static final int BYTES_AT_MOST = 512 * 1024;

    private final CardEvents events;

    @Inject
    WebhooksResource(CardEvents events) {
        this.events = events;
    }

    /// What became of an event: `handled`, `replayed` or `ignored`.
    public record Answer(String outcome) {}

    @POST
    @Path("stripe")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Stripe's events, signed by Stripe")
    public Answer stripe(
            InputStream body, @HeaderParam("Stripe-Signature") @Nullable String signature) {
        return switch (events.receive(
                read(body, BYTES_AT_MOST), signature == null ? "" : signature)) {
            case CardEvents.Outcome.Handled() -> new Answer("handled");
            case CardEvents.Outcome.Replayed() -> new Answer("replayed");
            case CardEvents.Outcome.Ignored() -> new Answer("ignored");
            case CardEvents.Outcome.Refused(var reason) ->
                    throw new Problem(
                            ProblemType.INVALID_REQUEST,
                            "This event is not believed (" + reason + "). Nothing was booked.");
        };
    }

    /// A body that may be as large as that and no larger.
    static byte[] read(InputStream body, int most) {
        try {
            var bytes = body.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new Problem(
                        ProblemType.TOO_LARGE, "The body is larger than " + most + " bytes.");
            }
            return bytes;
        } catch (IOException broken) {
            throw new Problem(ProblemType.INVALID_REQUEST, "The body broke off.");
        }
    }
}
