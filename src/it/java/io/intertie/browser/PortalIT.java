package io.intertie.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.intertie.walk.RunningMarket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.jspecify.annotations.Nullable;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(
        value = "io.intertie.browser.Browsing#isChromiumInstalled",
        disabledReason = "Chromium is not installed: apt-get install chromium, as .ci/run does")
class PortalIT {
    private static final Path SHOTS = Path.of("target/screenshots");

    private @Nullable Browsing opened;

    @BeforeAll
    void open() {
        opened = new Browsing();
    }

    @AfterAll
    void close() {
        browsing().close();
    }

    private Browsing browsing() {
        return java.util.Objects.requireNonNull(opened);
    }

    @Test
    void visitorsSeePricesWithoutScriptAtAnyWidthAndInBothLanguages() {
        for (int width : new int[] {1440, 390}) {
            var page =
                    browsing()
                            .page(
                                    new Browser.NewContextOptions()
                                            .setJavaScriptEnabled(false)
                                            .setViewportSize(width, 900));
            for (String path : List.of("/", "/models", "/models/sandbox/echo-1", "/docs")) {
                go(page, path);
                shot(page, "visitor" + path.replace('/', '-') + "-" + width);
                assertFalse(page.content().contains("??"), "an untranslated key on " + path);
            }
            go(page, "/models?lang=zh");
            assertEquals("zh", page.getAttribute("html", "lang").substring(0, 2));
            shot(page, "visitor-models-zh-" + width);
        }
        assertEquals(List.of(), browsing().refused());
    }

    @Test
    void aBuyerTopsUpMakesAKeyThatIsShownOnceAndReadsAReceipt() {
        var page = browsing().signedIn("BUYER", "/app/wallet");
        page.fill("input[name=amount]", "0.50");
        page.click("form[action^='/app/wallet'] button");
        assertEquals("0.50", page.inputValue("input[name=amount]"), "the input is kept");
        assertTrue(page.locator("[aria-invalid=true]").count() > 0, "the fault is at its field");
        page.fill("input[name=amount]", "12.00");
        page.click("form[action^='/app/wallet'] button");
        shot(page, "buyer-wallet");
        go(page, "/app/keys");
        page.fill("input[name=name]", "from the browser");
        page.click("form[action='/app/keys'] button");
        var secret = page.locator(".secret code").first().innerText().strip();
        assertTrue(secret.startsWith("sk-"), secret);
        shot(page, "buyer-key-shown-once");
        go(page, "/app/keys");
        assertFalse(page.content().contains(secret), "a key is shown once");
        go(page, "/app/activity");
        shot(page, "buyer-activity");
        for (String path : List.of("/app", "/app/subscriptions")) {
            go(page, path);
            shot(page, "buyer" + path.replace('/', '-'));
        }
        assertEquals(List.of(), browsing().refused());
    }

    @Test
    void aBuyerIsNotLetIntoOthersPages() {
        var page = browsing().signedIn("BUYER", "/app");
        for (String path : List.of("/admin/windows", "/provider")) {
            var response = page.navigate(RunningMarket.url().resolve(path).toString());
            assertEquals(403, response.status(), path);
        }
    }

    private static void go(Page page, String path) {
        var response = page.navigate(RunningMarket.url().resolve(path).toString());
        assertEquals(200, response.status(), path);
    }

    private static void shot(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(SHOTS.resolve(name + ".png"))
                        .setFullPage(true));
    }
}
