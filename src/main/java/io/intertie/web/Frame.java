package io.intertie.web;

import io.intertie.identity.Role;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// What stands around a page's own content: who reads it, how, and from which address.
///
/// `path` is the page's address with its query; `url` where the market is reached, `gateway` where
/// its models are called; `assets` turns an asset's name into its address.
public record Frame(
        Prefs prefs,
        Optional<Reader> reader,
        String path,
        String url,
        String gateway,
        Csrf csrf,
        UnaryOperator<String> assets) {
    /// The token that a form sends back.
    public record Csrf(String name, String token) {}

    /// The member who is signed in; `wallet` is what is available, already written out, `unread`
    /// how many notices nobody of theirs has read.
    public record Reader(
            UUID organisationId,
            String name,
            String organisation,
            Optional<String> wallet,
            int unread,
            Set<Role> roles) {
        /// A reader whom nobody has told anything.
        public Reader(
                UUID organisationId,
                String name,
                String organisation,
                Optional<String> wallet,
                Set<Role> roles) {
            this(organisationId, name, organisation, wallet, 0, roles);
        }

        /// The notices to read, as a badge has room for.
        public String unreadBrief() {
            return unread > 99 ? "99+" : Integer.toString(unread);
        }

        /// Whether notices are for this reader at all.
        public boolean isTold() {
            return isBuyer() || isProvider();
        }

        public String initials() {
            var words = List.of(name.strip().split("\\s+"));
            var first = words.getFirst();
            var last = words.size() > 1 ? words.getLast().substring(0, 1) : "";
            return (first.isEmpty() ? "?" : first.substring(0, 1) + last).toUpperCase(Locale.ROOT);
        }

        public boolean isBuyer() {
            return roles.contains(Role.BUYER);
        }

        public boolean isProvider() {
            return roles.contains(Role.PROVIDER);
        }

        public boolean isAdmin() {
            return roles.contains(Role.ADMIN) || roles.contains(Role.AUDITOR);
        }
    }

    /// The figures as this reader wants to read them.
    public Figures figures() {
        return Figures.of(prefs);
    }

    public boolean isSignedIn() {
        return reader.isPresent();
    }

    /// The signed-in member; ask [#isSignedIn] first.
    public Reader who() {
        return reader.orElseThrow();
    }

    /// The address of an asset: `app.css` → `/assets/app.3f2a9c1b.css`.
    public String asset(String name) {
        return assets.apply(name);
    }

    public String language() {
        return prefs.locale().toLanguageTag();
    }

    public String theme() {
        return prefs.theme().slug();
    }

    public List<String> currencies() {
        return Prefs.CURRENCIES.stream().map(currency -> currency.code()).toList();
    }

    /// The zones to choose from, with the chosen one among them.
    public List<String> zones() {
        var chosen = prefs.zone().getId();
        if (Prefs.ZONES.contains(chosen) || chosen.equals("Z")) {
            return Prefs.ZONES;
        }
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(chosen), Prefs.ZONES.stream())
                .toList();
    }

    public String zone() {
        return zoneName(prefs.zone());
    }

    public String zoneCity() {
        var id = zone();
        return id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }

    private static String zoneName(ZoneId zone) {
        return zone.getId().equals("Z") ? "UTC" : zone.getId();
    }
}
