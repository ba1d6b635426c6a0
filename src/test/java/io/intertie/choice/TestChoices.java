package io.intertie.choice;

/// Choices that are written when a test says so.
public final class TestChoices {
    private TestChoices() {}

    public static void flush(Choices choices) {
        choices.flush();
    }
}
