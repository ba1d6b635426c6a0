package io.intertie.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.intertie.walk.RunningMarket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

/// Each visitor's and buyer's page as different people see it: light and dark, on a desk and on
/// phones, in both languages. Two of the twelve ways a page, so that each way sees several pages.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(
        value = "io.intertie.browser.Browsing#isChromiumInstalled",
        disabledReason = "Chromium is not installed: apt-get install chromium, as .ci/run does")
class EveryPageIT {
    private static final List<Integer> WIDTHS = List.of(1440, 390, 320);
    private static final List<String> THEMES = List.of("light", "dark");
    private static final List<String> LANGUAGES = List.of("en", "zh");
    // Has no common factor with the number of ways, so that in the end every way has its pages.
    private static final int STRIDE = 5;

    private static final String SCROLLS =
            "() => document.documentElement.scrollWidth > window.innerWidth";
    private static final Pattern MISSING = Pattern.compile("\\?\\?[\\w.-]+\\?\\?");

    private static final Map<String, Integer> VISITORS = new LinkedHashMap<>();
    private static final Map<String, Integer> BUYERS = new LinkedHashMap<>();

    static {
        for (var path :
                List.of(
                        "/",
                        "/models",
                        "/models?q=nothing",
                        "/models/sandbox/echo-1",
                        "/models/sandbox/echo-1?clock=site&from=reykjanes-tokens",
                        "/models/sentence-transformers/all-minilm-l6-v2",
                        "/compare",
                        "/compare?model=sandbox/echo-1",
                        "/providers/pearl-delta-cloud",
                        "/price-map",
                        "/price-map?clock=site",
                        "/docs",
                        "/docs/errors/insufficient-funds",
                        "/legal/pricing-method",
                        "/legal/fx",
                        "/status",
                        "/settings")) {
            VISITORS.put(path, 200);
        }
        VISITORS.put("/settings?zone=Mars", 422);
        VISITORS.put("/nothing", 404);
        VISITORS.put("/models/nobody/nothing", 404);
        VISITORS.put("/problem/internal", 500);
        VISITORS.put("/problem/unavailable", 503);
        for (var path :
                List.of(
                        "/app",
                        "/app/wallet",
                        "/app/subscriptions",
                        "/app/keys",
                        "/app/limits",
                        "/app/logs",
                        "/app/logs/off",
                        "/app/notices",
                        "/app/activity")) {
            BUYERS.put(path, 200);
        }
        BUYERS.put("/app/nothing", 404);
        BUYERS.put("/admin/windows", 403);
    }

    private record Way(int width, String theme, String language) {
        static Way of(int number) {
            var way = Math.floorMod(number, WIDTHS.size() * THEMES.size() * LANGUAGES.size());
            return new Way(
                    WIDTHS.get(way % WIDTHS.size()),
                    THEMES.get(way / WIDTHS.size() % THEMES.size()),
                    LANGUAGES.get(way / WIDTHS.size() / THEMES.size()));
        }

        List<Cookie> cookies() {
            var prefs = language + ".EUR.Europe~Berlin." + theme;
            return List.of(new Cookie("prefs", prefs).setUrl(RunningMarket.url().toString()));
        }
    }

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
    void everyVisitorsPageIsWithoutFaultForEverybody() {
        var page = browsing().page(new Browser.NewContextOptions());
        assertEquals(List.of(), faults(page, VISITORS));
        assertEquals(List.of(), browsing().refused());
    }

    @Test
    void everyBuyersPageIsWithoutFaultForEverybody() throws Exception {
        Browsing.call("sandbox/echo-1");
        var page = browsing().signedIn("BUYER", "/app/activity");
        var pages = new LinkedHashMap<>(BUYERS);
        pages.put(page.getAttribute("a[href^='/app/requests/']", "href"), 200);
        page.navigate(Browsing.address("/app/keys"));
        var revoke = page.getAttribute("a[href$='/revoke']", "href");
        for (var end : List.of("/revoke", "/roll", "")) {
            pages.put(revoke.replace("/revoke", end), 200);
        }
        assertEquals(List.of(), faults(page, pages));
        assertEquals(List.of(), browsing().refused());
    }

    private static List<String> faults(Page page, Map<String, Integer> pages) {
        var faults = new ArrayList<String>();
        var number = 0;
        for (var one : pages.entrySet()) {
            for (var way : List.of(Way.of(number), Way.of(number + STRIDE + 1))) {
                page.setViewportSize(way.width(), 900);
                page.context().addCookies(way.cookies());
                var status = page.navigate(Browsing.address(one.getKey())).status();
                var seen = new ArrayList<>(Browsing.faults(page));
                if (status != one.getValue()) {
                    seen.add("status " + status);
                }
                if (!page.getAttribute("html", "lang").startsWith(way.language())) {
                    seen.add("another language");
                }
                if ((boolean) page.evaluate(SCROLLS)) {
                    seen.add("scrolls sideways");
                }
                if (MISSING.matcher(page.content()).find()) {
                    seen.add("a missing word");
                }
                seen.forEach(fault -> faults.add(one.getKey() + " as " + way + ": " + fault));
            }
            number += STRIDE;
        }
        return faults;
    }
}
