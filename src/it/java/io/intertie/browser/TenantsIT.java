package io.intertie.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// A buyer of another organisation sees nothing of the demonstration buyer, not even that it is
/// there.
@EnabledIf(
        value = "io.intertie.browser.Browsing#isChromiumInstalled",
        disabledReason = "Chromium is not installed: apt-get install chromium, as .ci/run does")
class TenantsIT {
    @Test
    void whatBelongsToOneBuyerIsNotFoundByAnother() throws Exception {
        try (var browsing = new Browsing()) {
            Browsing.call("sandbox/echo-1");
            var bea = browsing.signedIn("BUYER", "/app/activity");
            var receipt = link(bea, "/app/activity", "a[href^='/app/requests/']", "href");
            var key = link(bea, "/app/keys", "a[href$='/revoke']", "href");
            var end = link(bea, "/app/subscriptions", "form[action$='/end']", "action");
            var lock = link(bea, "/app/subscriptions", "a[href$='/lock']", "href");
            var entry = link(bea, "/app/wallet", "a[href^='/app/activity?']", "href");
            for (var path : List.of(receipt, key, lock, entry)) {
                assertEquals(200, bea.navigate(Browsing.address(path)).status(), path);
            }

            var stranger = browsing.registered("newcomer-" + System.nanoTime());
            for (var path : List.of(receipt, key, lock, entry)) {
                assertEquals(404, stranger.navigate(Browsing.address(path)).status(), path);
            }
            for (var path : List.of(key, end, lock)) {
                assertEquals(404, post(stranger, path), path);
            }
            for (var path : List.of("/app", "/app/wallet", "/app/keys", "/app/subscriptions")) {
                stranger.navigate(Browsing.address(path));
                for (var secret : List.of("first steps", "200.00", idIn(receipt), idIn(key))) {
                    assertFalse(stranger.content().contains(secret), path + " shows " + secret);
                }
            }
            assertTrue(
                    link(bea, "/app/keys", "a[href='" + key + "']", "href").equals(key),
                    "the key was not revoked");
            assertEquals(
                    end, link(bea, "/app/subscriptions", "form[action='" + end + "']", "action"));
        }
    }

    private static String link(Page page, String path, String selector, String attribute) {
        page.navigate(Browsing.address(path));
        return Objects.requireNonNull(page.locator(selector).first().getAttribute(attribute));
    }

    private static String idIn(String path) {
        return path.replaceAll(".*?([0-9a-f]{8}-[0-9a-f-]{27}).*", "$1");
    }

    // As a form of the stranger's own would, with a token that is valid for them.
    private static int post(Page page, String path) {
        page.navigate(Browsing.address("/app/keys"));
        var token = page.locator("main form input[type=hidden]").first();
        var form = FormData.create().set(token.getAttribute("name"), token.inputValue());
        var options = RequestOptions.create().setForm(form).setMaxRedirects(0);
        return page.request().post(Browsing.address(path), options).status();
    }
}
