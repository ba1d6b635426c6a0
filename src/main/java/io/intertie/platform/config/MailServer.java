package io.intertie.platform.config;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The SMTP server that mail is sent by, and the address that it comes from.
///
/// `smtps` is TLS from the start. `smtp` begins in plain and goes on in TLS only (STARTTLS), except
/// to a server on this machine.
public record MailServer(
        String host, int port, boolean isTls, Optional<Credentials> credentials, String from) {
    private static final int STARTTLS_PORT = 587;
    private static final int TLS_PORT = 465;
    private static final String WRONG =
            "INTERTIE_SMTP_URL takes smtp://user:password@host:587 or smtps://user:password@host";

    /// How the market signs in there.
    public record Credentials(String user, Secret password) {}

    /// Reads both settings.
    ///
    /// @throws IllegalArgumentException with words that hold nothing of the address, for it holds a
    ///   password
    static MailServer of(String url, String from) {
        if (!isAddress(from)) {
            throw new IllegalArgumentException("INTERTIE_SMTP_FROM is no plain e-mail address");
        }
        var uri = parsed(url);
        var isTls = "smtps".equals(uri.getScheme());
        if (!(isTls || "smtp".equals(uri.getScheme()))
                || uri.getHost() == null
                || !uri.getPath().matches("/?")
                || uri.getQuery() != null
                || uri.getPort() == 0
                || uri.getPort() > 65_535) {
            throw new IllegalArgumentException(WRONG);
        }
        var usual = isTls ? TLS_PORT : STARTTLS_PORT;
        return new MailServer(
                uri.getHost(),
                uri.getPort() < 0 ? usual : uri.getPort(),
                isTls,
                Optional.ofNullable(uri.getRawUserInfo()).map(MailServer::credentials),
                from);
    }

    /// Whether a text is one plain address, and nothing that could begin another header.
    public static boolean isAddress(String text) {
        return text.length() <= 254
                && text.matches(
                        "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                                + "@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");
    }

    /// Whether the connection must be TLS before anything is said on it.
    public boolean needsTls() {
        return isTls || !host.matches("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    }

    private static URI parsed(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException malformed) {
            // The cause would repeat the address with its password.
            throw new IllegalArgumentException(WRONG);
        }
    }

    private static Credentials credentials(String raw) {
        var colon = raw.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(WRONG);
        }
        return new Credentials(
                decoded(raw.substring(0, colon)), new Secret(decoded(raw.substring(colon + 1))));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
