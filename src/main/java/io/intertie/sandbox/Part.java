package io.intertie.sandbox;

/// A piece of an answer, small enough for one stream chunk.
sealed interface Part {
    /// How many tokens it is made of.
    int tokens();

    record Word(String text, int tokens) implements Part {}

    record CallOpened(int index, String id, String name, int tokens) implements Part {}

    record CallWord(int index, String text, int tokens) implements Part {}
}
