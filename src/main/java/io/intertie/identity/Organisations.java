package io.intertie.identity;

import io.intertie.money.Currency;
import io.intertie.platform.http.Faults;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.outbox.Outbox;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The organisations and their members.
@ApplicationScoped
public class Organisations {
    private final PartyStore store;
    private final Database database;
    private final Outbox outbox;
    private final Clock clock;

    @Inject
    Organisations(PartyStore store, Database database, Outbox outbox, Clock clock) {
        this.store = store;
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// What a new organisation is registered with.
    public record Registration(
            Organisation.Kind kind,
            String name,
            String slug,
            String country,
            Currency currency,
            ZoneId zone,
            boolean demonstration) {

        Organisation as(UUID id) {
            return new Organisation(id, kind, name, slug, country, currency, zone, demonstration);
        }
    }

    /// Registers an organisation under `id`; the same id again changes nothing.
    ///
    /// Publishes [OrganisationRegistered].
    ///
    /// @throws Problem FORBIDDEN if the actor is not the operator's; at the fields that are at
    ///   fault
    public Organisation register(UUID id, Registration registration, Actor actor) {
        if (!actor.mayActFor(Actor.OPERATOR)) {
            throw new Problem(
                    ProblemType.FORBIDDEN,
                    Wording.of("party.operator", "Only the operator registers organisations."));
        }
        check(registration);
        return database.transaction(() -> {
            store.lockNewcomers();
            var known = find(id);
            if (known.isPresent()) {
                return known.get();
            }
            var taken = store.bySlug(registration.slug()).isPresent();
            new Faults()
                    .when(taken, "slug", Wording.of("offer.taken", "This is taken already."))
                    .refuse();
            return add(registration.as(id));
        });
    }

    public Optional<Organisation> find(UUID id) {
        return store.organisation(id).map(OrganisationRow::value);
    }

    public Optional<Organisation> bySlug(String slug) {
        return store.bySlug(slug).map(OrganisationRow::value);
    }

    public List<Organisation> all() {
        return store.organisations().stream().map(OrganisationRow::value).toList();
    }

    /// Makes the Keycloak user of that name a member; at sign-in the name is looked up.
    ///
    /// A member of the organisation already gets the name, address and roles given here.
    ///
    /// @throws Problem CONFLICT if the user is a member of another organisation
    public Member enlist(
            UUID organisationId,
            String username,
            String displayName,
            String email,
            Set<Role> roles) {
        var name = username.toLowerCase(Locale.ROOT);
        return database.transaction(() -> {
            store.lockNewcomers();
            var row = store.byUsername(name);
            var id = row.map(known -> known.value().id()).orElse(UuidV7.at(clock.instant()));
            var member = new Member(id, organisationId, name, displayName, email, roles);
            if (row.isPresent()) {
                requireSame(row.get().value().organisationId(), organisationId);
                row.get().become(member);
            } else {
                store.add(new MemberRow(member, clock.instant()));
            }
            return member;
        });
    }

    public List<Member> members(UUID organisationId) {
        return store.members(organisationId).stream().map(MemberRow::value).toList();
    }

    /// Lets a Keycloak client act for an organisation with its service account.
    ///
    /// @throws Problem CONFLICT if it acts for another one already
    public void grantServiceAccount(String clientId, UUID organisationId) {
        database.transaction(() -> {
            store.lockNewcomers();
            var holder = ofServiceAccount(clientId);
            if (holder.isPresent()) {
                requireSame(holder.get(), organisationId);
                return;
            }
            store.add(new ServiceAccountRow(clientId, organisationId, clock.instant()));
        });
    }

    /// The organisation that a Keycloak client acts for.
    Optional<UUID> ofServiceAccount(String clientId) {
        return store.serviceAccount(clientId).map(ServiceAccountRow::organisationId);
    }

    /// The member behind a Keycloak user, as Keycloak describes them now; one that nobody has seen
    /// before joins the operator or gets an organisation of their own.
    Member welcome(Newcomer user) {
        var known = store.byUsername(user.username()).map(MemberRow::value);
        if (known.isPresent() && user.isAlready(known.get())) {
            return known.get();
        }
        return database.transaction(() -> {
            store.lockNewcomers();
            var row = store.byUsername(user.username());
            if (row.isPresent()) {
                var member = user.as(row.get().value());
                row.get().become(member);
                return member;
            }
            var member = user.memberOf(homeOf(user), UuidV7.at(clock.instant()));
            store.add(new MemberRow(member, clock.instant()));
            return member;
        });
    }

    private UUID homeOf(Newcomer user) {
        if (user.isOperators()) {
            return Actor.OPERATOR;
        }
        var slug = user.freeSlug(candidate -> store.bySlug(candidate).isEmpty());
        return add(user.home(slug).as(UuidV7.at(clock.instant()))).id();
    }

    private Organisation add(Organisation organisation) {
        store.add(new OrganisationRow(organisation, clock.instant()));
        outbox.publish(new OrganisationRegistered(organisation.id()));
        return organisation;
    }

    private static void check(Registration registration) {
        var name = registration.name();
        new Faults()
                .when(
                        name.isBlank() || name.length() > 200,
                        "name",
                        Wording.of("offer.name", "Give it a name."))
                .when(
                        !registration.slug().matches("[a-z0-9-]{2,60}"),
                        "slug",
                        Wording.of("offer.slug", "Use 2 to 60 of a-z, 0-9 and -."))
                .when(
                        !registration.country().matches("[A-Z]{2}"),
                        "country",
                        Wording.of("offer.country", "Use a two-letter country code."))
                .refuse();
    }

    private static void requireSame(UUID held, UUID wanted) {
        if (!held.equals(wanted)) {
            throw new Problem(
                    ProblemType.CONFLICT,
                    Wording.of("party.other", "This belongs to another organisation."));
        }
    }
}
