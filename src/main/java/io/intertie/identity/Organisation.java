package io.intertie.identity;

import io.intertie.money.Check;
import io.intertie.money.Currency;
import java.time.ZoneId;
import java.util.UUID;

/// A party of the market: it owns wallets, keys, listings or the market itself.
///
/// `country` is ISO 3166 alpha-2; `currency` is the one that it pays or is paid in; `zone` is the
/// one that its pages show first. `demonstration` marks what a demonstration market was seeded
/// with.
public record Organisation(
        UUID id,
        Kind kind,
        String name,
        String slug,
        String country,
        Currency currency,
        ZoneId zone,
        boolean demonstration) {
    public enum Kind {
        BUYER,
        PROVIDER,
        OPERATOR
    }

    public Organisation {
        Check.that(!name.isBlank(), "an organisation has a name");
        Check.that(slug.matches("[a-z0-9-]{2,60}"), "slug %s", slug);
        Check.that(country.matches("[A-Z]{2}"), "country %s", country);
    }
}
