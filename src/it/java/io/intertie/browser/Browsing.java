package io.intertie.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.intertie.walk.RunningMarket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One Chromium for a test class; every page it opens reports what its policy refused.
final class Browsing implements AutoCloseable {
    static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private final Playwright playwright =
            Playwright.create(
                    new Playwright.CreateOptions()
                            .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser =
            playwright
                    .chromium()
                    .launch(
                            new BrowserType.LaunchOptions()
                                    .setExecutablePath(CHROMIUM)
                                    .setArgs(
                                            List.of(
                                                    "--no-sandbox",
                                                    "--disable-gpu",
                                                    "--disable-quic",
                                                    "--no-first-run",
                                                    "--disable-background-networking",
                                                    "--disable-component-update",
                                                    "--disable-sync")));
    private final List<String> refused = new ArrayList<>();

    static boolean isChromiumInstalled() {
        return Files.isExecutable(CHROMIUM);
    }

    /// A page of its own session.
    Page page(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options.setLocale("en-US"));
        context.setDefaultTimeout(60_000);
        var page = context.newPage();
        page.onConsoleMessage(
                message -> {
                    if (message.text().contains("Content Security Policy")) {
                        refused.add(page.url() + ": " + message.text());
                    }
                });
        return page;
    }

    /// A page signed in through Keycloak's own form, as one of the demonstration's people.
    Page signedIn(String who, String path) {
        var page = page(new Browser.NewContextOptions().setViewportSize(1440, 1000));
        page.navigate(RunningMarket.url().resolve(path).toString());
        page.fill("#username", RunningMarket.env("INTERTIE_" + who + "_USER"));
        page.fill("#password", RunningMarket.env("INTERTIE_" + who + "_PASSWORD"));
        page.click("#kc-login");
        page.waitForURL(url -> url.contains(path) && !url.contains("code="));
        return page;
    }

    /// What content security policies have refused so far.
    List<String> refused() {
        return List.copyOf(refused);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
