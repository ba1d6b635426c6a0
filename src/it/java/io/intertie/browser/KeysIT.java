package io.intertie.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// The pages of keys and limits, without script.
@EnabledIf(
        value = "io.intertie.browser.Browsing#isChromiumInstalled",
        disabledReason = "Chromium is not installed: apt-get install chromium, as .ci/run does")
class KeysIT {
    private static final String CREATE = "form[action='/app/keys'] button";
    private static final String SAVE = "main form button.pri";

    private static Page signedIn(Browsing browsing) {
        var without = new Browser.NewContextOptions().setJavaScriptEnabled(false);
        return browsing.signedIn("BUYER", "/app/keys", without.setViewportSize(390, 900));
    }

    private static void go(Page page, String path) {
        assertEquals(200, page.navigate(Browsing.address(path)).status(), path);
    }

    private static String secret(Page page) {
        return page.locator(".secret code").first().innerText().strip();
    }

    private static String opens(Page page) {
        return page.locator("tr.opens").first().innerText();
    }

    @Test
    void aKeyIsNarrowedChangedRolledAndRevoked() {
        try (var browsing = new Browsing()) {
            var page = signedIn(browsing);
            page.fill("input[name=name]", "narrow");
            page.click(".narrowing > summary");
            page.uncheck("input[name=scopes][value=EMBEDDINGS]");
            page.fill("[name=addresses]", "192.0.2.0/24\n2001:db8::7");
            page.fill("input[name=keyRequests]", "60");
            page.fill("input[name=countries]", "de");
            page.check("input[name=deniesTraining]");
            page.click(CREATE);
            var first = secret(page);
            for (var word : List.of("192.0.2.0/24", "60 requests", "Germany", "no training")) {
                assertTrue(opens(page).contains(word), opens(page));
            }

            var links = page.locator("tr.opens a[href^='/app/keys/']");
            var key = Objects.requireNonNull(links.first().getAttribute("href"));
            go(page, key);
            assertTrue(page.inputValue("[name=addresses]").startsWith("192.0.2.0/24"));
            assertFalse(page.isChecked("input[name=scopes][value=EMBEDDINGS]"));
            assertEquals("DE", page.inputValue("input[name=countries]"));
            page.fill("input[name=keyRequests]", "many");
            page.click(SAVE);
            assertTrue(page.locator("#keyRequests-fault").isVisible());
            assertEquals("many", page.inputValue("input[name=keyRequests]"), "the input is kept");
            page.fill("input[name=keyRequests]", "7");
            page.click(SAVE);
            assertTrue(opens(page).contains("7 requests"), opens(page));

            go(page, key + "/roll");
            page.check("input[name=overlap][value=HOUR]");
            page.click(SAVE);
            assertNotEquals(first, secret(page));
            assertTrue(page.locator("tr.opened").first().innerText().contains("until"));

            go(page, key + "/revoke");
            page.click("main form button.bad");
            assertEquals(404, page.navigate(Browsing.address(key)).status());
            assertEquals(List.of(), browsing.refused());
        }
    }

    @Test
    void anOrganisationRulesHowOftenAndWhereTo() {
        try (var browsing = new Browsing()) {
            var page = signedIn(browsing);
            var calls = "form[action^='/app/limits/calls'] ";
            go(page, "/app/limits");
            page.fill(calls + "input[name=togetherRequests]", "1e9");
            page.fill(calls + "input[name=excluded]", "Atlantis");
            page.click(calls + "button.pri");
            for (var field : List.of("togetherRequests", "excluded")) {
                assertTrue(page.locator("#" + field + "-fault").isVisible(), field);
            }
            page.fill(calls + "input[name=togetherRequests]", "100000");
            page.fill(calls + "input[name=excluded]", "aq");
            page.click(calls + "button.pri");
            assertEquals("100000", page.inputValue("input[name=togetherRequests]"));
            assertEquals("AQ", page.inputValue("input[name=excluded]"));
            page.fill(calls + "input[name=togetherRequests]", "");
            page.fill(calls + "input[name=excluded]", "");
            page.click(calls + "button.pri");
            assertEquals("", page.inputValue("input[name=togetherRequests]"));
            assertEquals(List.of(), browsing.refused());
        }
    }
}
