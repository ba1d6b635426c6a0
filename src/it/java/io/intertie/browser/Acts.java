package io.intertie.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.intertie.walk.RunningMarket;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// What people and their scripts do on a page.
final class Acts {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Enough for a payout that can be bought: less than a cent is refused.
    private static final int CALLS = 8;

    private Acts() {}

    /// Calls until a provider's window has something to pay.
    static void fillWindow(Page page, String provider) throws IOException, InterruptedException {
        var body =
                """
                {"model": "sandbox/echo-1", "provider": {"only": ["%s"]},
                 "messages": [{"role": "user", "content": "Report [[sandbox:tokens=2000]]"}]}
                """
                        .formatted(provider);
        for (var call = 0; call < CALLS; call++) {
            var answer =
                    page.request()
                            .post(
                                    Browsing.address("/v1/chat/completions"),
                                    bearer("INTERTIE_API_KEY")
                                            .setHeader("Content-Type", "application/json")
                                            .setData(body));
            assertEquals(200, answer.status(), answer.text());
            Browsing.booked(answer.text());
        }
    }

    static RequestOptions bearer(String key) {
        return RequestOptions.create()
                .setHeader("Authorization", "Bearer " + RunningMarket.env(key));
    }

    static FormData token(Page page) {
        var field = page.locator("input[type=hidden][name=_csrf]").first();
        return FormData.create().set("_csrf", field.getAttribute("value"));
    }

    static APIResponse post(Page page, String path, FormData form) {
        return page.request().post(Browsing.address(path), RequestOptions.create().setForm(form));
    }

    /// Presses a button and waits for the page that it leads to.
    static void press(Page page, Locator button) {
        var loaded = new AtomicBoolean();
        Consumer<Page> seen = it -> loaded.set(true);
        page.onLoad(seen);
        button.click();
        page.waitForCondition(loaded::get);
        page.offLoad(seen);
    }

    static void go(Page page, String path) {
        assertEquals(200, page.navigate(Browsing.address(path)).status(), path);
        assertFalse(page.content().contains("??"), path);
    }

    static JsonNode api(Page page, String path, String key) throws IOException {
        var answer = page.request().get(Browsing.address(path), bearer(key));
        assertEquals(200, answer.status(), path + ": " + answer.text());
        return json(answer);
    }

    static JsonNode json(APIResponse answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    static String path(String url) {
        return java.net.URI.create(url).getPath();
    }
}
