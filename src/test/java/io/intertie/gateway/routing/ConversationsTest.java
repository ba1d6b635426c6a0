package io.intertie.gateway.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.gateway.TestWishes;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationsTest {
    private static final UUID BUYER = UUID.randomUUID();
    private static final UUID MODEL = UUID.randomUUID();
    private static final UUID LISTING = UUID.randomUUID();
    private static final String BEGAN =
            "messages: [{role: 'system', content: 'be brief'}, {role: 'user', content: 'hi'}";

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-10-01T00:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final Conversations conversations = new Conversations(clock, 1_000);

    @Test
    @Tag("lesson-21")
    void aConversationIsKnownForTenMinutesAfterItsLastAnswer() {
        var key = key(BEGAN + "]");
        assertEquals(Optional.empty(), conversations.last(key));
        conversations.served(key, LISTING);
        later(599_999);
        assertEquals(Optional.of(LISTING), conversations.last(key));
        conversations.served(key, LISTING);
        later(599_999);
        assertEquals(Optional.of(LISTING), conversations.last(key));
        later(1);
        assertEquals(Optional.empty(), conversations.last(key));
    }

    @Test
    void whatComesLaterDoesNotChangeTheConversation() {
        var more = ", {role: 'assistant', content: 'ho'}, {role: 'user', content: 'more'}], n: 1";
        assertEquals(key(BEGAN + "]"), key(BEGAN + more));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "messages: [{role: 'user', content: 'hi'}]",
                "messages: [{role: 'system', content: 'be'}, {role: 'user', content: ' briefhi'}]",
                "messages: [{role: 'system', content: 'be brief'}, {role: 'user', content: 'ho'}]",
                "messages: [{role: 'user', content: 'be brief'}, {role: 'user', content: 'hi'}]",
            })
    void anotherBeginningIsAnotherConversation(String other) {
        assertNotEquals(key(BEGAN + "]"), key(other));
    }

    @Test
    void sessionsGoBeforeCacheKeysAndTheseBeforeTheBeginning() {
        var body = TestWishes.body("prompt_cache_key: 'k', " + BEGAN + "]");
        var other = TestWishes.body("prompt_cache_key: 'k', messages: []");
        assertEquals(key(Optional.empty(), body), key(Optional.empty(), other));
        assertEquals(key(Optional.of("s"), body), key(Optional.of("s"), TestWishes.body("")));
        assertNotEquals(key(Optional.of("k"), body), key(Optional.empty(), body));
    }

    @Test
    void anotherOrganisationOrModelHasConversationsOfItsOwn() {
        var body = TestWishes.body(BEGAN + "]");
        var mine = conversations.key(BUYER, MODEL, Optional.of("s"), body);
        assertNotEquals(mine, conversations.key(UUID.randomUUID(), MODEL, Optional.of("s"), body));
        assertNotEquals(mine, conversations.key(BUYER, UUID.randomUUID(), Optional.of("s"), body));
        // Another start has another salt: nobody can tell a text by its hash.
        var restarted = new Conversations(clock, 1_000);
        assertNotEquals(mine, restarted.key(BUYER, MODEL, Optional.of("s"), body));
    }

    @Test
    void aPictureHasTheTextBesideItAndNothingToSayIsNoConversation() {
        var parts = "messages: [{role: 'user', content: [{type: 'image_url'}, {text: 'hi'}]}]";
        assertEquals(key("messages: [{role: 'user', content: 'hi'}]"), key(parts));
        for (var none :
                new String[] {"", "messages: []", "messages: 1", "messages: [{role: 'x'}]"}) {
            assertEquals(
                    Optional.empty(),
                    conversations.key(BUYER, MODEL, Optional.empty(), TestWishes.body(none)));
        }
    }

    @Test
    @Tag("lesson-22")
    void whatIsKeptIsBoundedAndTheYoungestStay() {
        for (int i = 0; i < 100_000; i++) {
            conversations.served(new Conversations.Key(i, i), LISTING);
            assertTrue(conversations.kept() <= 1_000);
        }
        for (int i = 99_500; i < 100_000; i++) {
            assertEquals(Optional.of(LISTING), conversations.last(new Conversations.Key(i, i)));
        }
    }

    private Conversations.Key key(String body) {
        return key(Optional.empty(), TestWishes.body(body));
    }

    private Conversations.Key key(Optional<String> session, JsonNode body) {
        return conversations.key(BUYER, MODEL, session, body).orElseThrow();
    }

    private void later(long millis) {
        now.updateAndGet(before -> before.plusMillis(millis));
    }
}
