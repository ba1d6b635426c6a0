package io.intertie.catalog;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.platform.http.OutboundAddresses;
import io.intertie.platform.http.Problem;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointRulesTest {
    private final EndpointRules strict = new EndpointRules(OutboundAddresses.of(false));
    private final EndpointRules development = new EndpointRules(OutboundAddresses.of(true));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://8.8.8.8/v1",
                "https://8.8.8.8:8443/v1",
                "https://8.8.8.8/openai/v1",
                "https://[2606:4700:4700::1111]/v1"
            })
    void aPublicHttpsBaseIsTaken(String endpoint) {
        assertDoesNotThrow(() -> strict.check(URI.create(endpoint)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://8.8.8.8/v1",
                "ftp://8.8.8.8/v1",
                "file:///etc/v1",
                "https:/v1",
                "v1",
                "https://user:pw@8.8.8.8/v1",
                "https://user@8.8.8.8/v1",
                "https://8.8.8.8/v1?x=y",
                "https://8.8.8.8/v1#x",
                "https://8.8.8.8",
                "https://8.8.8.8/v1/",
                "https://8.8.8.8/v2",
                "https://8.8.8.8/xv1",
                "https://8.8.8.8/../v1",
                "https://8.8.8.8/a/./v1",
                "https://8.8.8.8//v1",
                "https://8.8.8.8/%2e%2e/v1",
                "https://8.8.8.8:0/v1",
                "https://8.8.8.8:70000/v1",
                "https://under_score_@/v1",
                "mailto:a@b/v1",
                "https://169.254.169.254/latest/v1",
                "https://[::ffff:10.0.0.1]/v1",
                "https://2130706433/v1",
                "https://0x7f.1/v1"
            })
    void anythingElseIsRefusedEvenInDevelopment(String endpoint) {
        refused(strict, endpoint);
        refused(development, endpoint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:8080/v1", "http://localhost/v1", "https://[::1]:1/v1"})
    void loopbackIsForDevelopmentOnly(String endpoint) {
        refused(strict, endpoint);
        assertDoesNotThrow(() -> development.check(URI.create(endpoint)));
    }

    @Test
    void aLongOneIsRefused() {
        refused(strict, "https://8.8.8.8/" + "a".repeat(500) + "/v1");
    }

    private static void refused(EndpointRules rules, String endpoint) {
        var problem =
                assertThrows(Problem.class, () -> rules.check(URI.create(endpoint)), endpoint);
        assertEquals(Set.of("endpoint"), problem.fields().keySet());
    }
}
