package io.intertie.embedded;

import org.jspecify.annotations.Nullable;

/// Why the market cannot start or stop, in words for the person at the terminal.
public final class MarketProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String words;

    MarketProblem(String words) {
        this(words, null);
    }

    MarketProblem(String words, @Nullable Throwable cause) {
        super(words, cause);
        this.words = words;
    }

    /// The whole message; its cause adds nothing that the person could act on.
    public String words() {
        return words;
    }
}
