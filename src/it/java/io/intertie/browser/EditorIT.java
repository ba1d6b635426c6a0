package io.intertie.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

/// A provider edits a tariff's hours and sketches a price, by keyboard, with script and without.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(
        value = "io.intertie.browser.Browsing#isChromiumInstalled",
        disabledReason = "Chromium is not installed: apt-get install chromium, as .ci/run does")
class EditorIT {
    private static final String SUNDAY_AT_THREE = "#cell-0-3-2";

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
    void anHourIsChangedByKeyboardAndDrawnAtOnce() {
        var wei = atASite(true);
        var drafts = wei.locator("#versions li").count();
        wei.focus(SUNDAY_AT_THREE);
        wei.waitForResponse(
                answer -> answer.url().endsWith("/tariffs"), () -> wei.keyboard().press("End"));
        wei.waitForCondition(() -> wei.locator("#grid .tag.bad").count() > 0);
        assertTrue(wei.inputValue("#table").contains("workday|saturday|holiday"));
        assertEquals("-", wei.inputValue(SUNDAY_AT_THREE));
        assertEquals(
                SUNDAY_AT_THREE.substring(1),
                wei.evaluate("document.activeElement.id"),
                "the keyboard stays where it was");
        assertEquals(drafts, wei.locator("#versions li").count(), "nothing is drafted");
        assertEquals(List.of(), Browsing.faults(wei));
        assertEquals(List.of(), browsing().refused());
    }

    @Test
    void aRangeOfHoursIsPaintedByKeyboardAtOnce() {
        var wei = atASite(true);
        wei.focus(SUNDAY_AT_THREE);
        wei.keyboard().press("Shift+ArrowDown");
        wei.keyboard().press("Shift+ArrowRight");
        assertEquals(4, wei.locator(".hours .chosen").count());
        wei.waitForResponse(
                answer -> answer.url().endsWith("/tariffs"), () -> wei.keyboard().press("End"));
        wei.waitForCondition(() -> wei.locator("#grid .tag.bad").count() > 0);
        for (var cell : List.of("3-2", "3-3", "4-2", "4-3")) {
            assertEquals("-", wei.inputValue("#cell-0-" + cell), cell);
        }
        assertNotEquals("-", wei.inputValue("#cell-0-5-2"));
        assertNotEquals("-", wei.inputValue("#cell-0-3-1"));
    }

    @Test
    void aRangeOfHoursIsPaintedByABrushThatIsDragged() {
        var wei = atASite(true);
        wei.check(".brushes input[value='-']");
        wei.locator("#cell-0-12-1").scrollIntoViewIfNeeded();
        var from = wei.locator("#cell-0-10-0").boundingBox();
        var to = wei.locator("#cell-0-12-1").boundingBox();
        wei.mouse().move(from.x + 20, from.y + 12);
        wei.mouse().down();
        wei.mouse().move(to.x + 20, to.y + 12, new Mouse.MoveOptions().setSteps(8));
        wei.waitForResponse(answer -> answer.url().endsWith("/tariffs"), () -> wei.mouse().up());
        wei.waitForCondition(() -> wei.locator("#grid .tag.bad").count() > 0);
        for (var hour = 10; hour <= 12; hour++) {
            assertEquals("-", wei.inputValue("#cell-0-" + hour + "-0"));
            assertEquals("-", wei.inputValue("#cell-0-" + hour + "-1"));
        }
        assertNotEquals("-", wei.inputValue("#cell-0-13-0"));
        assertTrue(wei.isChecked(".brushes input[value='-']"), "the brush stays in the hand");
        assertEquals(List.of(), Browsing.faults(wei));
        assertEquals(List.of(), browsing().refused());
    }

    @Test
    void aSheetsCellsArePastedAtAnHourAndWhatIsNoPriceIsNamed() {
        var wei = atASite(true);
        var price = wei.inputValue("#price-0");
        wei.focus("#cell-0-4-1");
        wei.waitForResponse(
                answer -> answer.url().endsWith("/tariffs"),
                () -> paste(wei, "%s\t-\r\n%s\t7.777\r\n".formatted(price, price)));
        wei.waitForCondition(() -> wei.locator("#grid .tag.bad").count() > 0);
        assertEquals("0", wei.inputValue("#cell-0-4-1"));
        assertEquals("-", wei.inputValue("#cell-0-4-2"));
        assertEquals("0", wei.inputValue("#cell-0-5-1"));
        assertNotEquals("-", wei.inputValue("#cell-0-5-2"), "it stays as it was");
        var told = wei.locator(".grid-told").innerText();
        assertTrue(told.contains("3") && told.contains("7.777"), told);
        assertEquals(List.of(), Browsing.faults(wei));
        wei.focus("#cell-0-0-0");
        wei.waitForResponse(
                answer -> answer.url().endsWith("/tariffs"),
                () -> paste(wei, "from;workday;saturday\n23:00;%s;-".formatted(price)));
        assertEquals("0", wei.inputValue("#cell-0-23-0"), "a sheet with its hours has its place");
        assertEquals("-", wei.inputValue("#cell-0-23-1"));
        wei.focus("#cell-0-0-0");
        paste(wei, "24:00;%s\n-1:00;%s".formatted(price, price));
        var lost = wei.locator(".grid-told").innerText();
        assertTrue(lost.contains("24:00") && lost.contains("-1:00"), "no hour of a day: " + lost);
        assertEquals(List.of(), browsing().refused());
    }

    private static void paste(Page page, String text) {
        page.evaluate(
                """
                text => {
                  const clipboardData = new DataTransfer();
                  clipboardData.setData("text/plain", text);
                  document.activeElement.dispatchEvent(new ClipboardEvent("paste",
                      { clipboardData, bubbles: true, cancelable: true }));
                }
                """,
                text);
    }

    @Test
    void withoutScriptAButtonDrawsIt() {
        var wei = atASite(false);
        wei.selectOption(SUNDAY_AT_THREE, "-");
        Acts.press(wei, wei.locator("button[value=draw]"));
        assertEquals("-", wei.inputValue(SUNDAY_AT_THREE));
        assertTrue(wei.locator("#grid .tag.bad").first().isVisible());
        Acts.press(wei, wei.locator("#draft button[value=preview]"));
        assertEquals("true", wei.getAttribute("#table", "aria-invalid"), "a gap is not drafted");
        var whole = "1-12 00:00-08:30 valley 0.28\n1-12 08:30-24:00 flat 0.44";
        wei.fill("#table", whole);
        Acts.press(wei, wei.locator("button[value=draw]"));
        assertEquals("0.0.1.1", wei.inputValue("#cell-0-8-0"), "the text that was pasted counts");
        assertEquals(whole, wei.inputValue("#table"));
    }

    @Test
    void whoeverHasToConfirmAPriceIsLedThere() {
        var wei = atASite(true);
        wei.evaluate("document.querySelector('#table').closest('details').open = true");
        wei.fill("#table", "1-12 00:00-24:00 flat 99");
        Acts.press(wei, wei.locator("#draft button[value=preview]"));
        assertEquals("confirmed", wei.evaluate("document.activeElement.name"));
        assertEquals(List.of(), Browsing.faults(wei));
    }

    @Test
    void termsAreSketchedWhileTheyAreTyped() {
        var wei = signedIn("/provider/listings", true);
        Acts.press(wei, wei.locator("main table a[href^='/provider/listings/0']").first());
        var versions = wei.locator("#versions .version").count();
        wei.waitForResponse(
                answer -> answer.url().endsWith("/sketch"),
                () -> wei.fill("[id='base.OUTPUT']", "9.5"));
        wei.waitForSelector("#sketch tbody tr");
        assertTrue(wei.locator("#sketch").innerText().contains("%"), "electricity's share");
        assertTrue(wei.locator("#sketch th").allInnerTexts().contains("EUR pays"));
        assertEquals(versions, wei.locator("#versions .version").count());
        assertEquals(List.of(), Browsing.faults(wei));
    }

    @Test
    void withoutScriptASketchKeepsWhatWasTyped() {
        var wei = signedIn("/provider/listings", false);
        Acts.press(wei, wei.locator("main table a[href^='/provider/listings/0']").first());
        wei.fill("[id='base.OUTPUT']", "9.5");
        Acts.press(wei, wei.locator("button[value=sketch]"));
        assertTrue(wei.locator("#sketch tbody tr").count() > 0, wei.innerText("main"));
        Acts.press(wei, wei.locator("main footer button"));
        assertEquals("9.5", wei.inputValue("[id='base.OUTPUT']"));
    }

    private Page atASite(boolean hasScript) {
        var wei = signedIn("/provider/sites", hasScript);
        Acts.press(wei, wei.locator("main table a[href^='/provider/sites/0']").first());
        wei.locator("select[name=reference]")
                .selectOption(new com.microsoft.playwright.options.SelectOption().setIndex(1));
        Acts.press(wei, wei.locator("button[value=fill]"));
        return wei;
    }

    private Page signedIn(String path, boolean hasScript) {
        return browsing()
                .signedIn(
                        "PROVIDER",
                        path,
                        new Browser.NewContextOptions()
                                .setJavaScriptEnabled(hasScript)
                                .setViewportSize(1440, 1000));
    }
}
