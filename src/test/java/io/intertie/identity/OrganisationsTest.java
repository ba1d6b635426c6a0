package io.intertie.identity;

import static io.intertie.identity.TestParties.ADA;
import static io.intertie.identity.TestParties.AVA;
import static io.intertie.identity.TestParties.BEA;
import static io.intertie.identity.TestParties.BUYER;
import static io.intertie.identity.TestParties.OTHER_BUYER;
import static io.intertie.identity.TestParties.PROVIDER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.money.Currency;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.TestPersistence;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class OrganisationsTest {
    private static final UUID NEW = new UUID(0x7000L, 0x8000000000000777L);

    private final TestPersistence persistence =
            TestPersistence.of(OrganisationRow.class, MemberRow.class, ServiceAccountRow.class);
    private final TestClock clock = new TestClock();
    private final Organisations organisations =
            new Organisations(
                    new PartyStore(persistence.entityManager()),
                    persistence.database(),
                    TestOutbox.on(persistence.database(), clock),
                    clock);

    @BeforeEach
    void register() {
        TestParties.register(persistence.database());
    }

    @Test
    void theOperatorIsThereFromTheStart() {
        var operator = organisations.find(Actor.OPERATOR).orElseThrow();
        assertEquals(Organisation.Kind.OPERATOR, operator.kind());
        assertEquals(Optional.of(operator), organisations.bySlug("intertie"));
        assertEquals(5, organisations.all().size());
    }

    @Test
    void aRegistrationIsReadBackAndTold() {
        var organisation = organisations.register(NEW, registration("fresh"), ADA);
        assertEquals(Optional.of(organisation), organisations.find(NEW));
        assertEquals(
                List.of(new OrganisationRegistered(NEW)),
                TestOutbox.events(persistence.database()));
        assertEquals(organisation, organisations.register(NEW, registration("another"), ADA));
        assertEquals(1, TestOutbox.events(persistence.database()).size());
    }

    @Test
    void onlyTheOperatorRegistersOrganisations() {
        for (Actor actor : List.of(BEA, AVA)) {
            refused(
                    ProblemType.FORBIDDEN,
                    () -> organisations.register(NEW, registration("fresh"), actor));
        }
        organisations.register(NEW, registration("fresh"), Actor.market("seed"));
    }

    @Test
    void aRegistrationNamesItsFaultsAtTheirFields() {
        var bad =
                new Organisations.Registration(
                        Organisation.Kind.BUYER,
                        " ",
                        "No Slug",
                        "Germany",
                        Currency.of("EUR"),
                        ZoneId.of("UTC"),
                        false);
        var problem = assertThrows(Problem.class, () -> organisations.register(NEW, bad, ADA));
        assertEquals(Set.of("name", "slug", "country"), problem.fields().keySet());
        var taken =
                assertThrows(
                        Problem.class,
                        () -> organisations.register(NEW, registration("buyer"), ADA));
        assertEquals(Set.of("slug"), taken.fields().keySet());
    }

    @Test
    void aMemberIsOfOneOrganisationOnly() {
        var bea = organisations.enlist(BUYER, "Bea", "Bea B.", "b@example.org", roles(Role.BUYER));
        assertEquals("bea", bea.username());
        assertEquals(List.of(bea), organisations.members(BUYER));
        assertEquals(List.of(), organisations.members(OTHER_BUYER));
        refused(
                ProblemType.CONFLICT,
                () -> organisations.enlist(OTHER_BUYER, "bea", "B", "b", roles(Role.BUYER)));
        var again = organisations.enlist(BUYER, "bea", "Bea C.", "c", roles(Role.ADMIN));
        assertEquals(bea.id(), again.id());
        assertEquals(List.of(again), organisations.members(BUYER));
    }

    @Test
    void anEnlistedUserIsWelcomedWhereTheyWereEnlisted() {
        var bea = organisations.enlist(BUYER, "bea", "Bea B.", "", roles(Role.BUYER));
        assertEquals(bea, organisations.welcome(user("BEA", roles(Role.BUYER))));
        var promoted = organisations.welcome(user("bea", roles(Role.BUYER, Role.PROVIDER)));
        assertEquals(BUYER, promoted.organisationId());
        assertEquals(roles(Role.BUYER, Role.PROVIDER), promoted.roles());
        assertEquals(List.of(promoted), organisations.members(BUYER));
    }

    @Test
    void anUnknownBuyerGetsAnOrganisationOfTheirOwn() {
        var member = organisations.welcome(user("buyer", roles(Role.BUYER)));
        var home = organisations.find(member.organisationId()).orElseThrow();
        assertEquals(Organisation.Kind.BUYER, home.kind());
        assertEquals("buyer-2", home.slug(), "the slug buyer is somebody else's");
        assertNotEquals(BUYER, home.id());
        assertEquals("DE", home.country());
        assertEquals(Currency.of("EUR"), home.currency());
        assertEquals(ZoneId.of("Europe/Berlin"), home.zone());
        assertEquals(List.of(member), organisations.members(home.id()));
        assertEquals(
                List.of(new OrganisationRegistered(home.id())),
                TestOutbox.events(persistence.database()));
        assertEquals(member, organisations.welcome(user("buyer", roles(Role.BUYER))));
    }

    @Test
    void anUnknownProviderGetsAProvidersOrganisationAndAnAdminJoinsTheOperator() {
        var provider = organisations.welcome(user("wei", roles(Role.PROVIDER)));
        var home = organisations.find(provider.organisationId()).orElseThrow();
        assertEquals(Organisation.Kind.PROVIDER, home.kind());
        var admin = organisations.welcome(user("max", roles(Role.ADMIN, Role.BUYER)));
        assertEquals(Actor.OPERATOR, admin.organisationId());
        var auditor = organisations.welcome(user("noor", roles(Role.AUDITOR)));
        assertEquals(Actor.OPERATOR, auditor.organisationId());
    }

    @Test
    void tenFirstRequestsAtOnceMakeOneOrganisation() throws Exception {
        Callable<UUID> welcome =
                () -> organisations.welcome(user("new", roles(Role.BUYER))).organisationId();
        var homes = new HashSet<UUID>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(Collections.nCopies(10, welcome))) {
                homes.add(done.get());
            }
        }
        assertEquals(1, homes.size());
        assertEquals(6, organisations.all().size());
    }

    @Test
    void anyNameMakesASlug() {
        for (String name :
                List.of("x", "李雷", "@@@", "Zoë.O'Hara+test@example.org", "a".repeat(200))) {
            var slug = user(name, roles(Role.BUYER)).freeSlug(any -> true);
            assertEquals(true, slug.matches("[a-z0-9-]{2,60}"), slug);
        }
        assertEquals("zoe", user("Zoë", roles(Role.BUYER)).freeSlug(any -> true));
    }

    @Test
    void aServiceAccountActsForOneOrganisationOnly() {
        organisations.grantServiceAccount("bot", PROVIDER);
        organisations.grantServiceAccount("bot", PROVIDER);
        assertEquals(Optional.of(PROVIDER), organisations.ofServiceAccount("bot"));
        assertEquals(Optional.empty(), organisations.ofServiceAccount("other"));
        refused(ProblemType.CONFLICT, () -> organisations.grantServiceAccount("bot", OTHER_BUYER));
    }

    @Test
    void whoMayActForWhom() {
        assertEquals(true, BEA.mayActFor(BUYER));
        assertEquals(false, BEA.mayActFor(OTHER_BUYER));
        assertEquals(false, BEA.mayActFor(Actor.OPERATOR));
        assertEquals(true, ADA.mayActFor(BUYER));
        assertEquals(true, ADA.mayActFor(Actor.OPERATOR));
        assertEquals(false, AVA.mayActFor(BUYER));
        assertEquals(false, AVA.mayActFor(Actor.OPERATOR));
        assertEquals(true, Actor.market("seed").mayActFor(BUYER));
        var posing = new Actor("job:seed", BUYER, Set.of(), "-");
        assertEquals(false, posing.mayActFor(OTHER_BUYER));
    }

    private static Set<Role> roles(Role... roles) {
        return Set.of(roles);
    }

    private static Newcomer user(String username, Set<Role> roles) {
        return new Newcomer(username, "", "", roles, List.of(Locale.GERMANY));
    }

    private static Organisations.Registration registration(String slug) {
        return new Organisations.Registration(
                Organisation.Kind.BUYER,
                "A name",
                slug,
                "FR",
                Currency.of("EUR"),
                ZoneId.of("Europe/Paris"),
                false);
    }

    private static void refused(ProblemType type, Executable act) {
        assertEquals(type, assertThrows(Problem.class, act).type());
    }
}
