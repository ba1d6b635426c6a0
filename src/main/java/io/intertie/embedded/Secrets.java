package io.intertie.embedded;

import io.intertie.money.Check;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a market's processes and its scripts must know and nobody else may.
///
/// Made once, then read again at every start. `var/intertie.env` holds what the demonstration's
/// scripts need; `var/secrets` holds what only the processes share.
final class Secrets {
    static final String CLIENT_ID = "intertie-portal";
    static final String SERVICE_CLIENT_ID = "demo-provider-service";

    /// The listing that the demonstration market answers with when nothing else is asked for.
    static final String MODEL = "sandbox/echo-1";

    static final List<Person> PEOPLE =
            List.of(
                    new Person("BUYER", "bea"),
                    new Person("PROVIDER", "wei"),
                    new Person("ADMIN", "ada"),
                    new Person("ADMIN2", "max"),
                    new Person("AUDITOR", "noor"));

    /// Who of them gets a management key.
    static final List<String> MANAGERS = List.of("BUYER", "PROVIDER", "ADMIN", "ADMIN2");

    /// The names of `var/intertie.env`: a shell that sourced it may start the market again.
    static final Set<String> SHARED_NAMES =
            Stream.of(
                            Stream.of(
                                    "INTERTIE_URL",
                                    "INTERTIE_GATEWAY_URL",
                                    "INTERTIE_API_KEY",
                                    "INTERTIE_MODEL",
                                    "INTERTIE_KEYCLOAK_URL",
                                    "INTERTIE_PROVIDER_SERVICE_CLIENT_ID",
                                    "INTERTIE_PROVIDER_SERVICE_CLIENT_SECRET"),
                            MANAGERS.stream().map(role -> managementKeyName(role)),
                            PEOPLE.stream().map(Person::userName),
                            PEOPLE.stream().map(Person::passwordName))
                    .flatMap(names -> names)
                    .collect(Collectors.toUnmodifiableSet());

    private final Map<String, String> shared;
    private final Map<String, String> own;

    private Secrets(Map<String, String> shared, Map<String, String> own) {
        this.shared = shared;
        this.own = own;
    }

    /// Reads what there is and makes what is missing; a new name in a later version is added.
    static Secrets in(VarFolder folder, MarketOptions options) {
        var mint = new KeyMint();
        var shared = new LinkedHashMap<String, String>();
        var sharedFile = folder.sharedFile();
        Map<String, String> before = sharedFile.read();
        shared.put("INTERTIE_URL", options.portalUrl());
        shared.put("INTERTIE_GATEWAY_URL", options.gatewayUrl());
        keepOrMake(shared, before, "INTERTIE_API_KEY", mint::apiKey);
        shared.put("INTERTIE_MODEL", MODEL);
        shared.put("INTERTIE_KEYCLOAK_URL", options.keycloakUrl());
        for (String role : MANAGERS) {
            keepOrMake(shared, before, managementKeyName(role), mint::managementKey);
        }
        for (Person person : PEOPLE) {
            shared.put(person.userName(), person.login);
            keepOrMake(shared, before, person.passwordName(), mint::password);
        }
        shared.put("INTERTIE_PROVIDER_SERVICE_CLIENT_ID", SERVICE_CLIENT_ID);
        keepOrMake(shared, before, "INTERTIE_PROVIDER_SERVICE_CLIENT_SECRET", mint::token);
        sharedFile.write("Written by deploy/start; for scripts: . var/intertie.env", shared);

        var own = new LinkedHashMap<String, String>();
        var ownFile = folder.secretsFile();
        Map<String, String> ownBefore = ownFile.read();
        keepOrMake(own, ownBefore, "INTERTIE_MASTER_KEY", mint::masterKey);
        keepOrMake(own, ownBefore, "INTERTIE_DB_PASSWORD", mint::token);
        keepOrMake(own, ownBefore, "INTERTIE_DB_OWNER_PASSWORD", mint::token);
        keepOrMake(own, ownBefore, "POSTGRES_PASSWORD", mint::token);
        keepOrMake(own, ownBefore, "INTERTIE_OIDC_CLIENT_SECRET", mint::token);
        keepOrMake(own, ownBefore, "KEYCLOAK_ADMIN_PASSWORD", mint::password);
        ownFile.write("Written by deploy/start; sealed data is lost without this file", own);
        return new Secrets(shared, own);
    }

    /// What an earlier start has made, without making anything.
    static Secrets kept(VarFolder folder) {
        return new Secrets(folder.sharedFile().read(), folder.secretsFile().read());
    }

    /// The entries of `var/intertie.env`.
    Map<String, String> shared() {
        return Map.copyOf(shared);
    }

    String of(String name) {
        Optional<String> value =
                Optional.ofNullable(shared.get(name)).or(() -> Optional.ofNullable(own.get(name)));
        Check.that(value.isPresent(), "no secret is named %s", name);
        return value.orElseThrow();
    }

    static String managementKeyName(String role) {
        return "INTERTIE_" + role + "_MANAGEMENT_KEY";
    }

    private static void keepOrMake(
            Map<String, String> into,
            Map<String, String> before,
            String name,
            Supplier<String> make) {
        String kept = before.get(name);
        into.put(name, kept == null || kept.isBlank() ? make.get() : kept);
    }

    /// Somebody of the demonstration who signs in.
    record Person(String role, String login) {
        String title() {
            return role.equals("ADMIN2") ? "admin" : role.toLowerCase(Locale.ROOT);
        }

        String userName() {
            return "INTERTIE_" + role + "_USER";
        }

        String passwordName() {
            return "INTERTIE_" + role + "_PASSWORD";
        }
    }
}
