package io.intertie.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.intertie.walk.RunningMarket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// One Chromium for a test class; every page it opens reports what its policy refused.
final class Browsing implements AutoCloseable {
    static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private static final Pattern REQUEST_ID = Pattern.compile("\"request_id\":\"([^\"]+)\"");
    private static final String AXE = script("/axe.min.js");
    private static final String RUN_AXE =
            """
            () => axe.run(document, {resultTypes: ['violations']}).then(found =>
                found.violations.flatMap(rule => rule.nodes.map(node =>
                    rule.id + ' at ' + node.target.join(' '))))
            """;

    private static final String SCROLLING =
            """
            () => [...document.querySelectorAll('.tablewrap')]
                .filter(it => it.scrollWidth > it.clientWidth + 1)
                .map(it => it.getAttribute('aria-label') ?? 'a table')
            """;

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
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                refused.add(page.url() + ": " + message.text());
            }
        });
        return page;
    }

    /// A page signed in through Keycloak's own form, as one of the demonstration's people.
    Page signedIn(String who, String path) {
        return signedIn(who, path, new Browser.NewContextOptions().setViewportSize(1440, 1000));
    }

    Page signedIn(String who, String path, Browser.NewContextOptions options) {
        var page = page(options);
        page.navigate(address(path));
        page.fill("#username", RunningMarket.env("INTERTIE_" + who + "_USER"));
        page.fill("#password", RunningMarket.env("INTERTIE_" + who + "_PASSWORD"));
        page.click("#kc-login");
        page.waitForURL(url -> url.contains(path) && !url.contains("code="));
        return page;
    }

    /// A page signed in as somebody whom nobody knew before: a buyer with an organisation of their
    /// own.
    Page registered(String username) {
        var page = page(new Browser.NewContextOptions().setViewportSize(1440, 1000));
        page.navigate(address("/app"));
        page.click("#kc-registration a, a[href*=registrations]");
        page.fill("#username", username);
        page.fill("#email", username + "@example.com");
        page.fill("#firstName", "New");
        page.fill("#lastName", "Comer");
        page.fill("#password", "correct-horse-9-battery");
        page.fill("#password-confirm", "correct-horse-9-battery");
        page.click("input[type=submit], button[type=submit]");
        page.waitForURL(url -> url.endsWith("/app"));
        return page;
    }

    /// Makes a call with the demonstration buyer's key, so that there is something to see.
    static void call(String model) throws IOException, InterruptedException {
        var body =
                """
                {"model": "%s", "messages": [{"role": "user", "content": "hello"}]}
                """
                        .formatted(model);
        var request =
                HttpRequest.newBuilder(RunningMarket.url().resolve("/v1/chat/completions"))
                        .header("Authorization", "Bearer " + RunningMarket.env("INTERTIE_API_KEY"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
            booked(answer.body());
        }
    }

    /// Waits until an answer is on the books, which pages show: it may be a moment older.
    static void booked(String answer) throws IOException, InterruptedException {
        var id = REQUEST_ID.matcher(answer);
        if (!id.find()) {
            throw new IllegalStateException(answer);
        }
        var key = RunningMarket.env("INTERTIE_BUYER_MANAGEMENT_KEY");
        var record =
                HttpRequest.newBuilder(RunningMarket.url().resolve("/api/requests/" + id.group(1)))
                        .header("Authorization", "Bearer " + key);
        try (var client = HttpClient.newHttpClient()) {
            var seen = client.send(record.build(), HttpResponse.BodyHandlers.ofString());
            if (seen.statusCode() != 200) {
                throw new IllegalStateException(seen.body());
            }
        }
    }

    static String address(String path) {
        return RunningMarket.url().resolve(path).toString();
    }

    /// What is wrong with the page as it stands, for people who cannot see it, hear it or point at
    /// it: one line a fault.
    @SuppressWarnings("unchecked")
    static List<String> faults(Page page) {
        page.evaluate(AXE);
        return (List<String>) page.evaluate(RUN_AXE);
    }

    /// The tables that are wider than the page has room for.
    @SuppressWarnings("unchecked")
    static List<String> scrolling(Page page) {
        return (List<String>) page.evaluate(SCROLLING);
    }

    private static String script(String name) {
        try (var in = Browsing.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
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
