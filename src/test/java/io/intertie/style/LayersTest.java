package io.intertie.style;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table of house.md: a room may import only the rooms that its row names.
class LayersTest {
    /// A row: a room and the rooms that it may import. The last three stay outside the WAR.
    private static final Map<String, Set<String>> MAY_IMPORT =
            table(
                    """
                    money      :
                    tokens     :
                    platform   : money
                    identity   : platform money
                    audit      : identity platform money
                    fx         : audit identity platform money
                    ledger     : platform money
                    catalog    : tokens audit identity platform money
                    certification : catalog tokens audit identity platform money
                    tariff     : catalog fx audit identity platform money
                    tariff.feed: tariff catalog fx audit identity platform money
                    quality    : catalog platform money
                    choice     : platform money
                    replay     : platform money
                    access     : identity catalog tariff audit platform money
                    logs       : access audit identity platform money
                    notice     : access tariff catalog audit identity platform money
                    metering   : access tariff catalog fx ledger audit identity platform money
                    energy     : metering tariff catalog audit identity platform money
                    billing    : metering access tariff catalog ledger fx audit identity \
                                 platform money
                    settlement : billing metering catalog ledger fx audit identity platform money
                    proof      : ledger audit identity platform money
                    insight    : metering quality tariff catalog fx platform money
                    gateway    : metering logs access choice replay quality tariff catalog tokens \
                                 platform money
                    api        : notice proof settlement billing energy metering logs access \
                                 quality choice tariff.feed tariff certification catalog ledger \
                                 fx audit identity tokens platform money
                    web        : notice proof settlement billing metering logs access quality \
                                 choice tariff.feed tariff certification catalog ledger fx \
                                 audit identity platform money
                    demo       : settlement billing metering access quality tariff.feed \
                                 tariff certification catalog ledger fx audit identity \
                                 tokens platform money
                    sandbox    : tokens
                    walk       :
                    embedded   : sandbox money
                    """);

    private static final JavaClasses ALL = Market.CLASSES;

    @Test
    void aRoomImportsOnlyTheRoomsItsRowNames() {
        classes().should(importOnlyWhatItsRowNames()).check(ALL);
    }

    @Test
    void everyRoomHasARow() {
        var rooms = new TreeSet<String>();
        ALL.forEach(type -> rooms.add(room(type)));
        rooms.remove("");
        rooms.removeAll(MAY_IMPORT.keySet());
        assertEquals(Set.of(), rooms);
    }

    @Test
    void moneyStandsOnTheJdkAlone() {
        noClasses()
                .that()
                .resideInAPackage("io.intertie.money..")
                .should()
                .dependOnClassesThat(
                        are(
                                DescribedPredicate.describe(
                                        "outside the JDK",
                                        type ->
                                                !type.getPackageName().startsWith("java.")
                                                        && !type.getPackageName()
                                                                .equals("org.jspecify.annotations")
                                                        && !type.isPrimitive()
                                                        && !type.isArray()
                                                        && !room(type).equals("money"))))
                .check(ALL);
    }

    @Test
    void onlyEdgesSpeakHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.intertie.gateway..",
                        "io.intertie.api..",
                        "io.intertie.web..",
                        "io.intertie.platform.http..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .check(ALL);
    }

    @Test
    void onlyPagesKnowThymeleafAndOnlyIdentityKnowsOpenIdConnect() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.intertie.web..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.thymeleaf..")
                .check(ALL);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.intertie.identity..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.nimbusds..", "jakarta.security.enterprise..")
                .check(ALL);
    }

    @Test
    void onlyRowsAndStoresKnowJpaAndStayInTheirRoom() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Row")
                .and()
                .haveSimpleNameNotEndingWith("Store")
                .and()
                .haveNameNotMatching("io\\.intertie\\.platform\\.persistence\\.Persistence")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.persistence..")
                .check(ALL);
        classes()
                .that()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .should()
                .bePackagePrivate()
                .allowEmptyShould(true)
                .check(ALL);
    }

    @Test
    void theGatewaysSubRoomsImportOnlyWireAndTheStoryConductsThem() {
        for (String room : List.of("wire", "dialect", "admission", "routing", "upstream")) {
            noClasses()
                    .that()
                    .resideInAPackage("io.intertie.gateway." + room + "..")
                    .should()
                    .dependOnClassesThat(
                            are(
                                    DescribedPredicate.describe(
                                            "in another sub-room than wire",
                                            type ->
                                                    isGatewaySubRoom(type)
                                                            && !inGateway(type, room)
                                                            && !inGateway(type, "wire"))))
                    .allowEmptyShould(true)
                    .check(ALL);
        }
    }

    @Test
    void noRoomIsADrawerForEverything() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..common..",
                        "..util..",
                        "..utils..",
                        "..shared..",
                        "..model..",
                        "..dto..",
                        "..service..",
                        "..impl..",
                        "..helper..")
                .check(ALL);
    }

    @Test
    void aRoomHasAtMostFifteenPublicTypes() {
        var counts = new TreeMap<String, Integer>();
        for (JavaClass type : ALL) {
            var isPublic =
                    type.getModifiers()
                            .contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC);
            if (isPublic && type.isTopLevelClass() && !isResource(type) && !isOfFamily(type)) {
                counts.merge(type.getPackageName(), 1, Integer::sum);
            }
        }
        counts.values().removeIf(count -> count <= 15);
        assertEquals(Map.of(), counts);
    }

    /// A member of a sealed family: whoever knows the interface knows what each file beside it is.
    private static boolean isOfFamily(JavaClass type) {
        return type.getRawInterfaces().stream()
                .anyMatch(one ->
                        one.reflect().isSealed()
                                && one.getPackageName().equals(type.getPackageName()));
    }

    /// JAX-RS wants its resources and pages public; they are nobody's API.
    private static boolean isResource(JavaClass type) {
        var name = type.getSimpleName();
        return name.endsWith("Resource") || name.endsWith("Page") || name.endsWith("Application");
    }

    private static boolean isGatewaySubRoom(JavaClass type) {
        return type.getPackageName().startsWith("io.intertie.gateway.");
    }

    private static boolean inGateway(JavaClass type, String room) {
        return type.getPackageName().equals("io.intertie.gateway." + room);
    }

    private static String room(JavaClass type) {
        var name = type.getPackageName();
        if (!name.startsWith("io.intertie.")) {
            return "";
        }
        var rest = name.substring("io.intertie.".length());
        if (MAY_IMPORT.containsKey(rest)) {
            return rest;
        }
        var end = rest.indexOf('.');
        return end < 0 ? rest : rest.substring(0, end);
    }

    private static Map<String, Set<String>> table(String text) {
        var rows = new TreeMap<String, Set<String>>();
        text.lines()
                .map(line -> line.split(":", 2))
                .forEach(row -> rows.put(row[0].strip(), words(row[1])));
        return rows;
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    private static ArchCondition<JavaClass> importOnlyWhatItsRowNames() {
        return new ArchCondition<>("import only what its row names") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var from = room(type);
                var allowed = MAY_IMPORT.getOrDefault(from, Set.of());
                type.getDirectDependenciesFromSelf()
                        .forEach(dependency -> {
                            var to = room(dependency.getTargetClass());
                            var fine = to.isEmpty() || to.equals(from);
                            events.add(
                                    new SimpleConditionEvent(
                                            type,
                                            fine || allowed.contains(to),
                                            dependency.getDescription()));
                        });
            }
        };
    }
}
