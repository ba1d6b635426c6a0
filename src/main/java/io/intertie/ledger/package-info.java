/// Double-entry books: accounts, postings, holds, and one file per named movement.
@org.jspecify.annotations.NullMarked
package io.intertie.ledger;
