package io.intertie.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.web.admin.DeskSheets;
import io.intertie.web.buyer.BuyerSheets;
import io.intertie.web.provider.SupplySheets;
import io.intertie.web.visitor.VisitorSheets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every page rendered in both languages, over the small market.
class TemplatesTest {
    private static final Pattern INLINE =
            Pattern.compile("\\sstyle=|<style|<script(?![^>]*\\ssrc=)|\\son[a-z]+=|javascript:");
    private static final Pattern SVG_OF_SANDBOX = Pattern.compile("tag sandbox");

    private static final Pattern MISSING = Pattern.compile("\\?\\?problem|\\?\\?[\\w.-]+\\?\\?");

    private static final Preview PREVIEW = new Preview();
    private static final List<Preview.Sheet> SHEETS = sheets();
    private static final Map<Look, String> SEEN = new HashMap<>();

    private record Look(Preview.Sheet sheet, Locale locale, Theme theme) {}

    private static List<Preview.Sheet> sheets() {
        var all = new ArrayList<>(new VisitorSheets(PREVIEW).all());
        all.addAll(BuyerSheets.all());
        all.addAll(DeskSheets.all());
        all.addAll(new SupplySheets(PREVIEW).all());
        return all;
    }

    /// The page as it looks then, rendered once for all that is asked of it.
    private static String html(Preview.Sheet sheet, Locale locale, Theme theme) {
        return SEEN.computeIfAbsent(
                new Look(sheet, locale, theme),
                _ -> PREVIEW.render(sheet, Preview.prefs(locale, theme)));
    }

    private static String page(String name, Locale locale) {
        var sheet = SHEETS.stream().filter(one -> one.name().equals(name)).findFirst();
        return html(sheet.orElseThrow(), locale, Theme.LIGHT);
    }

    @Test
    void noPageHasAnythingInlineThatTheContentPolicyBlocks() {
        for (var sheet : SHEETS) {
            var html = html(sheet, Locale.ENGLISH, Theme.DARK);
            var found = INLINE.matcher(html);
            assertFalse(found.find(), () -> sheet.name() + ": " + found.group());
        }
    }

    @Test
    void noPageMissesAWord() {
        for (var sheet : SHEETS) {
            for (var locale : Messages.LANGUAGES) {
                var html = html(sheet, locale, Theme.AUTO);
                assertFalse(MISSING.matcher(html).find(), sheet.name() + " in " + locale);
            }
        }
    }

    @Test
    void everyPostingFormCarriesTheToken() {
        for (var sheet : SHEETS) {
            var html = html(sheet, Locale.ENGLISH, Theme.AUTO);
            var forms = html.split("<form", -1);
            for (var form : List.of(forms).subList(1, forms.length)) {
                var body = form.substring(0, form.indexOf("</form>"));
                assertTrue(
                        !body.contains("method=\"post\"") || body.contains("name=\"_csrf\""),
                        sheet.name());
            }
        }
    }

    @Test
    void aSandboxProviderIsTaggedWhereverItShows() {
        for (var name : List.of("home", "models", "model", "provider", "activity", "overview")) {
            assertTrue(SVG_OF_SANDBOX.matcher(page(name, Locale.ENGLISH)).find(), name);
        }
    }

    @Test
    void aFaultStandsAtItsFieldAndTheInputIsKept() {
        var html = page("wallet-wrong", Locale.ENGLISH);
        assertTrue(html.contains("value=\"0.5x\""));
        assertTrue(html.contains("aria-describedby=\"amount-fault amount-hint\""));
        assertTrue(html.contains("id=\"amount-fault\""));
    }

    @Test
    void aRunThatGoesOnIsHeardOfAndWithoutScriptComesAgain() {
        var running = page("certify-running", Locale.ENGLISH);
        assertTrue(running.contains("<noscript><meta http-equiv=\"refresh\""), running);
        assertTrue(running.contains("/events\"><section"), running);
        var ended = page("certify", Locale.ENGLISH);
        assertFalse(ended.contains("http-equiv") || ended.contains("data-events"), ended);
    }

    @Test
    void aChartHasATableWithTheSameTwentyFourHours() {
        var html = page("model", Locale.ENGLISH);
        var table = html.substring(html.indexOf("class=\"twin\""));
        var rows = table.substring(0, table.indexOf("</table>")).split("<tr", -1).length - 2;
        assertEquals(24, rows);
        assertTrue(html.contains("class=\"w\"") && html.contains("class=\"s\""));
    }

    @Test
    void theReceiptShowsTheExactCostAndThatItWasRecomputed() {
        var html = page("receipt", Locale.ENGLISH);
        assertTrue(html.contains("€0.00115624"), html);
        assertTrue(html.contains("Recomputed: equal"));
    }

    @Test
    void theFirstViewStaysBelowItsBudget() {
        var assets = Preview.assets();
        var squeezed =
                List.of("app.css", "app.js", "icons.svg", "logo.svg").stream()
                        .mapToInt(name -> Preview.weight(assets, name))
                        .sum();
        var fonts =
                Preview.weight(assets, "fonts/inter.woff2")
                        + Preview.weight(assets, "fonts/jetbrains-mono.woff2");
        var html = page("home", Locale.ENGLISH).length() / 4;
        assertTrue(squeezed + fonts + html <= 130_000, squeezed + " + " + fonts + " + " + html);
    }
}
