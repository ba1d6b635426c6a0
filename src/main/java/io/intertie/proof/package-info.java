/// Tamper evidence: what was written is sealed each second, verified on demand, and proved to
/// whoever asks; [Sealing] is its story. docs/audit.md tells it.
///
/// **Owns** blocks and leaves. **Leaves to others** what is written: it reads their tables, all of
/// them, and changes none.
///
/// **Always true**
///
/// - a row is sealed once, however transactions overlap (`SealingTest`);
/// - a changed, missing or added row is named (`VerifyingTest`);
/// - a charge follows bit for bit from what is stored (`RecomputedTest`);
/// - a proof with a changed byte fails (`ProofsTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.proof;
