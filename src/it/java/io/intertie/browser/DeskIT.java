package io.intertie.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.intertie.walk.RunningMarket;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

/// The operator's desk: a window becomes a payout, by two people, and an auditor looks on.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(
        value = "io.intertie.browser.Browsing#isChromiumInstalled",
        disabledReason = "Chromium is not installed: apt-get install chromium, as .ci/run does")
class DeskIT {
    private static final Pattern AMOUNT = Pattern.compile("[A-Z]{3}\\u00a0−?[\\d,]+(\\.\\d+)?");
    private static final String SCROLLS =
            "() => document.documentElement.scrollWidth > window.innerWidth";

    /// The pages of a provider; `*` is the first of its kind, and its list while there is none.
    private static final List<String> PROVIDERS =
            List.of(
                    "/provider",
                    "/provider/sites",
                    "/provider/sites/new",
                    "/provider/sites/*",
                    "/provider/listings",
                    "/provider/listings/new",
                    "/provider/listings/*",
                    "/provider/listings/*/certify",
                    "/provider/proposals",
                    "/provider/tables",
                    "/provider/earnings",
                    "/provider/payouts/*");

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
    void aWindowIsClosedByOneAdminAndItsPayoutApprovedByAnotherWithoutScript() throws Exception {
        var ada = signedIn("ADMIN", "/admin");
        Acts.fillWindow(ada, "horinger-compute");
        Acts.go(ada, "/admin/windows/" + window(ada));
        var would = amount(ada.locator(".you .big"));
        var button = ada.locator("form[action$='/close'] button");
        assertTrue(button.innerText().contains(would), "the amount is in the button");
        Acts.press(ada, button);
        var payout = ada.url();
        assertTrue(payout.contains("/admin/payouts/"), payout);
        assertEquals(would, amount(ada.locator("#payout .big")), "the dry run is what was closed");
        assertTrue(ada.locator(".actionbar button.ok").isDisabled(), "the preparer cannot approve");
        assertEquals(0, ada.locator("form[action$='/approve']").count());
        var forced = Acts.post(ada, Acts.path(payout) + "/approve", Acts.token(ada));
        assertEquals(422, forced.status(), "nor by hand");

        hold(ada, would);
        var max = signedIn("ADMIN2", Acts.path(payout));
        assertTrue(max.locator(".note.warn").innerText().contains("Ask the bank"));
        Acts.press(max, max.locator("form[action$='/release'] button"));
        assertTrue(max.locator("form[action$='/approve'] button").innerText().contains(would));
        Acts.press(max, max.locator("form[action$='/approve'] button"));
        var file = max.request().get(payout + "/pain.001.xml");
        assertTrue(file.text().contains("pain.001.001.09"), file.text());
        var sum = would.replaceAll("[^\\d.]", "");
        assertTrue(file.text().contains("<CtrlSum>" + sum + "</CtrlSum>"), file.text());
        provesItsStatement(max);
        everyAmountIsTheApis(max, payout.substring(payout.lastIndexOf('/') + 1));
    }

    private static void hold(Page ada, String amount) {
        ada.locator(".actionbar summary").click();
        var button = ada.locator("form[action$='/hold'] button");
        assertTrue(button.innerText().contains(amount));
        var empty =
                Acts.post(ada, Acts.path(ada.url()) + "/hold", Acts.token(ada).set("reason", " "));
        assertEquals(422, empty.status());
        assertTrue(empty.text().contains("id=\"reason-fault\""), "the fault is at its field");
        ada.fill("textarea[name=reason]", "Ask the bank first.");
        Acts.press(ada, button);
        assertTrue(ada.locator(".note.warn").innerText().contains("Ask the bank first."));
    }

    private static void provesItsStatement(Page page) throws Exception {
        var href = page.locator("a[href$='/statement.json']").getAttribute("href");
        var text = page.request().get(Browsing.address(href)).text();
        var digest = MessageDigest.getInstance("SHA-256");
        var hash = HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        assertTrue(page.content().contains(hash), "the file's hash is the statement's");
    }

    private static void everyAmountIsTheApis(Page page, String id) throws Exception {
        var payout = api(page, "/api/payouts/" + id);
        var seen = api(page, "/api/windows/" + payout.get("window_id").asText());
        var statement = seen.get("statement");
        same(payout.get("amount"), amount(page.locator("#payout .big")));
        same(payout.get("amount"), amount(page.locator("li[aria-current] .v")));
        var column = page.locator(".fx").first();
        same(statement.get("gross"), step(column, "Earned"));
        same(statement.get("payable"), step(column, "Payout"));
        same(statement.get("reserve"), step(column, "Reserve held back").replace("−", ""));
        var total = page.locator("#records header p").innerText();
        assertTrue(total.contains(statement.get("requests").asText() + " requests"), total);
        var receipt = page.locator("#records tr.selrow a").getAttribute("title");
        var share = api(page, "/api/requests/" + receipt);
        var paid = number(amount(page.locator("#records tr.selrow td.n .price")));
        assertEquals(0, paid.compareTo(new BigDecimal(share.at("/request/cost").asText())));
        assertEquals(0, page.locator(".tick.bad, .tag.bad").count(), "all is proven and balanced");
    }

    private static String step(Locator column, String label) {
        return amount(column.locator("div", new Locator.LocatorOptions().setHasText(label)).last());
    }

    @Test
    void anAuditorSeesEveryPageAndChangesNothing() throws Exception {
        var noor = signedIn("AUDITOR", "/admin");
        var someone = "01900000-0000-7000-8000-00000000dead";
        for (var path : pages(noor)) {
            assertEquals(200, noor.navigate(Browsing.address(path)).status(), path);
            var acts = noor.locator("main form[method=post]:not([action='/admin/verify'])");
            assertEquals(0, acts.count(), "no act on " + path);
        }
        Acts.go(noor, "/admin/verify");
        noor.click("form[action='/admin/verify'] button");
        assertTrue(noor.locator("main .note.ok").isVisible(), noor.locator("main").innerText());
        Acts.go(noor, "/admin");
        var token = Acts.token(noor);
        for (var act :
                List.of(
                        "/admin/windows/" + window(noor) + "/close",
                        "/admin/payouts/" + someone + "/approve",
                        "/admin/payouts/" + someone + "/hold",
                        "/admin/payouts/" + someone + "/release",
                        "/admin/tariffs/" + someone + "/verify")) {
            assertEquals(403, Acts.post(noor, act, token).status(), act);
        }
    }

    @Test
    void everyPageIsReadableAtAnyWidthInBothLanguagesAndColours() throws Exception {
        var faults = new ArrayList<String>();
        var admin = signedIn("AUDITOR", "/admin");
        faults.addAll(faults(admin, pages(admin)));
        faults.addAll(faults(browsing().signedIn("PROVIDER", "/provider"), PROVIDERS));
        assertEquals(List.of(), faults);
        assertEquals(List.of(), browsing().refused());
    }

    private static List<String> faults(Page page, List<String> paths) {
        var faults = new ArrayList<String>();
        for (var path : paths) {
            var found = opened(page, path);
            page.navigate(Browsing.address(found));
            for (var width : List.of(1440, 390, 320)) {
                page.setViewportSize(width, 900);
                if (Boolean.TRUE.equals(page.evaluate(SCROLLS))) {
                    faults.add(found + " scrolls sideways at " + width);
                }
            }
            page.setViewportSize(1280, 900);
            if (!found.matches(".*/(payouts|windows|listings)/.*")) {
                Browsing.scrolling(page).forEach(it -> faults.add(found + " scrolls: " + it));
            }
            look(page, found, "zh", "dark", faults);
            page.setViewportSize(1440, 900);
            look(page, found, "en", "light", faults);
        }
        return faults;
    }

    private static void look(
            Page page, String path, String language, String theme, List<String> faults) {
        var prefs = language + ".EUR.Europe~Berlin." + theme;
        page.context()
                .addCookies(
                        List.of(new Cookie("prefs", prefs).setUrl(RunningMarket.url().toString())));
        page.navigate(Browsing.address(path));
        if (page.content().contains("??")) {
            faults.add(path + " misses a word in " + language);
        }
        Browsing.faults(page).stream()
                // The header is every page's and has its own test.
                .filter(fault -> !fault.contains(".logo"))
                .forEach(fault -> faults.add(path + " " + language + ": " + fault));
    }

    private static List<String> pages(Page page) throws Exception {
        var some =
                Stream.of(
                        "/admin",
                        "/admin/windows",
                        "/admin/payouts",
                        "/admin/payouts?show=held",
                        "/admin/trial-balance",
                        "/admin/reconcile",
                        "/admin/verify",
                        "/admin/nodes",
                        "/admin/fx",
                        "/admin/feeds",
                        "/admin/tariffs",
                        "/admin/audit?verify=1",
                        "/admin/windows/" + window(page));
        Acts.go(page, "/admin/payouts");
        var payout = page.locator("td a[href^='/admin/payouts/']");
        if (payout.count() == 0) {
            return some.toList();
        }
        Acts.go(page, payout.first().getAttribute("href"));
        var entry = page.locator("#journal a").first().getAttribute("href");
        return Stream.concat(some, Stream.of(Acts.path(page.url()), entry)).toList();
    }

    private Page signedIn(String who, String path) {
        return browsing()
                .signedIn(
                        who,
                        path,
                        new Browser.NewContextOptions()
                                .setJavaScriptEnabled(!who.startsWith("ADMIN"))
                                .setViewportSize(1440, 1000));
    }

    /// The open window of the demonstration's first provider.
    private static String window(Page page) throws Exception {
        var owner = Acts.api(page, "/api/listings/own", "INTERTIE_PROVIDER_MANAGEMENT_KEY");
        var provider = owner.at("/data/0/provider_id").asText();
        for (var one : api(page, "/api/windows").get("data")) {
            if (one.get("state").asText().equalsIgnoreCase("open")
                    && one.get("provider_id").asText().equals(provider)) {
                return one.get("id").asText();
            }
        }
        throw new AssertionError("no open window");
    }

    private static void same(JsonNode money, String shown) {
        var amount = BigDecimal.valueOf(money.get("micro").asLong(), 6);
        assertEquals(0, amount.compareTo(number(shown)), money + " is shown as " + shown);
    }

    private static BigDecimal number(String amount) {
        return new BigDecimal(amount.replaceAll("[^\\d.−-]", "").replace("−", "-"));
    }

    private static String amount(Locator where) {
        var found = AMOUNT.matcher(where.innerText());
        assertTrue(found.find(), where.innerText());
        return found.group();
    }

    private static JsonNode api(Page page, String path) throws Exception {
        return Acts.api(page, path, "INTERTIE_ADMIN_MANAGEMENT_KEY");
    }

    /// The path itself, or the first link of its kind on the list that it belongs to.
    private static String opened(Page page, String path) {
        var star = path.indexOf('*');
        if (star < 0) {
            return path;
        }
        var kind = path.substring(0, star);
        var list = kind.endsWith("payouts/") ? "/provider/earnings" : kind.replaceAll("/$", "");
        Acts.go(page, list);
        var links = page.locator("td a[href^='" + kind + "']");
        return links.count() == 0
                ? list
                : links.first().getAttribute("href") + path.substring(star + 1);
    }
}
