package io.intertie.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import io.intertie.walk.RunningMarket;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(
        value = "io.intertie.browser.Browsing#isChromiumInstalled",
        disabledReason = "Chromium is not installed: apt-get install chromium, as .ci/run does")
class PortalIT {
    private static final Path SHOTS = Path.of("target/screenshots");
    // Not any two question marks: JavaScript has them too.
    private static final Pattern MISSING = Pattern.compile("\\?\\?[\\w.-]+\\?\\?");

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
                assertFalse(MISSING.matcher(page.content()).find(), "a missing word on " + path);
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
            assertTrue(page.locator("main h1").innerText().startsWith("This is not yours"));
            assertTrue(page.locator("main").innerText().contains("signed in as Bea"), path);
            assertEquals(1, page.locator("main a[href='/signin']").count(), "a way on");
        }
        page.navigate(Browsing.address("/settings?language=zh&back=/app"));
        page.navigate(Browsing.address("/admin/windows"));
        assertEquals("zh", page.getAttribute("html", "lang"));
        shot(page, "forbidden-zh");
    }

    @Test
    void aFormsMistakesComeBackAtTheirFieldsWithoutScript() {
        var without = new Browser.NewContextOptions().setJavaScriptEnabled(false);
        var page = browsing().signedIn("BUYER", "/app/keys", without.setViewportSize(390, 900));
        page.fill("input[name=lastDay]", "2020-01-31");
        page.click("form[action='/app/keys'] button");
        assertEquals("2020-01-31", page.inputValue("input[name=lastDay]"), "the input is kept");
        for (var field : List.of("name", "lastDay")) {
            assertEquals("true", page.getAttribute("input[name=" + field + "]", "aria-invalid"));
            assertTrue(page.locator("#" + field + "-fault").isVisible(), field);
        }
        go(page, "/app/subscriptions");
        page.fill("input[name=cap]", "0");
        page.evaluate("document.querySelector('[name=choice]').required = false");
        page.click("form[action^='/app/subscriptions#'] button");
        assertEquals("0", page.inputValue("input[name=cap]"), "the input is kept");
        assertTrue(page.locator("#cap-fault").isVisible());
        assertTrue(page.locator("#choice-fault").isVisible());
        page.navigate(Browsing.address("/settings?zone=Mars&theme=dark"));
        assertTrue(page.locator("#zone-fault").innerText().contains("Mars"));
        assertEquals("dark", page.inputValue("#c-theme"), "the rest of the choice is kept");
    }

    @Test
    void aSubscriptionIsEndedAndBegunAgainWithACap() {
        var page = browsing().signedIn("BUYER", "/app/subscriptions");
        var row = page.locator("tr", new Page.LocatorOptions().setHasText("sandbox/slow-1"));
        row.locator("button").click();
        assertEquals(0, row.locator("button").count());
        page.selectOption("#choice", new SelectOption().setLabel("Slow 1 (sandbox), any provider"));
        page.fill("#cap", "0.85");
        page.click("form[action^='/app/subscriptions#'] button");
        assertTrue(page.locator(".note.ok").innerText().contains("Slow 1"));
        assertTrue(row.first().innerText().contains("€0.8500"), row.first().innerText());
        page.selectOption("#choice", new SelectOption().setLabel("Slow 1 (sandbox), any provider"));
        page.click("form[action^='/app/subscriptions#'] button");
        assertTrue(page.locator("#choice-fault").isVisible(), "subscribed already");
    }

    @Test
    void aFormWithoutItsTokenIsRefusedAndSaysWhatToDo() {
        var page = browsing().signedIn("BUYER", "/app/wallet");
        page.evaluate("document.querySelector('main form input[type=hidden]').value = 'old'");
        page.click("form[action^='/app/wallet'] button");
        assertEquals("The form was open too long", page.locator("main h1").innerText());
        assertEquals("/app/wallet", page.getAttribute("main .btn.pri", "href"));
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
