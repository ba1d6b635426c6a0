package io.intertie.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/app", "/app/activity?from=2026-01-01&by=model", "/a//b", "/%2f"})
    void aPathOfOursIsKept(String path) {
        assertEquals(path, Redirect.ours(Optional.of(path)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app",
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "https://evil.example",
                "javascript:alert(1)",
                "/app\r\nSet-Cookie: a=b",
                "/app\t",
                " /app",
                "/\u200bapp"
            })
    void anythingElseLeadsToTheFrontPage(String path) {
        assertEquals("/", Redirect.ours(Optional.of(path)));
    }

    @Test
    void noPathLeadsToTheFrontPage() {
        assertEquals("/", Redirect.ours(Optional.empty()));
    }
}
