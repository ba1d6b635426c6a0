package io.intertie.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.ApiKey;
import io.intertie.access.ApiKeys;
import io.intertie.audit.Trail;
import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.catalog.Provider;
import io.intertie.identity.Actor;
import io.intertie.identity.Organisation;
import io.intertie.identity.Organisations;
import io.intertie.identity.Role;
import io.intertie.money.Currency;
import io.intertie.platform.config.Secret;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Hibernate and the rooms' own SQL in one JTA transaction, as the server runs them.
@ExtendWith(ArquillianExtension.class)
class PeopleIT {
    private static final Actor MARKET = Actor.market("test");

    @Inject @Nullable Organisations organisations;
    @Inject @Nullable Catalog catalog;
    @Inject @Nullable ApiKeys keys;
    @Inject @Nullable Trail trail;
    @Inject @Nullable Database database;

    @Deployment
    static WebArchive war() {
        return Deployed.war();
    }

    @Test
    void aProviderIsRegisteredListsAModelAndGoesLive() {
        var provider = registered(Organisation.Kind.PROVIDER);
        var offers = Objects.requireNonNull(catalog);
        offers.addProvider(
                new Provider(
                        provider.id(),
                        provider.slug(),
                        provider.name(),
                        "IS",
                        Currency.of("EUR"),
                        false),
                MARKET);
        var site =
                new DataCenter(
                        id(),
                        provider.id(),
                        "north",
                        "Reykjavik",
                        "IS",
                        ZoneId.of("Atlantic/Reykjavik"),
                        "IS",
                        new BigDecimal("1.1"),
                        "declared");
        offers.addDataCenter(site, MARKET);
        var model =
                new Model(
                        id(),
                        provider.slug(),
                        "tiny",
                        "Tiny",
                        Model.Kind.CHAT,
                        2048,
                        "1B",
                        "MIT",
                        Set.of(Model.Capability.JSON));
        offers.addModel(model, MARKET);
        var listing =
                new Listing(
                        id(),
                        model.id(),
                        provider.id(),
                        site.id(),
                        URI.create("http://127.0.0.1:9/v1"),
                        "tiny",
                        Listing.State.DRAFT,
                        512,
                        "q4",
                        new Listing.DataPolicy(0, false));
        var credential = new Secret("upstream-credential");
        offers.addListing(listing, Optional.of(credential), MARKET);
        var wei = new Actor("wei", provider.id(), Set.of(Role.PROVIDER), "-");
        offers.beginCertification(listing.id(), wei);
        offers.endCertification(listing.id(), Optional.of(passedRun(listing.id())), wei);
        offers.move(listing.id(), Listing.State.LIVE, wei);
        assertTrue(offers.listing(listing.id()).orElseThrow().isLive());
        assertEquals(Optional.of(credential), offers.credential(listing.id()));
        var last = Objects.requireNonNull(trail).latestOf(provider.id(), 1).getFirst();
        assertEquals("listing.moved", last.action());
    }

    private UUID passedRun(UUID listing) {
        var run = id();
        Objects.requireNonNull(database)
                .sql(
                        "insert into certification_run values"
                                + " (?, ?, 'PASSED', 'test', now(), now(), now(), '[]')",
                        run,
                        listing)
                .update();
        return run;
    }

    @Test
    void aFailureTakesTheRowTheEventAndTheTrailWithIt() {
        var buyer = registered(Organisation.Kind.BUYER);
        var access = Objects.requireNonNull(keys);
        var request =
                new ApiKeys.Request(buyer.id(), ApiKey.Purpose.GATEWAY, "agent", Optional.empty());
        var before = rows("outbox_event") + rows("audit_entry");
        assertThrows(
                IllegalStateException.class,
                () ->
                        Objects.requireNonNull(database)
                                .transaction(() -> {
                                    access.create(request, MARKET);
                                    assertEquals(1, access.of(buyer.id()).size());
                                    throw new IllegalStateException("after the key");
                                }));
        assertEquals(0, access.of(buyer.id()).size());
        assertEquals(before, rows("outbox_event") + rows("audit_entry"));
    }

    @Test
    void aKeyIsUsableUntilItIsRevokedByItsOwner() {
        var buyer = registered(Organisation.Kind.BUYER);
        var stranger = registered(Organisation.Kind.BUYER);
        var access = Objects.requireNonNull(keys);
        var bea = new Actor("bea", buyer.id(), Set.of(Role.BUYER), "-");
        var key =
                access.create(
                        new ApiKeys.Request(
                                buyer.id(), ApiKey.Purpose.MANAGEMENT, "script", Optional.empty()),
                        bea);
        assertTrue(access.management(key.secret()).isPresent());
        var bob = new Actor("bob", stranger.id(), Set.of(Role.BUYER), "-");
        var problem =
                assertThrows(
                        Problem.class, () -> access.revoke(key.key().id(), stranger.id(), bob));
        assertEquals(ProblemType.NOT_FOUND, problem.type());
        access.revoke(key.key().id(), buyer.id(), bea);
        assertEquals(Optional.empty(), access.management(key.secret()));
    }

    private Organisation registered(Organisation.Kind kind) {
        var id = id();
        var slug = "it-" + id.toString().substring(24);
        return Objects.requireNonNull(organisations)
                .register(
                        id,
                        new Organisations.Registration(
                                kind,
                                slug,
                                slug,
                                "IS",
                                Currency.of("EUR"),
                                ZoneId.of("UTC"),
                                false),
                        MARKET);
    }

    private long rows(String table) {
        return Objects.requireNonNull(database)
                .sql("select count(*) as n from " + table)
                .one(row -> row.number("n"));
    }

    private static UUID id() {
        return UuidV7.at(Instant.EPOCH);
    }
}
