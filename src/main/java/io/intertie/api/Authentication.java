package io.intertie.api;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeys;
import io.intertie.identity.Actor;
import io.intertie.identity.Organisation;
import io.intertie.identity.Organisations;
import io.intertie.identity.Role;
import io.intertie.identity.ServiceAccounts;
import io.intertie.platform.config.Secret;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds out who calls: a management key (`mk-…`) or a Keycloak service account's token.
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
class Authentication implements ContainerRequestFilter {
    private static final String BEARER = "Bearer ";

    private final ApiKeys keys;
    private final Organisations organisations;
    private final ServiceAccounts serviceAccounts;
    private final Caller caller;

    @Context private @Nullable HttpServletRequest request;

    @Inject
    Authentication(
            ApiKeys keys,
            Organisations organisations,
            ServiceAccounts serviceAccounts,
            Caller caller) {
        this.keys = keys;
        this.organisations = organisations;
        this.serviceAccounts = serviceAccounts;
        this.caller = caller;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        var header = context.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return;
        }
        var token = header.substring(BEARER.length()).strip();
        var address = request == null ? "-" : request.getRemoteAddr();
        var actor =
                token.startsWith("mk-")
                        ? keys.management(new Secret(token)).flatMap(key -> behind(key, address))
                        : serviceAccounts.verify(token, address);
        caller.become(
                actor.orElseThrow(() ->
                        new Problem(
                                ProblemType.UNAUTHENTICATED,
                                "The management key or access token is not valid.")));
    }

    private Optional<Actor> behind(ApiKey key, String address) {
        return organisations
                .find(key.organisationId())
                .map(organisation ->
                        new Actor(
                                "key:" + key.name(),
                                organisation.id(),
                                rolesOf(organisation),
                                address));
    }

    private static Set<Role> rolesOf(Organisation organisation) {
        return switch (organisation.kind()) {
            case BUYER -> Set.of(Role.BUYER);
            case PROVIDER -> Set.of(Role.PROVIDER);
            case OPERATOR -> Set.of(Role.ADMIN);
        };
    }
}
