/// Who: organisations, their members, and how they sign in. The only room that knows Keycloak.
///
/// **Owns** the organisations, the members, the service accounts, the browser's session and its
/// door ([SignIn]). **Leaves to others** passwords and roles (Keycloak), keys (`access`). **Always
/// true** a user who is not known gets an organisation of their own, never somebody else's
/// (`OrganisationsTest`); a token that cannot be checked now is [KeycloakAway], never a refusal
/// (`ServiceAccountsTest`); a session outlives Keycloak's short absences (`KeycloakDoor`).
@org.jspecify.annotations.NullMarked
package io.intertie.identity;
