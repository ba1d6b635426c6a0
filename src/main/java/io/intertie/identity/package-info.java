/// Who: organisations, their members, and how they sign in. The only room that knows Keycloak.
@org.jspecify.annotations.NullMarked
package io.intertie.identity;
