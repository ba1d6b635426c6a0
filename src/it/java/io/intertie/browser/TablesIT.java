package io.intertie.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

/// Files come with forms: a monthly table is tried and drafted by its provider, without script.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(
        value = "io.intertie.browser.Browsing#isChromiumInstalled",
        disabledReason = "Chromium is not installed: apt-get install chromium, as .ci/run does")
class TablesIT {
    private static final String FORM = "form[enctype='multipart/form-data']";
    private static final String HEAD = "site,currency,effective_from,band,price_per_kwh,from,until";
    private static final String FIRST_OF_ALL = "2027-06-01";

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
    void aTableIsTriedLookedAtAndDraftedAndIsTheProvidersOwn() throws IOException {
        var wei = signedIn("PROVIDER", "/provider/tables");
        var site = Acts.api(wei, "/api/sites", "INTERTIE_PROVIDER_MANAGEMENT_KEY");
        var slug = site.at("/data/0/slug").asText();
        var table =
                "%s\n%s,CNY,%s,flat,0.%d,00:00,24:00\n"
                        .formatted(HEAD, slug, FIRST_OF_ALL, 400 + System.nanoTime() % 90);
        bring(wei, table.getBytes(StandardCharsets.UTF_8));
        var trial = Acts.path(wei.url());
        assertTrue(trial.matches("/provider/tables/[0-9a-f-]{36}"), trial);
        var diff = wei.locator("#diff").innerText();
        assertTrue(diff.contains(slug) && diff.contains("FLAT 0.4"), diff);
        Acts.press(wei, wei.locator("#diff form button"));
        assertTrue(wei.locator("#diff").innerText().contains("Nothing left to draft"));
        var ada = signedIn("ADMIN", "/admin/tariffs");
        assertTrue(ada.locator("main").innerText().contains("table.csv"), "it waits for others");
        var kept = ada.locator("main tr:has-text('table.csv') a[href$='/document']").first();
        var document = ada.request().get(Browsing.address(kept.getAttribute("href")));
        assertEquals(table, document.text(), "it is opened byte for byte");
        assertEquals(
                "attachment; filename=\"evidence\"", document.headers().get("content-disposition"));
        assertEquals(404, ada.navigate(Browsing.address("/admin/feeds" + id(trial))).status());
        assertEquals(List.of(), browsing().refused());
    }

    private static String id(String trial) {
        return trial.substring("/provider".length());
    }

    @Test
    void whatIsWrongIsNamedCellByCell() {
        var wei = signedIn("PROVIDER", "/provider/tables");
        var wrong = HEAD + "\nnowhere,EUR,2020-01-01,noon,-1,08:07,25:00\n";
        bring(wei, wrong.getBytes(StandardCharsets.UTF_8));
        for (var fault :
                List.of(
                        "line 2 band",
                        "line 2 price_per_kwh",
                        "-1 is below 0",
                        "not on a quarter hour",
                        "no time like 08:15")) {
            assertTrue(wei.locator("#diff").innerText().contains(fault), fault);
        }
        Acts.go(wei, "/provider/tables");
        bring(wei, "电价".getBytes(Charset.forName("GBK")));
        assertTrue(wei.locator(".note.bad").innerText().contains("no text in UTF-8"));
    }

    @Test
    void aFileThatIsTooLargeIsRefusedWithAPageThatSaysSo() {
        var ada = signedIn("ADMIN", "/admin/feeds");
        ada.setInputFiles(
                "form[action$='/day-ahead'] input[type=file]",
                new FilePayload("large.xml", "text/xml", new byte[5_500_000]));
        Acts.press(ada, ada.locator("form[action$='/day-ahead'] button"));
        assertTrue(ada.locator("h1").innerText().contains("too large"));
        ada.goBack();
        assertTrue(ada.locator("form[action$='/day-ahead']").isVisible());
    }

    @Test
    void whatIsNoFormIsRefusedAsTheCallersFault() {
        var wei = signedIn("PROVIDER", "/provider/tables");
        for (var type : List.of("multipart/form-data", "multipart/form-data; boundary=x")) {
            for (var body : List.of("", "--x", "--x\r\n\r\n\r\n--x--", "x".repeat(100_000))) {
                var answer =
                        wei.request()
                                .post(
                                        Browsing.address("/provider/tables"),
                                        RequestOptions.create()
                                                .setHeader("Content-Type", type)
                                                .setData(body));
                assertTrue(answer.status() / 100 == 4, type + " " + answer.status());
            }
        }
    }

    @Test
    void aFormWithAFileNeedsItsToken() {
        var wei = signedIn("PROVIDER", "/provider/tables");
        wei.evaluate("document.querySelectorAll('[name=_csrf]').forEach(it => it.value = 'x')");
        bring(wei, HEAD.getBytes(StandardCharsets.UTF_8));
        assertEquals(0, wei.locator("#diff").count());
        assertTrue(wei.locator("h1").innerText().length() > 0);
    }

    @Test
    void aDraftsDocumentIsBroughtOnceByItsProvider() {
        var wei = signedIn("PROVIDER", "/provider/sites");
        Acts.press(wei, wei.locator("main table a[href^='/provider/sites/0']").first());
        Acts.press(wei, wei.locator("#draft button[value=preview]"));
        Acts.press(wei, wei.locator("#preview button[value=draft]"));
        var draft = wei.locator("#versions li").first();
        draft.locator("summary").first().click();
        draft.locator("input[type=file]")
                .setInputFiles(
                        new FilePayload("bill.pdf", "application/pdf", new byte[] {'%', 'P', 0}));
        Acts.press(wei, draft.locator("form[enctype] button"));
        assertTrue(wei.locator("#versions li").first().innerText().contains("bill.pdf"));
        assertEquals(0, wei.locator("#versions li").first().locator("form[enctype]").count());
        var kept = wei.locator("#versions li a[href$='/document']").first().getAttribute("href");
        assertEquals(3, wei.request().get(Browsing.address(kept)).body().length);
        assertEquals(409, Acts.post(wei, kept, Acts.token(wei).set("text", "other")).status());
        assertEquals(List.of(), browsing().refused());
    }

    @Test
    void aTableMayBePastedAsTextAndIsKeptWhereItIsRefused() {
        var wei = signedIn("PROVIDER", "/provider/tables");
        wei.click(FORM + " summary");
        wei.fill(FORM + " textarea", "not a table");
        wei.fill(FORM + " [name=name]", "<b>../../etc/passwd</b>");
        Acts.press(wei, wei.locator(FORM + " button"));
        assertTrue(wei.locator(".note.bad, #diff .tag.bad").first().isVisible());
        assertEquals("not a table", wei.inputValue(FORM + " textarea"));
        assertEquals("<b>../../etc/passwd</b>", wei.inputValue(FORM + " [name=name]"));
    }

    private static void bring(Page page, byte[] file) {
        page.setInputFiles(
                FORM + " input[type=file]", new FilePayload("table.csv", "text/csv", file));
        Acts.press(page, page.locator(FORM + " button"));
    }

    private Page signedIn(String who, String path) {
        return browsing()
                .signedIn(
                        who,
                        path,
                        new Browser.NewContextOptions()
                                .setJavaScriptEnabled(false)
                                .setViewportSize(1280, 1000));
    }
}
