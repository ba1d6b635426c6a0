/// The hash-chained record of who did what; [Trail] is its story.
///
/// **Owns** audit entries and their chain. **Leaves to others** which acts are worth recording:
/// each room records its own, in the transaction of the act.
///
/// **Always true** nothing is changed or removed (`TrailTest`); a changed or missing entry is
/// found, and named (`TrailTest`); however many write at once, the chain is one (`TrailTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.audit;
