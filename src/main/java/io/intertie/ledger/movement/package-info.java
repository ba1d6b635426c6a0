/// All ways in which money moves, one file each; a request's charge alone is computed where its
/// carries are, in [io.intertie.ledger.ChargeUsage].
///
/// **Owns** what a named movement posts: pure, deterministic, no database. **Leaves to others**
/// when it happens, and the writing of it (`ledger`).
///
/// **Always true** each movement goes only the ways that its kind allows, and money enters or
/// leaves the market only through the bank or the card processor (I15, `WaysTest`); the figures are
/// those of `TemplateTable`.
@org.jspecify.annotations.NullMarked
package io.intertie.ledger.movement;
