package io.intertie.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

/// A provider watches a certification run, with script and without; nobody else hears of it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(
        value = "io.intertie.browser.Browsing#isChromiumInstalled",
        disabledReason = "Chromium is not installed: apt-get install chromium, as .ci/run does")
class CertifyIT {
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
        return Objects.requireNonNull(opened);
    }

    @Test
    void aPageHearsOfItsRunStepByStepAndKeepsItsPlaceUntilTheEnd() throws IOException {
        var wei = signedIn("/provider/listings", true);
        var asked = new ConcurrentLinkedQueue<String>();
        wei.onRequest(request -> asked.add(request.resourceType()));
        Acts.go(wei, "/provider/listings/" + ownListing(wei) + "/certify");
        assertFalse(asked.contains("eventsource"), "nothing goes on yet");
        Acts.press(wei, wei.locator("form[action$='/certify'] button"));
        wei.evaluate("window.isTheSame = true");
        wei.waitForSelector("#step-connect .tag.ok");
        assertEquals(true, wei.evaluate("window.isTheSame"), "shown without coming again");
        wei.waitForFunction("() => !window.isTheSame");
        wei.waitForSelector("form[action$='/certify'] button");
        assertFalse(wei.locator("#progress").innerText().contains("Under way"));
        assertTrue(asked.contains("eventsource"), asked.toString());
        assertTrue(asked.contains("fetch"), asked.toString());
        assertEquals(List.of(), Browsing.faults(wei));
        assertEquals(List.of(), browsing().refused());
    }

    @Test
    void withoutScriptThePageComesAgainByItself() throws IOException {
        var wei = signedIn("/provider/listings", false);
        Acts.go(wei, "/provider/listings/" + ownListing(wei) + "/certify");
        Acts.press(wei, wei.locator("form[action$='/certify'] button"));
        assertTrue(wei.locator("#progress").innerText().contains("Under way"));
        wei.waitForSelector("form[action$='/certify'] button");
        assertFalse(wei.locator("#progress").innerText().contains("Under way"));
    }

    @Test
    void aRunIsHeardOfByItsProviderAlone() throws Exception {
        var wei = signedIn("/provider/listings", false);
        var others = SupplyIT.listingOfAnother(wei);
        var run = started(wei, others);
        for (var listing : List.of(others, ownListing(wei))) {
            assertEquals(404, events(wei, listing, run).status(), listing);
        }
        assertEquals(404, events(wei, others, "nothing").status());
        var stranger = browsing().page(new Browser.NewContextOptions());
        var answer = events(stranger, others, run);
        assertFalse(answer.headers().getOrDefault("content-type", "").contains("event-stream"));
        var buyer = browsing().signedIn("BUYER", "/app");
        assertEquals(403, events(buyer, others, run).status());
    }

    private static String started(Page page, String listing) throws IOException {
        var answer =
                page.request()
                        .post(
                                Browsing.address("/api/listings/" + listing + "/certifications"),
                                Acts.bearer("INTERTIE_ADMIN_MANAGEMENT_KEY"));
        assertEquals(200, answer.status(), answer.text());
        return Acts.json(answer).get("id").asText();
    }

    private static APIResponse events(Page page, String listing, String run) {
        var path = "/provider/listings/" + listing + "/certify/" + run + "/events";
        return page.request().get(Browsing.address(path));
    }

    private static String ownListing(Page page) throws IOException {
        var own = Acts.api(page, "/api/listings/own", "INTERTIE_PROVIDER_MANAGEMENT_KEY");
        for (var one : own.get("data")) {
            // One of the demonstration's: what other tests list serves no model.
            if (one.get("id").asText().startsWith("01900000")) {
                return one.get("id").asText();
            }
        }
        throw new AssertionError("the demonstration's provider has no listing");
    }

    private Page signedIn(String path, boolean hasScript) {
        return browsing()
                .signedIn(
                        "PROVIDER",
                        path,
                        new Browser.NewContextOptions()
                                .setJavaScriptEnabled(hasScript)
                                .setViewportSize(1280, 1000));
    }
}
