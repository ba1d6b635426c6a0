package io.intertie.sandbox;

/// A number that follows from all that was said to the model, and from nothing else.
final class Seed {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private long hash = FNV_OFFSET;

    Seed add(String text) {
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        // An end mark, so that "a", "bc" and "ab", "c" differ.
        hash = (hash ^ Character.MAX_VALUE) * FNV_PRIME;
        return this;
    }

    long value() {
        return hash;
    }
}
