package io.intertie.gateway.routing;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.platform.inject.Direct;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// Which listing served a conversation last, so that the next request finds its prompt cache warm.
///
/// A conversation is told by its session, else by its `prompt_cache_key`, else by how it begins:
/// the system prompt and the first message of the user. Only a salted hash is kept, for ten minutes
/// after the last answer, and 100,000 of them at most. A node knows its own conversations; another
/// one orders by the same figures, and so mostly comes to the same listing by itself.
@Direct
public class Conversations {
    private static final Duration STAYS = Duration.ofMinutes(10);
    private static final int MOST = 100_000;
    private static final int TEXT = 4_096;

    private final Clock clock;
    private final int half;
    private final byte[] salt = new byte[32];
    // Two halves: when the younger one is full, the older one is forgotten.
    private final AtomicReference<Halves> halves =
            new AtomicReference<>(new Halves(new ConcurrentHashMap<>(), new ConcurrentHashMap<>()));

    private record Halves(ConcurrentHashMap<Key, Seat> young, ConcurrentHashMap<Key, Seat> old) {}

    private record Seat(UUID listingId, long until) {}

    /// The hash of a conversation of an organisation with a model.
    public record Key(long high, long low) {}

    @Inject
    public Conversations(Clock clock) {
        this(clock, MOST);
    }

    /// Conversations of which so many are kept.
    public Conversations(Clock clock, int most) {
        this.clock = clock;
        this.half = Math.max(1, most / 2);
        new SecureRandom().nextBytes(salt);
    }

    /// What a conversation is known by; empty where a body tells nothing of one.
    public Optional<Key> key(
            UUID organisationId, UUID modelId, Optional<String> session, JsonNode body) {
        var hash = sha256();
        hash.update(salt);
        hash.update(bytes(organisationId));
        hash.update(bytes(modelId));
        if (session.isPresent()) {
            add(hash, "session", session.get());
            return Optional.of(key(hash));
        }
        var cacheKey = body.path("prompt_cache_key");
        if (cacheKey.isTextual() && !cacheKey.textValue().isEmpty()) {
            add(hash, "cache", cacheKey.textValue());
            return Optional.of(key(hash));
        }
        return began(hash, body.path("messages")) ? Optional.of(key(hash)) : Optional.empty();
    }

    private static boolean began(MessageDigest hash, JsonNode messages) {
        for (var message : messages) {
            var role = message.path("role").asText();
            add(hash, role, text(message.path("content")));
            if (role.equals("user")) {
                return true;
            }
        }
        return false;
    }

    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        for (var part : content) {
            if (part.path("text").isTextual()) {
                return part.path("text").textValue();
            }
        }
        return "";
    }

    // Length and a mark come first, so that no two of them run into each other.
    private static void add(MessageDigest hash, String kind, String text) {
        var start = text.length() <= TEXT ? text : text.substring(0, TEXT);
        var bytes = (kind + ":" + start).getBytes(StandardCharsets.UTF_8);
        hash.update(ByteBuffer.allocate(8).putInt(bytes.length).putInt(text.length()).array());
        hash.update(bytes);
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static Key key(MessageDigest hash) {
        var digest = ByteBuffer.wrap(hash.digest());
        return new Key(digest.getLong(), digest.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The listing that answered a conversation last, if that is not long ago.
    public Optional<UUID> last(Key key) {
        var now = clock.millis();
        var both = halves.get();
        var seat = both.young().get(key);
        if (seat == null) {
            seat = both.old().get(key);
        }
        return seat == null || seat.until() <= now
                ? Optional.empty()
                : Optional.of(seat.listingId());
    }

    /// A listing has answered a conversation.
    public void served(Key key, UUID listingId) {
        var both = halves.get();
        both.young().put(key, new Seat(listingId, clock.millis() + STAYS.toMillis()));
        if (both.young().mappingCount() >= half) {
            halves.compareAndSet(both, new Halves(new ConcurrentHashMap<>(), both.young()));
        }
    }

    int kept() {
        var both = halves.get();
        return Math.toIntExact(both.young().mappingCount() + both.old().mappingCount());
    }
}
