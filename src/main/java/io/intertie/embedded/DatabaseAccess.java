package io.intertie.embedded;

/// How the portal reaches its database: a JDBC URL, a role, its password.
public record DatabaseAccess(String url, String user, String password) {
    @Override
    public String toString() {
        return url + " as " + user;
    }
}
