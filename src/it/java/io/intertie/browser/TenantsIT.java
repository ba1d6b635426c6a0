package io.intertie.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.intertie.contract.Foreign;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// A buyer of another organisation sees nothing of the demonstration buyer, not even that it is
/// there.
@EnabledIf(
        value = "io.intertie.browser.Browsing#isChromiumInstalled",
        disabledReason = "Chromium is not installed: apt-get install chromium, as .ci/run does")
class TenantsIT {
    @Test
    void whatBelongsToOneBuyerIsNotFoundByAnother() throws Exception {
        try (var browsing = new Browsing()) {
            Browsing.call("sandbox/echo-1");
            var bea = browsing.signedIn("BUYER", "/app/activity");
            var receipt = link(bea, "/app/activity", "a[href^='/app/requests/']", "href");
            var key = link(bea, "/app/keys", "a[href$='/revoke']", "href");
            var end = link(bea, "/app/subscriptions", "form[action$='/end']", "action");
            var lock = link(bea, "/app/subscriptions", "a[href$='/lock']", "href");
            var entry = link(bea, "/app/wallet", "a[href^='/app/activity?']", "href");
            var change = key.replace("/revoke", "");
            var roll = key.replace("/revoke", "/roll");
            var shown = List.of(receipt, key, change, roll, lock, entry);
            for (var path : shown) {
                assertEquals(200, bea.navigate(Browsing.address(path)).status(), path);
            }

            var stranger = browsing.registered("newcomer-" + System.nanoTime());
            for (var path : shown) {
                assertEquals(404, stranger.navigate(Browsing.address(path)).status(), path);
            }
            for (var path : List.of(key, change, roll, end, lock)) {
                assertEquals(404, post(stranger, path), path);
            }
            for (var path : List.of("/app", "/app/wallet", "/app/keys", "/app/subscriptions")) {
                stranger.navigate(Browsing.address(path));
                for (var secret : List.of("first steps", "200.00", idIn(receipt), idIn(key))) {
                    assertFalse(stranger.content().contains(secret), path + " shows " + secret);
                }
            }
            assertTrue(
                    link(bea, "/app/keys", "a[href='" + key + "']", "href").equals(key),
                    "the key was not revoked");
            assertEquals(
                    end, link(bea, "/app/subscriptions", "form[action='" + end + "']", "action"));
        }
    }

    @Test
    void everyPageOfWhatIsAnothersIsNotFound() throws Exception {
        try (var browsing = new Browsing();
                var foreign = new Foreign()) {
            foreign.prepare();
            var people =
                    Map.of(
                            "/app",
                            browsing.registered("stranger-" + System.nanoTime()),
                            "/provider",
                            browsing.signedIn("PROVIDER", "/provider"));
            var before = foreign.digest();
            var faults = new ArrayList<String>();
            for (var address : addresses()) {
                for (var person : people.entrySet()) {
                    var template = address.substring(address.indexOf(' ') + 1);
                    var status = status(person.getValue(), address, foreign.filled(template));
                    var isTheirs = template.startsWith(person.getKey());
                    if (status != 404 && (isTheirs || status != 403)) {
                        faults.add(address + " is " + status + " from " + person.getKey());
                    }
                }
            }
            assertEquals(List.of(), faults);
            assertEquals(before, foreign.digest());
        }
    }

    private static int status(Page page, String address, String path) {
        var at = Browsing.address(path);
        var options = RequestOptions.create().setMaxRedirects(0);
        return address.startsWith("GET ")
                ? page.request().get(at, options).status()
                : page.request().post(at, options.setForm(Acts.token(page))).status();
    }

    /// Each page and act with a parameter, as its class says; a visitor's is everybody's.
    private static Set<String> addresses() {
        var addresses = new TreeSet<String>();
        for (var page : new ClassFileImporter().importPackages("io.intertie.web")) {
            if (!page.isAnnotatedWith(Path.class) || page.getPackageName().endsWith(".visitor")) {
                continue;
            }
            var at = page.getAnnotationOfType(Path.class).value();
            for (var method : page.getMethods()) {
                var isGet = method.isAnnotatedWith(GET.class);
                if (isGet || method.isAnnotatedWith(POST.class)) {
                    var below =
                            method.tryGetAnnotationOfType(Path.class)
                                    .map(path -> "/" + path.value())
                                    .orElse("");
                    var address = (isGet ? "GET " : "POST ") + at + below;
                    if (address.contains("{")) {
                        addresses.add(address);
                    }
                }
            }
        }
        return addresses;
    }

    private static String link(Page page, String path, String selector, String attribute) {
        page.navigate(Browsing.address(path));
        return Objects.requireNonNull(page.locator(selector).first().getAttribute(attribute));
    }

    private static String idIn(String path) {
        return path.replaceAll(".*?([0-9a-f]{8}-[0-9a-f-]{27}).*", "$1");
    }

    // As a form of the stranger's own would, with a token that is valid for them.
    private static int post(Page page, String path) {
        page.navigate(Browsing.address("/app/keys"));
        var token = page.locator("main form input[type=hidden]").first();
        var form = FormData.create().set(token.getAttribute("name"), token.inputValue());
        var options = RequestOptions.create().setForm(form).setMaxRedirects(0);
        return page.request().post(Browsing.address(path), options).status();
    }
}
