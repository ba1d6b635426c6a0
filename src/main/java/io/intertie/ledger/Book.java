package io.intertie.ledger;

/// The book that is written here: one for each legal entity, and there is one.
final class Book {
    static final int ID = 1;

    private Book() {}

    /// Whose sale usage is: the table `book` says it for each legal entity.
    enum Mode {
        /// The provider's: the entity earns a fee.
        AGENT,
        /// The entity's own: it earns the whole price, and inference is its cost.
        PRINCIPAL
    }
}
