package io.intertie.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.walk.RunningMarket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every address of the management API, as its document lists them: closed to nobody's call, to the
/// wrong role, and to another organisation that names a row of a buyer's or a provider's, be it in
/// the path, in the query or in the body.
class EveryAddressIT {
    /// What anybody may call; Stripe signs what it sends.
    private static final Set<String> PUBLIC =
            Set.of(
                    "GET /catalog",
                    "GET /catalog/{listing}",
                    "GET /fx/quotes",
                    "GET /listings",
                    "GET /listings/{id}/prices",
                    "GET /listings/{id}/prices/hours",
                    "GET /listings/{id}/quality",
                    "GET /models",
                    "GET /openapi.yaml",
                    "GET /providers",
                    "GET /quality",
                    "GET /tariff-grids",
                    "GET /tariff-references",
                    "POST /webhooks/stripe");

    /// What is read before the row is looked for, by the address's last word; nothing else is.
    private static final Map<String, String> BODIES =
            Map.of(
                    "/keys/{id}", "{\"name\":\"mine now\"}",
                    "drain", "{\"drain_seconds\":5}",
                    "lock", "{\"days\":30}",
                    "state", "{\"state\":\"paused\"}",
                    "suspension", "{\"reason\":\"not mine\"}");

    /// What addresses take after a question mark; whose a row is, is asked for those that name one.
    private static final Set<String> QUERIES =
            Set.of(
                    "at",
                    "before",
                    "capture",
                    "confirm",
                    "country",
                    "currency",
                    "day",
                    "days",
                    "min_tokens_per_kwh",
                    "model",
                    "name",
                    "sort",
                    "tokens",
                    "window",
                    "zone");

    /// The ids that bodies hold. Models and listings are everybody's; a client is of the sign-in.
    private static final Set<String> IDS =
            Set.of(
                    "ListingsNewListing.model_id",
                    "ListingsNewListing.site_id",
                    "OrganisationsNewServiceAccount.client_id",
                    "NewLockNewLock.listing_id",
                    "SubscriptionsNewSubscription.listing_id");

    private static final Set<Integer> REFUSED = Set.of(403, 404);
    private static final Pattern QUERY = Pattern.compile("- name: (\\S+)\n +in: query");
    private static final Pattern BODY =
            Pattern.compile("requestBody:(?:\n {8,}.*)*?schemas/(\\w+)");
    private static final Pattern ID = Pattern.compile("  (\\w+_id):");
    private static final Pattern PATH = Pattern.compile("  (/\\S*):");
    private static final Pattern METHOD = Pattern.compile("    (get|put|post|delete|patch):");
    private static final Pattern ROLES = Pattern.compile("      x-roles: \\[(.*)]");
    private static final Pattern TYPE = Pattern.compile("          '?([a-z*]+/[a-z*-]+)'?:");

    private record Address(
            String method, String path, Set<String> roles, boolean isPublic, String type) {
        String name() {
            return method + " " + path;
        }

        Call call(String filled) {
            var last = path.substring(path.lastIndexOf('/') + 1);
            var body =
                    type.isEmpty()
                            ? ""
                            : BODIES.getOrDefault(path, BODIES.getOrDefault(last, "{}"));
            return new Call(method, filled, type, body);
        }

        /// How a call must be answered; empty where it is for the caller to make.
        Set<Integer> refusals(String who) {
            if (who.equals("nobody")) {
                return isPublic ? Set.of() : Set.of(401);
            }
            var mayCall = roles.isEmpty() || roles.contains(who);
            if (!mayCall) {
                return REFUSED;
            }
            return Foreign.isAt(path) && !isPublic && !who.equals("ADMIN") ? REFUSED : Set.of();
        }
    }

    @Test
    void everyAddressIsClosedToWhomItIsNotFor() throws Exception {
        try (var foreign = new Foreign()) {
            foreign.prepare();
            var callers = new LinkedHashMap<String, String>();
            callers.put("nobody", "");
            callers.put("BUYER", foreign.strangersKey());
            callers.put("PROVIDER", RunningMarket.env("INTERTIE_PROVIDER_MANAGEMENT_KEY"));
            callers.put("ADMIN", RunningMarket.env("INTERTIE_ADMIN_MANAGEMENT_KEY"));
            var before = foreign.digest();
            var faults = new ArrayList<String>();
            for (var address : addresses()) {
                var path = "/api" + foreign.filled(address.path());
                for (var caller : callers.entrySet()) {
                    var refusals = address.refusals(caller.getKey());
                    if (refusals.isEmpty()) {
                        continue;
                    }
                    var answer = address.call(path).send(caller.getValue());
                    if (!refusals.contains(answer.statusCode())) {
                        var what = answer.statusCode() + " " + answer.body();
                        faults.add(address.name() + " as " + caller.getKey() + ": " + what);
                    }
                }
            }
            assertEquals(List.of(), faults);
            assertEquals(before, foreign.digest());
        }
    }

    @Test
    void aRowOfAnothersIsNotTakenFromAQueryOrABody() throws Exception {
        try (var foreign = new Foreign()) {
            foreign.prepare();
            var stranger = foreign.strangersKey();
            var before = foreign.digest();
            var request = foreign.filled("requests/{id}");
            var asked = Call.get("/api/requests?capture=" + request.substring(9));
            assertFalse(asked.made(stranger).contains(request.substring(9)));
            var site = foreign.filled("sites/{id}").substring(6);
            var provider = RunningMarket.env("INTERTIE_PROVIDER_MANAGEMENT_KEY");
            var body =
                    """
                    {"model_id": "%s", "site_id": "%s", "endpoint": "http://127.0.0.1:9/v1",
                     "upstream_model": "m", "max_output_tokens": 1000, "quantisation": "",
                     "retention_days": 0, "trains_on_prompts": false, "capabilities": []}
                    """
                            .formatted(foreign.model(), site);
            var added = Call.post("/api/listings", body).send(provider);
            assertEquals(404, added.statusCode(), added.body());
            assertTrue(added.body().contains("site"), added.body());
            assertEquals(before, foreign.digest());
        }
    }

    @Test
    void everyQueryAndEveryIdInABodyIsKnownHere() throws IOException {
        var document = document();
        var queries = QUERY.matcher(document).results().map(one -> one.group(1));
        assertEquals(
                new TreeSet<>(QUERIES), queries.collect(Collectors.toCollection(TreeSet::new)));
        var ids = new TreeSet<String>();
        for (var schema : BODY.matcher(document).results().map(one -> one.group(1)).toList()) {
            var properties = Pattern.compile("\n    " + schema + ":\n((?: {6,}.*\n)*)");
            properties
                    .matcher(document)
                    .results()
                    .flatMap(one -> ID.matcher(one.group(1)).results())
                    .forEach(one -> ids.add(schema + "." + one.group(1)));
        }
        assertEquals(new TreeSet<>(IDS), ids);
    }

    @Test
    void whatAnybodyMayCallIsWhatIsMeantToBe() throws Exception {
        var open =
                addresses().stream()
                        .filter(Address::isPublic)
                        .map(Address::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(PUBLIC), open);
    }

    private static List<Address> addresses() throws IOException {
        var addresses = new ArrayList<Address>();
        var path = "";
        for (var line : document().lines().toList()) {
            var named = PATH.matcher(line);
            var method = METHOD.matcher(line);
            if (named.matches()) {
                path = named.group(1);
            } else if (method.matches()) {
                var name = method.group(1).toUpperCase(Locale.ROOT);
                addresses.add(new Address(name, path, Set.of(), false, ""));
            } else if (!addresses.isEmpty()) {
                addresses.add(with(addresses.removeLast(), line));
            }
        }
        assertTrue(addresses.size() > 100, addresses.size() + " addresses");
        return addresses;
    }

    private static Address with(Address known, String line) {
        var roles = ROLES.matcher(line);
        var type = TYPE.matcher(line);
        return new Address(
                known.method(),
                known.path(),
                roles.matches() ? Set.of(roles.group(1).split(", ")) : known.roles(),
                known.isPublic() || line.equals("      security: []"),
                type.matches() ? type.group(1) : known.type());
    }

    private static String document() throws IOException {
        try (var in = EveryAddressIT.class.getResourceAsStream("/api/openapi.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
