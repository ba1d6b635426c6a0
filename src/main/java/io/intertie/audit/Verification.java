package io.intertie.audit;

/// What recomputing the chain found.
public sealed interface Verification {
    /// Every entry hashes to what it says.
    record Intact(long entries, String head) implements Verification {}

    /// The first entry that does not.
    record Broken(long sequence, String found, String expected) implements Verification {}
}
