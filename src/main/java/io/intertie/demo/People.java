package io.intertie.demo;

import io.intertie.identity.Actor;
import io.intertie.identity.Organisation;
import io.intertie.identity.Organisations;
import io.intertie.identity.Role;
import io.intertie.money.Currency;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;

/// The demonstration's organisations and those who sign in for them.
@ApplicationScoped
class People {
    private final Organisations organisations;

    @Inject
    People(Organisations organisations) {
        this.organisations = organisations;
    }

    private record Place(String slug, String country, String currency, String zone) {}

    void arrive() {
        register(
                Actor.OPERATOR,
                Organisation.Kind.OPERATOR,
                "Intertie Operator (demonstration)",
                new Place("operator", "NL", "USD", "UTC"));
        enlist(Actor.OPERATOR, "ada", "Ada Okafor", Role.ADMIN);
        enlist(Actor.OPERATOR, "max", "Max Lindqvist", Role.ADMIN);
        enlist(Actor.OPERATOR, "noor", "Noor Haddad", Role.AUDITOR);
        register(
                Cast.BUYER,
                Organisation.Kind.BUYER,
                "Spree Agents GmbH (demonstration)",
                new Place("spree-agents", "DE", "EUR", "Europe/Berlin"));
        enlist(Cast.BUYER, "bea", "Bea Krüger", Role.BUYER);
        for (Cast.Site site : Cast.SITES) {
            register(
                    site.providerId(),
                    Organisation.Kind.PROVIDER,
                    site.name(),
                    new Place(site.slug(), site.country(), site.currency(), "UTC"));
        }
        var first = Cast.SITES.getFirst().providerId();
        enlist(first, "wei", "Wei Lin", Role.PROVIDER);
        organisations.grantServiceAccount(Cast.PROVIDER_SERVICE, first);
    }

    private void register(UUID id, Organisation.Kind kind, String name, Place place) {
        var _ =
                organisations.register(
                        id,
                        new Organisations.Registration(
                                kind,
                                name,
                                place.slug(),
                                place.country(),
                                Currency.of(place.currency()),
                                ZoneId.of(place.zone()),
                                true),
                        Demonstration.SEED);
    }

    private void enlist(UUID organisation, String username, String name, Role role) {
        var _ =
                organisations.enlist(
                        organisation, username, name, username + "@example.org", Set.of(role));
    }
}
