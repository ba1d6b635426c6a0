package io.intertie.identity;

import java.util.Set;
import java.util.UUID;

/// Who does something: a member at the browser, a management key, a service account, a job.
///
/// `name` is what the audit trail shows; `address` is the network address it came from, or `-`.
public record Actor(String name, UUID organisationId, Set<Role> roles, String address) {
    /// The organisation of the market's operator.
    public static final UUID OPERATOR = new UUID(0x0000000000007000L, 0x8000000000000001L);

    public Actor {
        roles = Set.copyOf(roles);
    }

    /// The market's own jobs.
    public static Actor market(String job) {
        return new Actor("job:" + job, OPERATOR, Set.of(), "-");
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /// Whether this actor may act for an organisation: an admin and the market's own jobs for any,
    /// everybody else for theirs; an auditor for none.
    public boolean mayActFor(UUID organisation) {
        if (is(Role.ADMIN) || isMarket()) {
            return true;
        }
        return organisationId.equals(organisation)
                && !organisation.equals(OPERATOR)
                && !is(Role.AUDITOR);
    }

    private boolean isMarket() {
        return organisationId.equals(OPERATOR) && roles.isEmpty() && name.startsWith("job:");
    }
}
