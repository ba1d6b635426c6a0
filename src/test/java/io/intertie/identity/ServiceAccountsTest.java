package io.intertie.identity;

import static io.intertie.identity.TestParties.PROVIDER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.config.TestSettings;
import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.TestPersistence;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceAccountsTest {
    private static final RSAKey KEY = key("one");
    private static final RSAKey STRANGE = key("two");
    private static final String CERTS = "/realms/intertie/protocol/openid-connect/certs";

    private final TestPersistence persistence =
            TestPersistence.of(OrganisationRow.class, MemberRow.class, ServiceAccountRow.class);
    private final TestClock clock = new TestClock();
    private final Organisations organisations =
            new Organisations(
                    new PartyStore(persistence.entityManager()),
                    persistence.database(),
                    TestOutbox.on(persistence.database(), clock),
                    clock);
    private final HttpServer keycloak = started();
    private final URI issuer =
            URI.create("http://localhost:" + keycloak.getAddress().getPort() + "/realms/intertie");
    private final ServiceAccounts accounts =
            new ServiceAccounts(
                    new AccessTokens(TestSettings.ofIssuer(issuer), clock), organisations);

    @BeforeEach
    void grant() {
        TestParties.register(persistence.database());
        organisations.grantServiceAccount("bot", PROVIDER);
    }

    @AfterEach
    void stop() {
        keycloak.stop(0);
    }

    @Test
    void aValidTokenActsForItsOrganisation() {
        var bot = new Actor("service:bot", PROVIDER, Set.of(Role.PROVIDER), "192.0.2.7");
        assertEquals(Optional.of(bot), accounts.verify(signed(KEY, valid().build()), "192.0.2.7"));
    }

    @Test
    void aTokenThatIsNotOursOpensNothing() throws JOSEException {
        var now = clock.instant();
        var wrong =
                List.of(
                        signed(STRANGE, valid().build()),
                        signed(KEY, valid().issuer("http://localhost/realms/other").build()),
                        signed(KEY, valid().audience("account").build()),
                        signed(KEY, valid().audience((String) null).build()),
                        signed(
                                KEY,
                                valid().expirationTime(Date.from(now.minusSeconds(31))).build()),
                        signed(KEY, valid().expirationTime(null).build()),
                        signed(KEY, valid().notBeforeTime(Date.from(now.plusSeconds(60))).build()),
                        signed(KEY, valid().claim("typ", "ID").build()),
                        signed(KEY, valid().claim("typ", "Refresh").build()),
                        signed(KEY, valid().claim("preferred_username", "bea").build()),
                        signed(KEY, valid().claim("azp", "unknown").build()),
                        signed(KEY, valid().claim("azp", 7).build()),
                        signed(
                                KEY,
                                valid().claim("azp", "other")
                                        .claim("preferred_username", "service-account-other")
                                        .build()),
                        new PlainJWT(valid().build()).serialize(),
                        hmac(valid().build()),
                        "",
                        "not.a.token",
                        "eyJhbGciOiJSUzI1NiJ9.e30.",
                        "a".repeat(10_000));
        for (String token : wrong) {
            assertEquals(Optional.empty(), accounts.verify(token, "-"), token);
        }
    }

    @Test
    void anAlteredTokenOpensNothing() {
        var token = signed(KEY, valid().build());
        var parts = token.split("\\.", -1);
        var claims =
                new String(
                        java.util.Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        var raised = claims.replace("provider", "admin");
        var altered =
                parts[0]
                        + "."
                        + java.util.Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(raised.getBytes(StandardCharsets.UTF_8))
                        + "."
                        + parts[2];
        assertEquals(Optional.empty(), accounts.verify(altered, "-"));
    }

    @Test
    void aTokenEndsWithItsExpiry() {
        var token = signed(KEY, valid().build());
        clock.advance(Duration.ofSeconds(300 + 29));
        assertEquals(true, accounts.verify(token, "-").isPresent());
        clock.advance(Duration.ofSeconds(2));
        assertEquals(Optional.empty(), accounts.verify(token, "-"));
    }

    @Test
    void aTokenThatCannotBeCheckedNowIsNotRefused() {
        keycloak.stop(0);
        var token = signed(KEY, valid().build());
        assertThrows(KeycloakAway.class, () -> accounts.verify(token, "-"));
        assertEquals(Optional.empty(), accounts.verify("not.a.token", "-"));
    }

    @Test
    void aKnownCertificateServesWhileKeycloakIsAway() {
        var token = signed(KEY, valid().build());
        assertEquals(true, accounts.verify(token, "-").isPresent());
        keycloak.stop(0);
        assertEquals(true, accounts.verify(token, "-").isPresent());
    }

    private JWTClaimsSet.Builder valid() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer.toString())
                .audience(List.of("account", "intertie-portal"))
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plusSeconds(300)))
                .subject("6f1c")
                .claim("typ", "Bearer")
                .claim("azp", "bot")
                .claim("preferred_username", "service-account-bot")
                .claim("groups", List.of("provider", "offline_access"));
    }

    private static String signed(RSAKey key, JWTClaimsSet claims) {
        try {
            // The strange key claims to be the known one.
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.getKeyID()).build();
            var token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// The public key taken for a shared secret: the old confusion of algorithms.
    private static String hmac(JWTClaimsSet claims) throws JOSEException {
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(KEY.getKeyID()).build();
        var token = new SignedJWT(header, claims);
        token.sign(new MACSigner(KEY.toRSAPublicKey().getEncoded()));
        return token.serialize();
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).algorithm(JWSAlgorithm.RS256).generate();
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static HttpServer started() {
        try {
            var loopback = InetAddress.getLoopbackAddress();
            var server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
            var certs = new JWKSet(KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            server.createContext(
                    CERTS,
                    exchange -> {
                        exchange.getResponseHeaders().add("Content-Type", "application/json");
                        exchange.sendResponseHeaders(200, certs.length);
                        try (var body = exchange.getResponseBody()) {
                            body.write(certs);
                        }
                    });
            server.start();
            return server;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
