package io.intertie.embedded;

import io.intertie.money.Check;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The template of the realm, `deploy/keycloak/realm.json`, with its `{{NAME}}` places.
record Realm(String template) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([A-Z0-9_]+)}}");

    /// The realm to import: every place holds its secret.
    String filled(Secrets secrets) {
        return PLACE.matcher(template).replaceAll(place -> quoted(place, secrets));
    }

    private static String quoted(MatchResult place, Secrets secrets) {
        String value = secrets.of(place.group(1));
        boolean plain = value.chars().noneMatch(c -> c < ' ' || c == '"' || c == '\\' || c == '$');
        Check.that(plain, "%s does not fit into JSON as it is", place.group(1));
        return value;
    }
}
