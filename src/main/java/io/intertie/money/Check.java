package io.intertie.money;

/// The assertion of this house: a broken check is our bug, never a stranger's input.
public final class Check {
    private Check() {}

    /// Fails unless `holds`; the message is formatted only then.
    ///
    /// @throws CheckFailed if it does not hold; never caught, counted at the edge
    public static void that(boolean holds, String message, Object... details) {
        if (!holds) {
            throw new CheckFailed(String.format(message, details));
        }
    }
}
