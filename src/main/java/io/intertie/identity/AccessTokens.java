package io.intertie.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.intertie.platform.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Checks access tokens of service accounts against Keycloak's certificates.
///
/// The certificates are kept for five minutes, and for hours while Keycloak is away; an unknown one
/// is asked for at most once in ten seconds.
@ApplicationScoped
class AccessTokens {
    private static final int TIMEOUT_MILLIS = 2000;
    private static final int LARGEST_CERTS = 100_000;
    private static final int SKEW_SECONDS = 30;
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration KEPT_WHILE_AWAY = Duration.ofHours(4);
    private static final Duration BETWEEN_ASKINGS = Duration.ofSeconds(10);
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    private final DefaultJWTProcessor<SecurityContext> processor;

    @Inject
    AccessTokens(Settings settings, Clock clock) {
        this.processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(ALGORITHMS, certs(settings.oidcIssuer())));
        processor.setJWTClaimsSetVerifier(new OurClaims(settings, clock));
    }

    /// A Keycloak client that has shown a valid token, and the roles of its service account.
    record Client(String id, Set<Role> roles) {}

    /// The client behind a token, or empty when the token is not valid.
    ///
    /// @throws KeycloakAway if the certificate that it names cannot be fetched now
    Optional<Client> verify(String token) {
        try {
            return client(processor.process(token, null));
        } catch (ParseException | BadJOSEException invalid) {
            return Optional.empty();
        } catch (KeySourceException failed) {
            if (isAway(failed)) {
                throw new KeycloakAway(failed);
            }
            return Optional.empty();
        } catch (JOSEException invalid) {
            return Optional.empty();
        }
    }

    /// Away, and not: asked too often for certificates that do not exist.
    private static boolean isAway(KeySourceException failed) {
        return failed instanceof RemoteKeySourceException
                || failed instanceof JWKSetUnavailableException;
    }

    private static Optional<Client> client(JWTClaimsSet claims) throws ParseException {
        var id = claims.getStringClaim("azp");
        // A person's token, from whatever client, is not a service account's.
        var account = "service-account-" + id.toLowerCase(Locale.ROOT);
        if (!account.equals(claims.getStringClaim("preferred_username"))) {
            return Optional.empty();
        }
        var groups = Optional.ofNullable(claims.getStringListClaim("groups")).orElse(List.of());
        return Optional.of(
                new Client(
                        id,
                        Arrays.stream(Role.values())
                                .filter(role -> groups.contains(role.word()))
                                .collect(Collectors.toUnmodifiableSet())));
    }

    private static JWKSource<SecurityContext> certs(URI issuer) {
        try {
            var url = URI.create(issuer + "/protocol/openid-connect/certs").toURL();
            var retriever =
                    new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, LARGEST_CERTS);
            return JWKSourceBuilder.create(url, retriever)
                    .cache(KEPT.toMillis(), 2L * TIMEOUT_MILLIS)
                    .refreshAheadCache(false)
                    .rateLimited(BETWEEN_ASKINGS.toMillis())
                    .outageTolerant(KEPT_WHILE_AWAY.toMillis())
                    .build();
        } catch (MalformedURLException malformed) {
            throw new IllegalStateException("INTERTIE_OIDC_ISSUER", malformed);
        }
    }

    private static final class OurClaims extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final Clock clock;

        OurClaims(Settings settings, Clock clock) {
            super(
                    settings.oidcClientId(),
                    new JWTClaimsSet.Builder()
                            .issuer(settings.oidcIssuer().toString())
                            // An identity or refresh token opens nothing.
                            .claim("typ", "Bearer")
                            .build(),
                    Set.of("exp", "iat", "azp"));
            this.clock = clock;
            setMaxClockSkew(SKEW_SECONDS);
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
