package io.intertie.web;

/// A page that only members see was asked for by someone who is not signed in.
final class SignInNeeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String returnTo;

    SignInNeeded(String returnTo) {
        super("not signed in");
        this.returnTo = returnTo;
    }

    /// The page to come back to.
    String returnTo() {
        return returnTo;
    }
}
