package io.intertie.identity;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Redirects that cannot lead away from the portal.
final class Redirect {
    // A path of ours: no scheme, no host (`//`, `/\`), nothing that could end the header.
    private static final Pattern OURS = Pattern.compile("/(?![/\\\\])[!-\\[\\]-~]*");

    private Redirect() {}

    static void send(HttpServletResponse response, String path) {
        try {
            response.sendRedirect(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The path if it is one of ours, else the front page.
    static String ours(Optional<String> path) {
        return path.filter(text -> OURS.matcher(text).matches()).orElse("/");
    }
}
