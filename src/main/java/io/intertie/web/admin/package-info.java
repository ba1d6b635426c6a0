/// The operator's pages: what needs a hand first, then windows, payouts, the books and their proof.
///
/// **Always true** an admin or an auditor sees them all; only an admin is offered an action, and
/// the rooms refuse it to anyone else.
@org.jspecify.annotations.NullMarked
package io.intertie.web.admin;
