package io.intertie.gateway.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKey.Scope;
import io.intertie.access.ApiKeys;
import io.intertie.access.OrganisationLimits.Rules;
import io.intertie.access.RoutePolicy;
import io.intertie.access.Subscription;
import io.intertie.catalog.Model;
import io.intertie.gateway.admission.Admission.Doubt;
import io.intertie.gateway.wire.Endpoint;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Heads;
import io.intertie.money.Currency;
import io.intertie.platform.http.AddressBlock;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
    private static final String SECRET = "sk-0123456789012345678901234567890123456789abc";
    private static final InetAddress FROM = InetAddress.ofLiteral("192.0.2.9");
    private static final Model CHAT = model("chat", Model.Kind.CHAT);
    private static final Model OTHER = model("other", Model.Kind.CHAT);
    private static final Model EMBEDDING = model("embedding", Model.Kind.EMBEDDING);

    private static Model model(String slug, Model.Kind kind) {
        return new Model(UUID.randomUUID(), "grid", slug, slug, kind, 8_192, "", "MIT", Set.of());
    }

    private static Admission with(ApiKeys.Hashed... keys) {
        return with(known(keys));
    }

    private static KnownKeys known(ApiKeys.Hashed... keys) {
        return TestCallers.known(
                NOW, List.of(keys), List.of(subscription(CHAT), subscription(EMBEDDING)));
    }

    private static Admission with(KnownKeys known) {
        var origin = new Admission.Origin(URI.create("http://market"), NOW);
        return new Admission(origin, known, List.of(CHAT, OTHER, EMBEDDING));
    }

    private static Subscription subscription(Model model) {
        return new Subscription(
                UUID.randomUUID(),
                TestCallers.ORGANISATION,
                model.id(),
                Optional.empty(),
                Currency.of("EUR"),
                Optional.empty(),
                NOW,
                Optional.empty(),
                new RoutePolicy(Optional.empty(), Set.of("SE"), false, true));
    }

    private static ApiKey.Grant grant(Set<Scope> scopes, List<String> from, Set<UUID> models) {
        return new ApiKey.Grant(
                scopes,
                from.stream().map(AddressBlock::of).toList(),
                models,
                ApiKey.Rates.NONE,
                RoutePolicy.ANY);
    }

    private static ApiKeys.Hashed hashed(ApiKey key) {
        return new ApiKeys.Hashed(ApiKeys.hash(SECRET), key, List.of());
    }

    private static ApiKeys.Hashed hashed(ApiKey.Grant grant) {
        return hashed(TestCallers.key(grant));
    }

    private static Admission.Identity identify(
            Admission admission, Map<String, String> heads, InetAddress from, Scope scope) {
        return admission.identify(
                name -> Optional.ofNullable(heads.get(name)), from, scope, NOW.minusMillis(1));
    }

    private static final Map<String, String> BEARER = Map.of("authorization", "Bearer " + SECRET);

    private static Fault refusal(Admission.Identity identity) {
        return assertInstanceOf(Admission.Identity.Refused.class, identity).fault();
    }

    private static Caller known(Admission.Identity identity) {
        return assertInstanceOf(Admission.Identity.Known.class, identity).caller();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "authorization | Bearer " + SECRET,
                "authorization | bearer   " + SECRET,
                "x-api-key     | " + SECRET,
            })
    void aKeyComesInOneOfTwoHeaders(String name, String value) {
        var admission = with(hashed(ApiKey.Grant.ALL));
        known(identify(admission, Map.of(name.strip(), value.strip()), FROM, Scope.CHAT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic " + SECRET, SECRET, "Bearer sk-no"})
    void whatIsNoKeyIs401AndNeverToldOf(String value) {
        var admission = with(hashed(ApiKey.Grant.ALL));
        var heads = value.isEmpty() ? Map.<String, String>of() : Map.of("authorization", value);
        var fault = refusal(identify(admission, heads, FROM, Scope.CHAT));
        assertEquals(401, fault.type().status());
        assertEquals("invalid_api_key", fault.code());
        assertFalse(fault.message().contains(SECRET));
        var long9 = Map.of("authorization", "Bearer " + "x".repeat(100_000));
        assertEquals(
                "invalid_api_key", refusal(identify(admission, long9, FROM, Scope.CHAT)).code());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,                 192.0.2.9,   false",
        "192.0.2.0/24,               192.0.2.9,   true",
        "10.0.0.0/8 192.0.2.9,       192.0.2.9,   true",
        "::ffff:192.0.2.0/120,       192.0.2.9,   true",
        "2001:db8::/32,              2001:db8::1, true",
        "2001:db8::/32,              2001:db9::1, false",
        "0.0.0.0/0,                  2001:db8::1, false",
    })
    void aKeyWithAddressesIsForTheseOnly(String blocks, String from, boolean passes) {
        var grant = grant(Set.of(Scope.values()), List.of(blocks.split(" ")), Set.of());
        var identity =
                identify(with(hashed(grant)), BEARER, InetAddress.ofLiteral(from), Scope.CHAT);
        if (passes) {
            known(identity);
        } else {
            var fault = refusal(identity);
            assertEquals(403, fault.type().status());
            assertEquals("address_not_allowed", fault.code());
            assertTrue(fault.message().contains("http://market/app/keys"), fault.message());
        }
    }

    /// Each set of scopes with each thing that can be asked for.
    @Test
    void aKeyOpensItsScopesAndNoOther() {
        var all = Scope.values();
        for (int bits = 1; bits < (1 << all.length); bits++) {
            var scopes = new HashSet<Scope>();
            for (int i = 0; i < all.length; i++) {
                if ((bits & (1 << i)) != 0) {
                    scopes.add(all[i]);
                }
            }
            var admission = with(hashed(grant(scopes, List.of(), Set.of())));
            for (var scope : all) {
                var identity = identify(admission, BEARER, FROM, scope);
                if (scopes.contains(scope)) {
                    known(identity);
                } else {
                    assertEquals("scope_not_allowed", refusal(identity).code());
                    assertEquals(403, refusal(identity).type().status());
                }
            }
        }
        assertEquals(3, Arrays.stream(all).count());
    }

    @Test
    void aKeyEndsAtItsExpiryAndAReplacedSecretAtItsOwn() {
        var key = TestCallers.key(ApiKey.Grant.ALL);
        var until = NOW.plusSeconds(10);
        var hash = ApiKeys.hash(SECRET);
        var replaced = new ApiKeys.Hashed(hash, Optional.of(until), key, List.of(), Rules.NONE);
        var admission = with(replaced);
        known(admission.identify(HEADS, FROM, Scope.CHAT, until.minusMillis(1)));
        var late = admission.identify(HEADS, FROM, Scope.CHAT, until);
        assertEquals("invalid_api_key", refusal(late).code());
    }

    private static final Heads HEADS = name -> Optional.ofNullable(BEARER.get(name));

    @Test
    void aKeyThatWasRevokedAfterwardsIsRefusedForGood() {
        var key = TestCallers.key(ApiKey.Grant.ALL);
        var known = known(hashed(key));
        var admission = with(known);
        known.revoked(UUID.randomUUID());
        known(identify(admission, BEARER, FROM, Scope.CHAT));
        known.revoked(key.id());
        var identity = identify(admission, BEARER, FROM, Scope.CHAT);
        assertEquals(Doubt.NONE, doubt(identity));
        assertEquals("invalid_api_key", refusal(identity).code());
    }

    private static Doubt doubt(Admission.Identity identity) {
        return assertInstanceOf(Admission.Identity.Refused.class, identity).doubt();
    }

    @ParameterizedTest
    @CsvSource({
        "grid/chat,      CHAT_COMPLETIONS, ''",
        "grid/embedding, EMBEDDINGS,       ''",
        "grid/none,      CHAT_COMPLETIONS, model_not_found",
        "grid/chat,      EMBEDDINGS,       wrong_endpoint",
        "grid/embedding, CHAT_COMPLETIONS, wrong_endpoint",
        "grid/other,     CHAT_COMPLETIONS, not_subscribed",
    })
    void aModelIsCalledByItsNameAtItsPathWithASubscription(
            String name, Endpoint endpoint, String code) {
        var admission = with(hashed(ApiKey.Grant.ALL));
        var caller = known(identify(admission, BEARER, FROM, Scope.CHAT));
        var outcome = admission.admit(caller, name, endpoint, NOW);
        assertEquals(code, code(outcome));
    }

    private static String code(Admission.Outcome outcome) {
        return switch (outcome) {
            case Admission.Outcome.Passed _ -> "";
            case Admission.Outcome.Refused(var fault, _) -> fault.code();
        };
    }

    @Test
    void aKeyWithModelsIsForTheseOnly() {
        var admission =
                with(hashed(grant(Set.of(Scope.values()), List.of(), Set.of(EMBEDDING.id()))));
        var caller = known(identify(admission, BEARER, FROM, Scope.CHAT));
        var chat = admission.admit(caller, "grid/chat", Endpoint.CHAT_COMPLETIONS, NOW);
        assertEquals("model_not_allowed", code(chat));
        assertEquals("", code(admission.admit(caller, "grid/embedding", Endpoint.EMBEDDINGS, NOW)));
    }

    @Test
    void aCallKeepsThePoliciesOfKeyOrganisationAndSubscription() {
        var own = new RoutePolicy(Optional.of(Set.of("DE", "IS")), Set.of(), false, false);
        var organisation = new RoutePolicy(Optional.of(Set.of("IS")), Set.of("NO"), true, false);
        var rates = ApiKey.Rates.NONE;
        var grant = new ApiKey.Grant(Set.of(Scope.CHAT), List.of(), Set.of(), rates, own);
        var rules = new Rules(rates, TestCallers.rates(5, 0, 0), organisation);
        var admission =
                with(
                        new ApiKeys.Hashed(
                                ApiKeys.hash(SECRET),
                                Optional.empty(),
                                TestCallers.key(grant),
                                List.of(),
                                rules));
        var caller = known(identify(admission, BEARER, FROM, Scope.CHAT));
        var outcome = admission.admit(caller, "grid/chat", Endpoint.CHAT_COMPLETIONS, NOW);
        var admitted = assertInstanceOf(Admission.Outcome.Passed.class, outcome).admitted();
        assertEquals(
                new RoutePolicy(Optional.of(Set.of("IS")), Set.of("NO", "SE"), true, true),
                admitted.policy());
        assertEquals(TestCallers.rates(5, 0, 0), caller.rates());
    }

    @Test
    void aRefusalIsFinalWhereWhatIsKnownIsNewerThanTheRequest() {
        var admission = with(hashed(grant(Set.of(Scope.CHAT), List.of(), Set.of())));
        for (var receivedAt : List.of(NOW.minusMillis(1), NOW, NOW.plusMillis(1))) {
            var isOlder = receivedAt.isAfter(NOW);
            var identity = admission.identify(HEADS, FROM, Scope.MODELS, receivedAt);
            assertEquals(isOlder ? Doubt.RIGHTS : Doubt.NONE, doubt(identity));
            var caller = known(identify(admission, BEARER, FROM, Scope.CHAT));
            assertEquals(
                    isOlder ? Doubt.RIGHTS : Doubt.NONE,
                    doubt(admission, caller, "grid/other", receivedAt));
            assertEquals(
                    isOlder ? Doubt.MARKET : Doubt.NONE,
                    doubt(admission, caller, "grid/none", receivedAt));
        }
    }

    private static Doubt doubt(Admission admission, Caller caller, String model, Instant at) {
        var outcome = admission.admit(caller, model, Endpoint.CHAT_COMPLETIONS, at);
        return assertInstanceOf(Admission.Outcome.Refused.class, outcome).doubt();
    }

    @Test
    void aKeyThatWasNotAskedForIsInDoubt() {
        assertEquals(Doubt.KEY, doubt(identify(with(), BEARER, FROM, Scope.CHAT)));
        assertEquals(Doubt.NONE, doubt(identify(with(), Map.of(), FROM, Scope.CHAT)));
    }
}
