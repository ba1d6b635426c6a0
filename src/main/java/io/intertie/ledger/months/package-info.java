/// What stands in for the months of the books that are detached.
///
/// **Always true** every sum over the books is what it was before a month was archived
/// (`ArchivingTest`).
@NullMarked
package io.intertie.ledger.months;

import org.jspecify.annotations.NullMarked;
