package io.intertie.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

/// The provider's way from a site to a price, all of it without script.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(
        value = "io.intertie.browser.Browsing#isChromiumInstalled",
        disabledReason = "Chromium is not installed: apt-get install chromium, as .ci/run does")
class SupplyIT {
    private static final String SOMEONES = "01900000-0000-7000-8000-0000000000";

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
    void aProviderBringsASiteFromItsTariffToAPriceWithItsNotice() throws IOException {
        var wei = signedIn("PROVIDER", "/provider");
        addsASite(wei);
        var site = Acts.path(wei.url());
        draftsATariff(wei, site);
        isVerifiedByAnother(wei, site);
        cannotChangeThePast(wei, site);
        listsAModel(wei);
        publishesPrices(wei);
        isCertifiedBeforeItGoesLive(wei);
        assertEquals(List.of(), browsing().refused());
    }

    private static void addsASite(Page wei) {
        Acts.go(wei, "/provider/sites/new");
        var slug = "it-" + Long.toString(System.nanoTime(), 36);
        typed(wei, Map.of("city", "Ulanqab", "slug", slug, "country", "CN", "gridRegion", "West"));
        typed(wei, Map.of("zone", "Mars/Base", "pue", "0.9", "pueSource", "measured"));
        Acts.press(wei, wei.locator("main form button"));
        for (var field : Map.of("zone", "Mars/Base", "pue", "0.9").entrySet()) {
            isWrong(wei, field.getKey());
            assertEquals(field.getValue(), wei.inputValue(named(field.getKey())), "kept");
        }
        typed(wei, Map.of("zone", "Asia/Shanghai", "pue", "1.18"));
        Acts.press(wei, wei.locator("main form button"));
        assertTrue(wei.locator("h1").innerText().contains("Ulanqab"));
    }

    private static void draftsATariff(Page wei, String site) {
        typed(wei, Map.of("loadFactor", "0.85", "lossFraction", "0.02", "demand", "31.2"));
        typed(wei, Map.of("source", "a bill", "quality", "own"));
        for (var table :
                List.of(
                        "1-12 00:00-08:00 valley 0.28",
                        "1-12 00:00-24:00 flat 0.44\n1-12 08:00-09:00 peak 0.64",
                        "1-12 00:00-24:00 flat -0.44")) {
            wei.fill(named("table"), table);
            Acts.press(wei, wei.locator("button[value=preview]"));
            isWrong(wei, "table");
            assertEquals(table, wei.inputValue(named("table")), "what was typed is kept");
            assertEquals("a bill", wei.inputValue(named("source")));
        }
        wei.selectOption(named("reference"), "CN-NM-W");
        Acts.press(wei, wei.locator("button[value=fill]"));
        assertTrue(wei.inputValue(named("table")).contains("06:00-08:00 peak 0.6"));
        Acts.press(wei, wei.locator("button[value=preview]"));
        assertTrue(wei.locator("#preview svg.w").isVisible(), "the draft is drawn");
        assertEquals(0, wei.locator("#versions li").count(), "and not kept yet");
        var draft = wei.locator("#preview button");
        assertTrue(draft.innerText().contains("CNY"), "its price is in the button");
        Acts.press(wei, draft);
        assertEquals(site, Acts.path(wei.url()));
        assertEquals(1, wei.locator("#versions li").count());
    }

    private void isVerifiedByAnother(Page wei, String site) {
        Acts.press(wei, wei.locator("#versions form[action$='/verify'] button"));
        assertTrue(wei.locator(".note.bad").innerText().contains("second person"));
        var max = signedIn("ADMIN2", "/admin/tariffs");
        var draft = max.locator("tr:has(form)").filter(having("Ulanqab")).first();
        assertTrue(draft.locator("button").innerText().contains("CNY"));
        Acts.press(max, draft.locator("button"));
        assertEquals(0, max.locator("tr:has(form)").filter(having("Ulanqab")).count());
        Acts.go(wei, site);
        assertTrue(wei.locator("h2").allInnerTexts().contains("Tariff in force"));
    }

    private static void cannotChangeThePast(Page wei, String site) {
        wei.selectOption(named("reference"), "CN-NM-W");
        typed(wei, Map.of("loadFactor", "0.9", "lossFraction", "0.02"));
        wei.fill(named("effectiveFrom"), "2020-01-01T00:00");
        Acts.press(wei, wei.locator("button[value=preview]"));
        isWrong(wei, "effectiveFrom");
        assertEquals("2020-01-01T00:00", wei.inputValue(named("effectiveFrom")));
        assertEquals(site, Acts.path(wei.url()).replace("/tariffs", ""));
    }

    private static void listsAModel(Page wei) throws IOException {
        Acts.go(wei, "/provider/listings/new");
        var site = wei.locator("select[name=dataCenterId] option").filter(having("Ulanqab"));
        wei.selectOption(named("dataCenterId"), site.last().getAttribute("value"));
        var model = wei.locator("select[name=modelId] option").filter(having("echo-1"));
        wei.selectOption(named("modelId"), model.first().getAttribute("value"));
        typed(wei, Map.of("endpoint", "nowhere", "upstreamModel", "it", "credential", "shh"));
        typed(wei, Map.of("maxOutputTokens", "0", "retentionDays", "0"));
        Acts.press(wei, wei.locator("main form button"));
        isWrong(wei, "endpoint");
        isWrong(wei, "maxOutputTokens");
        assertEquals("it", wei.inputValue(named("upstreamModel")));
        assertEquals("", wei.inputValue(named("credential")), "a secret never comes back");
        wei.fill(named("endpoint"), endpoint(wei));
        typed(wei, Map.of("maxOutputTokens", "4096", "credential", "shh-it"));
        Acts.press(wei, wei.locator("main form button"));
        assertTrue(Acts.path(wei.url()).startsWith("/provider/listings/"), wei.url());
        assertFalse(wei.content().contains("shh"));
    }

    private static void publishesPrices(Page wei) {
        typed(wei, Map.of("base.INPUT", "-1", "base.CACHED_INPUT", "0.1", "base.OUTPUT", "4"));
        typed(wei, Map.of("energy.INPUT", "0.1", "energy.CACHED_INPUT", "0.01"));
        typed(wei, Map.of("energy.OUTPUT", "1.06", "energy.source", "assumed", "margin", "0.1"));
        Acts.press(wei, wei.locator("#propose button[value=preview]"));
        isWrong(wei, "base.INPUT");
        isWrong(wei, "reason");
        typed(wei, Map.of("base.INPUT", "1", "reason", "the first"));
        publish(wei);
        assertEquals(1, wei.locator("#versions .version").count());
        assertTrue(wei.locator("#versions summary").first().innerText().contains("In force"));
        typed(wei, Map.of("base.OUTPUT", "4.3", "reason", "dearer"));
        Acts.press(wei, wei.locator("#propose button[value=preview]"));
        isWrong(wei, "effectiveFrom");
        assertTrue(wei.locator("#propose .fault").innerText().contains("7 days"));
        assertEquals("4.3", wei.inputValue(named("base.OUTPUT")));
        var later = LocalDateTime.now(java.time.ZoneOffset.UTC).plusDays(10).withSecond(0);
        wei.fill(named("effectiveFrom"), later.withNano(0).toString().substring(0, 16));
        publish(wei);
        assertEquals(2, wei.locator("#versions .version").count());
        var newest = wei.locator("#versions .version").first();
        assertFalse(newest.locator("summary").first().innerText().contains("In force"));
        assertTrue(newest.locator("tbody").first().innerText().contains("+"), "what changed");
    }

    /// The upstream has no model "it", so the run fails and says so; nothing went live.
    private static void isCertifiedBeforeItGoesLive(Page wei) {
        var listing = Acts.path(wei.url());
        assertEquals(0, wei.locator("[name=to][value=live]").count(), "a draft cannot go live");
        Acts.go(wei, listing.replaceAll("/prices$", "") + "/certify");
        Acts.press(wei, wei.locator("form[action$='/certify'] button"));
        wei.waitForSelector("#run details[open]");
        assertTrue(wei.locator("#run").innerText().contains("does not know the model"));
        assertTrue(wei.locator("#run pre").first().innerText().contains("Bearer •••"));
        assertFalse(wei.content().contains("shh"));
        assertEquals(0, wei.locator("form[action$='/state']").count());
    }

    private static void publish(Page wei) {
        Acts.press(wei, wei.locator("#propose button[value=preview]"));
        var button = wei.locator("#preview button[value=publish]");
        assertTrue(button.innerText().contains("EUR"), "the price is in the button");
        Acts.press(wei, button);
    }

    @Test
    void aProviderNeverSeesAnothersRows() throws Exception {
        var wei = signedIn("PROVIDER", "/provider/sites/new");
        var others = "/provider/payouts/" + payoutOfAnother(wei);
        var token = Acts.token(wei);
        for (var path :
                List.of(
                        others,
                        others + "/statement.json",
                        "/provider/sites/" + SOMEONES + "31",
                        "/provider/listings/" + listingOfAnother(wei),
                        "/provider/listings/" + listingOfAnother(wei) + "/certify",
                        "/provider/listings/" + listingOfAnother(wei) + "/rules",
                        "/provider/listings/" + listingOfAnother(wei) + "/stop",
                        "/provider/proposals/" + SOMEONES + "31")) {
            assertEquals(404, wei.navigate(Browsing.address(path)).status(), path);
        }
        for (var act :
                List.of(
                        "/provider/sites/" + SOMEONES + "31/tariffs",
                        "/provider/sites/" + SOMEONES + "31/tariffs/" + SOMEONES + "99/verify",
                        "/provider/listings/" + listingOfAnother(wei) + "/prices",
                        "/provider/listings/" + listingOfAnother(wei) + "/sketch",
                        "/provider/listings/" + listingOfAnother(wei) + "/state",
                        "/provider/listings/" + listingOfAnother(wei) + "/rules",
                        "/provider/listings/" + listingOfAnother(wei) + "/stop",
                        "/provider/listings/" + listingOfAnother(wei) + "/certify")) {
            assertEquals(404, posted(wei, act, token), act);
        }
        for (var path : List.of("/admin", "/admin/payouts", "/admin/audit")) {
            assertEquals(403, wei.navigate(Browsing.address(path)).status(), path);
        }
    }

    private static String payoutOfAnother(Page page) throws Exception {
        Acts.fillWindow(page, "pearl-delta-cloud");
        var windows = Acts.api(page, "/api/windows", "INTERTIE_ADMIN_MANAGEMENT_KEY");
        for (var window : windows.get("data")) {
            if (window.get("provider_id").asText().equals(SOMEONES + "21")
                    && window.get("state").asText().equals("OPEN")) {
                var address = "/api/windows/" + window.get("id").asText() + "/close";
                var closed =
                        page.request()
                                .post(
                                        Browsing.address(address),
                                        Acts.bearer("INTERTIE_ADMIN_MANAGEMENT_KEY"));
                assertEquals(200, closed.status(), closed.text());
            }
        }
        var payouts = Acts.api(page, "/api/payouts", "INTERTIE_ADMIN_MANAGEMENT_KEY");
        for (var payout : payouts.get("data")) {
            if (payout.get("provider_id").asText().equals(SOMEONES + "21")) {
                return payout.get("id").asText();
            }
        }
        throw new AssertionError("no payout of another provider");
    }

    static String listingOfAnother(Page page) throws Exception {
        Set<String> own = new HashSet<>();
        Acts.api(page, "/api/listings/own", "INTERTIE_PROVIDER_MANAGEMENT_KEY")
                .get("data")
                .forEach(one -> own.add(one.get("id").asText()));
        return IntStream.range(50, 58)
                .mapToObj(number -> SOMEONES + number)
                .filter(id -> !own.contains(id))
                .findFirst()
                .orElseThrow();
    }

    private static String endpoint(Page page) throws IOException {
        return Acts.api(page, "/api/listings/own", "INTERTIE_PROVIDER_MANAGEMENT_KEY")
                .at("/data/0/endpoint")
                .asText();
    }

    private static int posted(Page page, String path, FormData token) {
        return Acts.post(page, path, token.set("to", "paused")).status();
    }

    private Page signedIn(String who, String path) {
        return browsing()
                .signedIn(
                        who,
                        path,
                        new Browser.NewContextOptions()
                                .setJavaScriptEnabled(false)
                                .setViewportSize(1440, 1000));
    }

    private static com.microsoft.playwright.Locator.FilterOptions having(String text) {
        return new com.microsoft.playwright.Locator.FilterOptions().setHasText(text);
    }

    private static void typed(Page page, Map<String, String> fields) {
        fields.forEach((name, value) -> page.fill(named(name), value));
    }

    private static String named(String field) {
        return "main form:not([role=search]) :is(input:not([type=hidden]),select,textarea)[name='"
                + field
                + "']";
    }

    private static void isWrong(Page page, String field) {
        assertEquals("true", page.getAttribute(named(field), "aria-invalid"), field);
        assertTrue(page.locator("[id='" + field + "-fault']").isVisible(), field);
    }
}
