package io.intertie.identity;

import io.intertie.money.Currency;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The organisations and their members.
public interface Organisations {
    /// What a new organisation is registered with.
    record Registration(
            Organisation.Kind kind,
            String name,
            String slug,
            String country,
            Currency currency,
            ZoneId zone,
            boolean demonstration) {}

    /// Registers an organisation under `id`; the same id again changes nothing.
    Organisation register(UUID id, Registration registration, Actor actor);

    Optional<Organisation> find(UUID id);

    Optional<Organisation> bySlug(String slug);

    List<Organisation> all();

    /// Makes the Keycloak user of that name a member; at sign-in the name is looked up.
    Member enlist(
            UUID organisationId,
            String username,
            String displayName,
            String email,
            Set<Role> roles);

    List<Member> members(UUID organisationId);
}
