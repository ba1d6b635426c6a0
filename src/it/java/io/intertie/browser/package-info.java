/// The portal in a real browser, with real Keycloak, on a whole market.
@org.jspecify.annotations.NullMarked
package io.intertie.browser;
