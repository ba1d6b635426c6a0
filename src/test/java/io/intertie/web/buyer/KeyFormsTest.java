package io.intertie.web.buyer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeys;
import io.intertie.access.RoutePolicy;
import io.intertie.access.SpendLimit;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.http.AddressBlock;
import io.intertie.web.Form;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFormsTest {
    private static final Words KEYS = (key, _) -> key;
    private static final UUID BUYER = new UUID(1, 1);
    private static final Currency EUR = Currency.of("EUR");
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final ApiKey.Grant NARROW =
            new ApiKey.Grant(
                    Set.of(ApiKey.Scope.CHAT, ApiKey.Scope.MODELS),
                    List.of(AddressBlock.of("10.0.0.0/8"), AddressBlock.of("2001:db8::1")),
                    Set.of(new UUID(3, 4), new UUID(3, 5)),
                    new ApiKey.Rates(Optional.of(60L), Optional.of(9_000L), Optional.of(3L)),
                    new RoutePolicy(Optional.of(Set.of("IS")), Set.of("SE"), true, false));

    private static ApiKey key(ApiKey.Purpose purpose, Instant expiresAt, ApiKey.Grant grant) {
        var limits =
                new ApiKey.Limits(
                        Optional.of(new SpendLimit(Money.of("9", EUR), SpendLimit.Reset.DAILY)),
                        Optional.empty());
        var isGateway = purpose == ApiKey.Purpose.GATEWAY;
        return new ApiKey(
                new UUID(2, 2),
                BUYER,
                purpose,
                "agent",
                "sk-abcdef",
                "wxyz",
                NOW,
                Optional.of(expiresAt),
                Optional.empty(),
                Optional.empty(),
                isGateway ? limits : ApiKey.Limits.NONE,
                grant,
                Optional.empty());
    }

    private static KeyForms.Setting setting(ApiKey... was) {
        return new KeyForms.Setting(BUYER, EUR, ZONE, NOW, List.of(was).stream().findFirst());
    }

    private static Form typed(String... pairs) {
        var typed = new HashMap<String, String>(Map.of("name", "agent", "purpose", "GATEWAY"));
        for (int i = 0; i < pairs.length; i += 2) {
            typed.put(pairs[i], pairs[i + 1]);
        }
        return Form.of(Map.copyOf(typed));
    }

    private static ApiKeys.Request read(Form form, ApiKey... was) {
        var checked = KeyForms.checked(form, setting(was), KEYS);
        assertEquals(Map.of(), checked.faults());
        return KeyForms.request(checked, setting(was));
    }

    @Test
    void aFormStartsWithTheKeyAndSaysTheSameAgain() {
        var odd = Instant.parse("2027-01-05T11:22:33.5Z");
        for (var key :
                List.of(
                        key(ApiKey.Purpose.GATEWAY, odd, NARROW),
                        key(ApiKey.Purpose.GATEWAY, odd, ApiKey.Grant.ALL),
                        key(ApiKey.Purpose.MANAGEMENT, odd, ApiKey.Grant.ALL))) {
            var request = read(KeyForms.of(key, ZONE), key);
            assertEquals(
                    new ApiKeys.Request(
                            BUYER,
                            key.purpose(),
                            key.name(),
                            key.expiresAt(),
                            key.limits(),
                            key.grant()),
                    request);
        }
    }

    @Test
    void aNameAloneMakesAKeyThatOpensEverything() {
        var made = new ApiKeys.Request(BUYER, ApiKey.Purpose.GATEWAY, "agent", Optional.empty());
        assertEquals(made, read(typed()));
        assertFalse(KeyForms.isNarrow(typed()));
        assertFalse(KeyForms.isNarrow(Form.EMPTY));
        var key = key(ApiKey.Purpose.GATEWAY, NOW, NARROW);
        assertTrue(KeyForms.isNarrow(KeyForms.of(key, ZONE)));
    }

    @Test
    void aKeyIsValidUntilItsLastDayIsOverWhereTheReaderIs() {
        var expiresAt = read(typed("lastDay", "2026-11-26")).expiresAt();
        assertEquals(Optional.of(Instant.parse("2026-11-26T23:00:00Z")), expiresAt);
        var key = key(ApiKey.Purpose.GATEWAY, expiresAt.orElseThrow(), NARROW);
        assertEquals("2026-11-26", KeyForms.of(key, ZONE).value("lastDay"));
        assertEquals(Optional.empty(), read(typed("lastDay", ""), key).expiresAt());
    }

    @Test
    void anExpiredKeyIsChangedWithItsExpiryOrALaterOne() {
        var key = key(ApiKey.Purpose.GATEWAY, NOW.minusSeconds(1), NARROW);
        assertEquals(key.expiresAt(), read(KeyForms.of(key, ZONE), key).expiresAt());
        var form = KeyForms.checked(typed("lastDay", "2026-11-25"), setting(key), KEYS);
        assertEquals(Map.of("lastDay", "keys.lastDay.past"), form.faults());
    }

    @ParameterizedTest
    @CsvSource({
        "name,      '',                 keys.name.missing",
        "lastDay,   soon,               keys.lastDay.malformed",
        "lastDay,   2026-02-30,         keys.lastDay.malformed",
        "lastDay,   +999999999-12-31,   keys.lastDay.malformed",
        "lastDay,   2026-11-25,         keys.lastDay.past",
        "limit,     0,                  limits.amount.malformed",
        "taskLimit, x,                  limits.amount.malformed",
        "scopes,    '',                 keys.scopes.none",
        "scopes,    SPEECH,             keys.scopes.none",
        "addresses, 10.0.0.1/8,         keys.addresses.unknown",
        "addresses, 10.0.0.0/8 no.host, keys.addresses.unknown",
        "keyTokens, -5,                 rates.malformed",
        "countries, XX,                 policy.unknown",
    })
    void whatCannotBeIsAFaultAtItsFieldAndStaysTyped(String field, String value, String fault) {
        var form = KeyForms.checked(typed(field, value), setting(), KEYS);
        assertEquals(Map.of(field, fault), form.faults());
        assertEquals(value, form.value(field));
    }

    @Test
    void aNameAndAListHaveTheirLengths() {
        var form = KeyForms.checked(typed("name", "x".repeat(81)), setting(), KEYS);
        assertEquals(Map.of("name", "keys.name.long"), form.faults());
        var many = typed("addresses", "10.0.0.1\n".repeat(101));
        var checked = KeyForms.checked(many, setting(), KEYS);
        assertEquals(Map.of("addresses", "keys.addresses.many"), checked.faults());
    }

    @Test
    void onlyTheseModelsIsNeverReadAsAny() {
        for (var models : new String[] {"", "not-an-id"}) {
            var none = typed("modelsOf", "ONLY", "models", models);
            var form = KeyForms.checked(none, setting(), KEYS);
            assertEquals(Map.of("models", "keys.models.none"), form.faults());
        }
        var any = typed("modelsOf", "ANY", "models", new UUID(3, 4).toString());
        assertEquals(Set.of(), read(any).grant().models());
    }

    @Test
    void aManagementKeyTakesNothingThatIsForCalls() {
        var narrow = typed("purpose", "MANAGEMENT", "keyRequests", "60", "limit", "5");
        var form = KeyForms.checked(narrow, setting(), KEYS);
        assertEquals(
                Map.of("purpose", "keys.management", "limit", "limits.management"), form.faults());
        var plain = read(typed("purpose", "MANAGEMENT"));
        assertEquals(ApiKey.Grant.ALL, plain.grant());
        assertEquals(ApiKey.Purpose.MANAGEMENT, plain.purpose());
    }
}
