package io.intertie.identity;

import static jakarta.security.enterprise.AuthenticationStatus.NOT_DONE;
import static jakarta.security.enterprise.AuthenticationStatus.SEND_CONTINUE;
import static jakarta.security.enterprise.AuthenticationStatus.SEND_FAILURE;
import static jakarta.security.enterprise.AuthenticationStatus.SUCCESS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.platform.config.TestClock;
import io.intertie.platform.config.TestSettings;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.identitystore.openid.AccessToken;
import jakarta.security.enterprise.identitystore.openid.IdentityToken;
import jakarta.security.enterprise.identitystore.openid.OpenIdContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import org.junit.jupiter.api.Test;

/// The table of [KeycloakDoor], row by row.
class KeycloakDoorTest {
    private final TestClock clock = new TestClock();
    private final FakeRequest browser = new FakeRequest();
    private final FakeAnswer answer = new FakeAnswer();
    private final List<String> asked = new ArrayList<>();
    private boolean keycloakAway;
    private boolean tokenExpired;
    private boolean pageProtected;
    private Supplier<AuthenticationStatus> container = () -> SUCCESS;

    private final BrowserSession session = new BrowserSession(tokens(), clock);
    private final KeycloakDoor door =
            new KeycloakDoor(new FakeContainer(), new FakeKeycloak(), session, clock);

    @Test
    void aVisitorPassesWhetherKeycloakAnswersOrNot() throws AuthenticationException {
        assertEquals(NOT_DONE, knock());
        keycloakAway = true;
        assertEquals(NOT_DONE, knock());
        browser.method = "POST";
        browser.parameters.putAll(Map.of("code", "c", "state", "s"));
        assertEquals(NOT_DONE, knock(), "the parameters of a form are not looked at");
        assertEquals(List.of(), asked);
    }

    @Test
    void aMembersPageSendsAVisitorToKeycloak() throws AuthenticationException {
        pageProtected = true;
        container = () -> SEND_CONTINUE;
        assertEquals(SEND_CONTINUE, knock());
        assertEquals(List.of("validate"), asked);
        assertEquals(Set.of("x-request-id"), answer.headers.keySet());
    }

    @Test
    void aMembersPageTellsAVisitorThatKeycloakIsAway() throws AuthenticationException {
        pageProtected = true;
        keycloakAway = true;
        assertEquals(SEND_CONTINUE, knock());
        isAwayPage();
        assertEquals(List.of(), asked);
    }

    @Test
    void aFailureBehindTheDoorIsNoStackTrace() throws AuthenticationException {
        pageProtected = true;
        container =
                () -> {
                    keycloakAway = true;
                    throw new IllegalStateException("connection refused");
                };
        assertEquals(SEND_CONTINUE, knock());
        isAwayPage();
        assertTrue(!answer.text().contains("refused"));
    }

    @Test
    void whoComesBackWithACodeIsSignedInAndLedToTheCleanAddress() throws AuthenticationException {
        back();
        assertEquals(SUCCESS, knock());
        assertEquals("/app/keys?by=name", browser.attributes.get(BrowserSession.ARRIVED));
    }

    @Test
    void aCodeThatDoesNotFitAsksToBeginAgain() throws AuthenticationException {
        back();
        container = () -> SEND_FAILURE;
        assertEquals(SEND_CONTINUE, knock());
        assertEquals("400", answer.headers.get("status"));
        container =
                () -> {
                    throw new IllegalStateException("no original request");
                };
        assertEquals(SEND_CONTINUE, knock());
        assertEquals("400", answer.headers.get("status"));
    }

    @Test
    void aFreshTokenNeedsNoKeycloak() throws AuthenticationException {
        signedIn();
        keycloakAway = true;
        assertEquals(SUCCESS, knock());
    }

    @Test
    void anExpiredTokenIsVerifiedAnew() throws AuthenticationException {
        signedIn();
        tokenExpired = true;
        assertEquals(SUCCESS, knock());
        assertEquals(List.of("validate"), asked);
        container = () -> SEND_FAILURE;
        assertEquals(SEND_FAILURE, knock(), "Keycloak has ended the session");
    }

    @Test
    void aSessionGoesOnForHalfAnHourWithoutKeycloakAndIsNotEnded() throws AuthenticationException {
        signedIn();
        tokenExpired = true;
        keycloakAway = true;
        clock.advance(Duration.ofSeconds(1799));
        assertEquals(SUCCESS, knock());
        clock.advance(Duration.ofSeconds(1));
        assertEquals(SEND_CONTINUE, knock());
        isAwayPage();
        assertEquals(List.of(), asked);
        assertEquals(false, browser.invalidated);
        pageProtected = false;
        assertEquals(SUCCESS, knock(), "the public pages go on");
        pageProtected = true;
        keycloakAway = false;
        assertEquals(SUCCESS, knock(), "Keycloak is back");
        keycloakAway = true;
        assertEquals(SUCCESS, knock(), "verified anew");
    }

    @Test
    void aRefreshThatFailsHalfWayKeepsTheSession() throws AuthenticationException {
        signedIn();
        tokenExpired = true;
        container =
                () -> {
                    throw new IllegalStateException("connection reset");
                };
        assertEquals(SUCCESS, knock());
        assertEquals(false, browser.invalidated);
    }

    @Test
    void signingOutEndsTheSessionEvenWithoutKeycloak() {
        signedIn();
        door.cleanSubject(browser.request(), answer.response(), context());
        assertEquals(List.of("clean"), asked);
        keycloakAway = true;
        door.cleanSubject(browser.request(), answer.response(), context());
        assertEquals(true, browser.invalidated);
        assertEquals("/", answer.headers.get("location"));
    }

    private AuthenticationStatus knock() throws AuthenticationException {
        return door.validateRequest(browser.request(), answer.response(), context());
    }

    private void back() {
        pageProtected = true;
        browser.parameters.putAll(Map.of("code", "c", "state", "s"));
    }

    private void signedIn() {
        pageProtected = true;
        browser.principal = () -> "bea";
        session.verified(browser.request());
    }

    private void isAwayPage() {
        assertEquals("503", answer.headers.get("status"));
        assertEquals("5", answer.headers.get("Retry-After"));
        assertTrue(answer.text().contains("Sign-in is away"));
    }

    private OpenIdContext tokens() {
        return FakeRequest.fake(
                OpenIdContext.class,
                (name, arguments) ->
                        switch (name) {
                            case "getAccessToken" ->
                                    FakeRequest.fake(AccessToken.class, (n, a) -> tokenExpired);
                            case "getIdentityToken" ->
                                    FakeRequest.fake(IdentityToken.class, (n, a) -> tokenExpired);
                            case "getStoredValue" ->
                                    Optional.of("http://localhost:9/app/keys?by=name");
                            default -> throw new UnsupportedOperationException(name);
                        });
    }

    private HttpMessageContext context() {
        return FakeRequest.fake(
                HttpMessageContext.class,
                (name, arguments) ->
                        switch (name) {
                            case "isProtected" -> pageProtected;
                            case "doNothing" -> NOT_DONE;
                            case "getClientSubject" -> new Subject();
                            case "getHandler" -> (CallbackHandler) callbacks -> {};
                            default -> throw new UnsupportedOperationException(name);
                        });
    }

    private final class FakeKeycloak extends Keycloak {
        FakeKeycloak() {
            super(TestSettings.ofIssuer(URI.create("http://localhost:9")), clock);
        }

        @Override
        synchronized boolean isAway() {
            return keycloakAway;
        }
    }

    private final class FakeContainer extends ContainerSignIn {
        FakeContainer() {
            super(FakeRequest.fake(BeanManager.class, (name, arguments) -> name));
        }

        @Override
        HttpAuthenticationMechanism mechanism() {
            return new HttpAuthenticationMechanism() {
                @Override
                public AuthenticationStatus validateRequest(
                        HttpServletRequest request,
                        HttpServletResponse response,
                        HttpMessageContext context) {
                    asked.add("validate");
                    return container.get();
                }

                @Override
                public void cleanSubject(
                        HttpServletRequest request,
                        HttpServletResponse response,
                        HttpMessageContext context) {
                    asked.add("clean");
                }
            };
        }
    }
}
