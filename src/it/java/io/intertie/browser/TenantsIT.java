package io.intertie.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.intertie.contract.Foreign;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
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

    /// Fields and queries of a provider's pages that name a row; all others are their own words.
    private static final Set<String> NAMING = Set.of("dataCenterId", "modelId", "request");

    private static final Set<String> WORDS =
            Set.of(
                    ("base.CACHED_INPUT base.INPUT base.OUTPUT capabilities cell city confirm"
                                    + " confirmed country credential demand do drainSeconds"
                                    + " effectiveFrom endpoint energy.CACHED_INPUT"
                                    + " energy.INPUT energy.OUTPUT energy.grade energy.source"
                                    + " fall gridRegion indexFall"
                                    + " indexRise loadFactor lockDays lockForm lossFraction margin"
                                    + " maxOutputTokens name parts plan price.band price.perKwh"
                                    + " pue pueSource quality quantisation reason reference"
                                    + " retentionDays rise season season.months slug source"
                                    + " spot.ceilingPerKwh spot.floorPerKwh spot.zone stopReason"
                                    + " table to told trainsOnPrompts upstreamModel zone")
                            .split(" "));

    @Test
    void everyFieldAndQueryOfAProvidersPageIsKnownHere() {
        var known = new TreeSet<>(WORDS);
        known.addAll(NAMING);
        assertEquals(known, fields("io.intertie.web.provider"));
    }

    @Test
    void anIdOfAnothersInAFieldOrAQueryIsAnsweredAsOneOfNothing() throws Exception {
        try (var browsing = new Browsing();
                var foreign = new Foreign()) {
            foreign.prepare();
            var wei = browsing.signedIn("PROVIDER", "/provider/listings/new");
            var nothing = UUID.randomUUID().toString();
            var site = foreign.filled("sites/{id}").substring("sites/".length());
            var request = foreign.filled("requests/{id}").substring("requests/".length());
            var payout = foreign.ownPayout();
            var before = foreign.digest();
            for (var id : List.of(site, nothing)) {
                var listed = listed(wei, foreign.model(), id);
                assertEquals(422, listed.status());
                assertTrue(listed.text().contains("no such data center"), id);
            }
            var unknown = listed(wei, nothing, site);
            assertTrue(unknown.status() == 404 || unknown.status() == 422);
            var at = "/provider/payouts/" + payout + "?request=";
            var shown = wei.request().get(Browsing.address(at + request));
            var none = wei.request().get(Browsing.address(at + nothing));
            assertEquals(none.status(), shown.status());
            // The page's own address is in it, for the links that choose a language.
            var told = shown.text().replaceAll("request(=|%3D)" + request, "");
            assertFalse(told.contains(request), "nothing of the request is told");
            assertEquals(before, foreign.digest());
        }
    }

    private static APIResponse listed(Page page, String model, String site) {
        var form =
                Acts.token(page)
                        .set("modelId", model)
                        .set("dataCenterId", site)
                        .set("endpoint", "http://127.0.0.1:9/v1")
                        .set("upstreamModel", "m")
                        .set("maxOutputTokens", "1000")
                        .set("retentionDays", "0");
        return Acts.post(page, "/provider/listings/new", form);
    }

    private static Set<String> fields(String room) {
        var names = new TreeSet<String>();
        for (var type : new ClassFileImporter().importPackages(room)) {
            for (var field : type.getFields()) {
                field.tryGetAnnotationOfType(FormParam.class)
                        .ifPresent(it -> names.add(it.value()));
            }
            for (var method : type.getMethods()) {
                for (var parameter : method.getParameters()) {
                    parameter
                            .tryGetAnnotationOfType(FormParam.class)
                            .ifPresent(it -> names.add(it.value()));
                    parameter
                            .tryGetAnnotationOfType(QueryParam.class)
                            .ifPresent(it -> names.add(it.value()));
                }
            }
        }
        return names;
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
