package io.intertie.billing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs events as Stripe documents it: HMAC-SHA256 over the time, a dot and the body.
record StripeSigner(String secret, Clock clock) {
    static final String SECRET = "whsec_local";

    /// An event as it goes over the wire.
    record Sent(String text, String signature) {
        byte[] body() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    Sent event(String id, String type, JsonNode object) {
        var event = FakeStripe.JSON.createObjectNode().put("id", id).put("object", "event");
        event.put("type", type).put("livemode", false).put("api_version", "2020-08-27");
        event.putObject("data").set("object", object);
        try {
            return signed(
                    FakeStripe.JSON.writeValueAsString(event), clock.instant().getEpochSecond());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Sent signed(String body, long at) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var sum = mac.doFinal((at + "." + body).getBytes(StandardCharsets.UTF_8));
            return new Sent(body, "t=" + at + ",v1=" + HexFormat.of().formatHex(sum));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
