package io.intertie.ledger;

/// The book that is written here: one for each legal entity, and there is one.
final class Book {
    static final int ID = 1;

    private Book() {}
}
