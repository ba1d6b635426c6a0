package io.intertie.identity;

import java.util.Locale;

/// What a member may do; Keycloak's realm roles carry the same names in lower case.
public enum Role {
    BUYER,
    PROVIDER,
    /// Runs the market: closes windows, approves what another admin prepared.
    ADMIN,
    /// Sees what an admin sees and changes nothing.
    AUDITOR;

    /// The role as Keycloak names it: `buyer`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
