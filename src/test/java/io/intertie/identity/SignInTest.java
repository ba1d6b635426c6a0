package io.intertie.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.platform.config.TestClock;
import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.TestPersistence;
import jakarta.security.enterprise.identitystore.openid.IdentityToken;
import jakarta.security.enterprise.identitystore.openid.JwtClaims;
import jakarta.security.enterprise.identitystore.openid.OpenIdContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignInTest {
    private final TestPersistence persistence =
            TestPersistence.of(OrganisationRow.class, MemberRow.class, ServiceAccountRow.class);
    private final TestClock clock = new TestClock();
    private final Organisations organisations =
            new Organisations(
                    new PartyStore(persistence.entityManager()),
                    persistence.database(),
                    TestOutbox.on(persistence.database(), clock),
                    clock);
    private final SignIn signIn = new SignIn(organisations, new KeycloakClaims(keycloak()));

    @Test
    void nobodyIsSignedInWithoutAPrincipalOrARole() {
        var browser = new FakeRequest();
        assertEquals(Optional.empty(), signIn.current(browser.request()));
        browser.principal = () -> "bea";
        assertEquals(Optional.empty(), signIn.current(browser.request()));
        browser.roles = Set.of("offline_access");
        assertEquals(Optional.empty(), signIn.current(browser.request()));
        assertEquals(1, organisations.all().size());
    }

    @Test
    void aNewBuyerIsWhatKeycloakSays() {
        var member = signIn.current(bea().request()).orElseThrow();
        assertEquals("bea", member.username());
        assertEquals("Bea Brandt", member.displayName());
        assertEquals("bea@example.org", member.email());
        assertEquals(Set.of(Role.BUYER), member.roles());
        var home = organisations.find(member.organisationId()).orElseThrow();
        assertEquals("Bea Brandt", home.name());
        assertEquals("DE", home.country());
    }

    @Test
    void theSameUserIsTheSameMemberAndTheDatabaseIsAskedOnceForARequest() {
        var browser = bea();
        var first = signIn.current(browser.request());
        assertEquals(first, signIn.current(bea().request()));
        browser.roles = Set.of();
        assertEquals(first, signIn.current(browser.request()));
        assertEquals(2, organisations.all().size());
    }

    private static FakeRequest bea() {
        var browser = new FakeRequest();
        browser.principal = () -> "bea";
        browser.roles = Set.of("buyer");
        return browser;
    }

    private static OpenIdContext keycloak() {
        var texts = Map.of("name", "Bea Brandt", "email", "bea@example.org");
        var claims =
                FakeRequest.fake(
                        JwtClaims.class,
                        (name, arguments) ->
                                Optional.ofNullable(texts.get(String.valueOf(arguments[0]))));
        var token = FakeRequest.fake(IdentityToken.class, (name, arguments) -> claims);
        return FakeRequest.fake(OpenIdContext.class, (name, arguments) -> token);
    }
}
