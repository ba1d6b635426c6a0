package io.intertie.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import io.intertie.platform.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells Stripe's events from everybody else's.
///
/// Stripe's library compares the signature in constant time and refuses an old timestamp; one from
/// the future and a missing secret are refused here.
@ApplicationScoped
class StripeEvents {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long TOLERANCE_SECONDS = 300;
    private static final Pattern SIGNATURE =
            Pattern.compile("t=(\\d{1,12})(,v\\d=[0-9A-Za-z]{1,200}){1,20}");

    private final Optional<Settings.Stripe> settings;
    private final Clock clock;

    @Inject
    StripeEvents(Settings settings, Clock clock) {
        this.settings = settings.stripe();
        this.clock = clock;
    }

    /// What came to the webhook.
    sealed interface Read {
        /// Stripe sent it.
        record Believed(Event event) implements Read {}

        record Refused(String reason) implements Read {}
    }

    /// An event; `object` is what it is about, as it was when the event was made.
    record Event(String id, String type, JsonNode object) {
        Optional<String> field(String name) {
            var value = object.path(name);
            // An expanded object stands where its id would.
            var text = value.isObject() ? value.path("id") : value;
            return Optional.of(text.asText("")).filter(found -> !found.isEmpty());
        }
    }

    Read read(byte[] body, String signature) {
        if (settings.isEmpty() || settings.get().webhookSecret().reveal().isBlank()) {
            return new Read.Refused("not-enabled");
        }
        var stripe = settings.get();
        var text = new String(body, StandardCharsets.UTF_8);
        var form = SIGNATURE.matcher(signature);
        if (!form.matches()) {
            return new Read.Refused("forged");
        }
        try {
            // Only with the secret can a signature be compared.
            var secret = stripe.webhookSecret().reveal();
            Webhook.Signature.verifyHeader(text, signature, secret, TOLERANCE_SECONDS, clock);
        } catch (SignatureVerificationException forged) {
            var isStale = String.valueOf(forged.getMessage()).contains("tolerance");
            return new Read.Refused(isStale ? "stale" : "forged");
        }
        var latest = clock.instant().getEpochSecond() + TOLERANCE_SECONDS;
        return Long.parseLong(form.group(1)) > latest
                ? new Read.Refused("stale")
                : parsed(text, stripe.isLive());
    }

    private static Read parsed(String text, boolean isLive) {
        try {
            var event = JSON.readTree(text);
            var object = event.path("data").path("object");
            var id = event.path("id").asText("");
            if (id.isEmpty() || id.length() > 255 || !object.isObject()) {
                return new Read.Refused("malformed");
            }
            return event.path("livemode").asBoolean() == isLive
                    ? new Read.Believed(new Event(id, event.path("type").asText(""), object))
                    : new Read.Refused("other-mode");
        } catch (IOException malformed) {
            return new Read.Refused("malformed");
        }
    }
}
