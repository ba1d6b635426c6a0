/// A buyer's pages: wallet, subscriptions, keys, activity, and the receipt of each request.
///
/// **Always true** each page reads the signed-in member's organisation only; another's id is not
/// found.
@org.jspecify.annotations.NullMarked
package io.intertie.web.buyer;
