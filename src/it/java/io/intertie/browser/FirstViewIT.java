package io.intertie.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.LoadState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

/// What a first and a second look at the market weigh on the wire, headers and fonts included.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(
        value = "io.intertie.browser.Browsing#isChromiumInstalled",
        disabledReason = "Chromium is not installed: apt-get install chromium, as .ci/run does")
class FirstViewIT {
    private static final long FIRST_VIEW = 130_000;
    private static final long SECOND_VIEW = 10_000;

    private @Nullable Browsing opened;

    @BeforeAll
    void open() {
        opened = new Browsing();
    }

    @AfterAll
    void close() {
        Objects.requireNonNull(opened).close();
    }

    private Page page() {
        return Objects.requireNonNull(opened).page(new Browser.NewContextOptions());
    }

    @Test
    void aFirstLookStaysWithinItsBudgetAndASecondIsNextToNothing() {
        for (var path : List.of("/", "/models", "/models/sandbox/echo-1")) {
            var page = page();
            var first = weight(page, path);
            var second = weight(page, path);
            System.out.println(path + " weighs " + first + " bytes, then " + second);
            assertTrue(first <= FIRST_VIEW, path + ": " + first);
            assertTrue(second <= SECOND_VIEW, path + " again: " + second);
        }
    }

    @Test
    void allButFontsIsCompressedAndAllAssetsAreKeptUnderTheHashOfTheirContent() {
        var page = page();
        var seen = new ArrayList<Response>();
        page.onResponse(seen::add);
        look(page, "/models");
        var encodings = new HashMap<String, String>();
        for (var response : seen) {
            var headers = response.headers();
            var path = response.url().replaceAll("^https?://[^/]+", "");
            var type = headers.getOrDefault("content-type", "").replaceAll(";.*", "");
            encodings.put(type, headers.getOrDefault("content-encoding", "plain"));
            if (path.startsWith("/assets/")) {
                assertTrue(path.matches("/assets/[\\w/.-]+\\.[0-9a-f]{8}\\.\\w+"), path);
                assertEquals("public, max-age=31536000, immutable", headers.get("cache-control"));
            } else {
                assertEquals("private, no-cache", headers.get("cache-control"), path);
            }
        }
        assertEquals(
                Map.of(
                        "text/html", "gzip",
                        "text/css", "gzip",
                        "text/javascript", "gzip",
                        "image/svg+xml", "gzip",
                        "font/woff2", "plain"),
                encodings);
    }

    private static long weight(Page page, String path) {
        var bytes = new AtomicLong();
        var devtools = page.context().newCDPSession(page);
        devtools.send("Network.enable");
        devtools.on(
                "Network.loadingFinished",
                event -> bytes.addAndGet(event.get("encodedDataLength").getAsLong()));
        look(page, path);
        devtools.detach();
        return bytes.get();
    }

    private static void look(Page page, String path) {
        page.navigate(Browsing.address(path));
        page.evaluate("() => document.fonts.ready.then(() => true)");
        page.waitForLoadState(LoadState.NETWORKIDLE);
    }
}
