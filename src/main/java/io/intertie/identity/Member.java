package io.intertie.identity;

import java.util.Set;
import java.util.UUID;

/// A person who signs in through Keycloak and acts for one organisation.
public record Member(
        UUID id,
        UUID organisationId,
        String username,
        String displayName,
        String email,
        Set<Role> roles) {
    public Member {
        roles = Set.copyOf(roles);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /// The member as the one who acts, from a network address.
    public Actor actor(String address) {
        return new Actor(username, organisationId, roles, address);
    }
}
