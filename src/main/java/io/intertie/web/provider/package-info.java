/// A provider's pages: sites and their tariffs, listings and their prices, earnings and payouts.
///
/// **Always true** each page reads the signed-in member's organisation only; another's id is not
/// found. A credential is written and never read back.
@org.jspecify.annotations.NullMarked
package io.intertie.web.provider;
