package io.intertie.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/// Whether a part does its work now: never a look into its log.
interface HealthCheck {
    Duration PATIENCE = Duration.ofSeconds(5);

    boolean passes();

    /// Whether waiting longer is in vain, as the log of this run tells.
    default boolean isHopeless(LogTail log) {
        return false;
    }

    /// `GET url` answers 200.
    static HealthCheck http(String url) {
        return () -> answer(url).status == 200;
    }

    /// PostgreSQL lets this user in.
    static HealthCheck jdbc(String url, String user, String password) {
        return () -> {
            var properties = new Properties();
            properties.setProperty("user", user);
            properties.setProperty("password", password);
            String seconds = Long.toString(PATIENCE.toSeconds());
            properties.setProperty("connectTimeout", seconds);
            properties.setProperty("socketTimeout", seconds);
            try (var connection = DriverManager.getConnection(url, properties)) {
                return connection.isValid((int) PATIENCE.toSeconds());
            } catch (SQLException e) {
                return false;
            }
        };
    }

    /// What `GET url` answers; status 0 when nobody does.
    static Answer answer(String url) {
        try {
            var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            connection.setInstanceFollowRedirects(false);
            int status = connection.getResponseCode();
            try (InputStream body =
                    status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                String text =
                        body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
                return new Answer(status, text);
            }
        } catch (IOException e) {
            return new Answer(0, "");
        }
    }

    /// A status and a body.
    record Answer(int status, String body) {}
}
