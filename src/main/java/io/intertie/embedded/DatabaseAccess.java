package io.intertie.embedded;

import java.util.Optional;

/// How the portal reaches its database: a JDBC URL, the role that works and its password; and the
/// role that owns the database and migrates it, unless the same one does both.
public record DatabaseAccess(String url, String user, String password, Optional<Owner> owner) {
    /// Who owns the database.
    public record Owner(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    @Override
    public String toString() {
        return url + " as " + user;
    }
}
