package io.intertie.identity;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/// A Keycloak user at the door: what Keycloak says of them, and the languages of their browser.
///
/// `displayName` and `email` are empty where Keycloak did not say.
record Newcomer(
        String username, String displayName, String email, Set<Role> roles, List<Locale> locales) {
    private static final int LONGEST_SLUG = 50;

    Newcomer {
        username = username.toLowerCase(Locale.ROOT);
        roles = Set.copyOf(roles);
        locales = List.copyOf(locales);
    }

    boolean isOperators() {
        return roles.contains(Role.ADMIN) || roles.contains(Role.AUDITOR);
    }

    /// Whether nothing has to be written for this sign-in.
    boolean isAlready(Member member) {
        return as(member).equals(member);
    }

    /// A known member with what Keycloak says now.
    Member as(Member known) {
        return new Member(
                known.id(),
                known.organisationId(),
                known.username(),
                displayName.isBlank() ? known.displayName() : displayName,
                email.isBlank() ? known.email() : email,
                roles);
    }

    Member memberOf(UUID organisationId, UUID id) {
        return new Member(id, organisationId, username, shownName(), email, roles);
    }

    /// The organisation that is made for them.
    Organisations.Registration home(String slug) {
        var origin = Origin.guessed(locales);
        return new Organisations.Registration(
                roles.contains(Role.PROVIDER)
                        ? Organisation.Kind.PROVIDER
                        : Organisation.Kind.BUYER,
                shownName(),
                slug,
                origin.country(),
                origin.currency(),
                origin.zone(),
                false);
    }

    /// The first free one of `bea`, `bea-2`, `bea-3` …
    String freeSlug(Predicate<String> isFree) {
        var plain =
                Normalizer.normalize(username, Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}", "")
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        var base = plain.substring(0, Math.min(plain.length(), LONGEST_SLUG));
        var stem = base.length() < 2 ? "member" : base;
        var slug = stem;
        for (int next = 2; !isFree.test(slug); next++) {
            slug = stem + "-" + next;
        }
        return slug;
    }

    private String shownName() {
        return displayName.isBlank() ? username : displayName;
    }
}
