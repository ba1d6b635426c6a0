package io.intertie.style;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// There is one way from a client to a provider, and it leads through metering: a front hands a
/// request in, it becomes an exchange, its ceiling is set aside, it is served, it is put on record.
/// Whatever a new route asks of a model, it goes this way or none.
@Tag("lesson-3")
class ChokePointTest {
    private static final String GATEWAY = "io.intertie.gateway.";
    private static final JavaClasses ALL = Market.CLASSES;

    @ParameterizedTest
    @CsvSource({
        "wire.Reception,        take,        front.Connection front.FacadeDesk",
        "Completion,            take,        ''",
        "Exchange,              <init>,      Completion",
        "Exchange,              serve,       Exchange",
        "Serving,               <init>,      Exchange",
        "Pursuit,               <init>,      Serving",
        "upstream.UpstreamPool, call,        Pursuit",
        "Recording,             record,      Serving",
    })
    void eachStepIsTakenFromTheOneBefore(String type, String method, String from) {
        assertEquals(from, callers(GATEWAY + type, method));
    }

    @ParameterizedTest
    @CsvSource({
        "reserve,     Exchange io.intertie.metering.Metering",
        "reserveNow,  Exchange",
        "record,      Recording",
        "recordLater, Recording",
    })
    void metersAreAskedAtOnePlaceEach(String method, String from) {
        assertEquals(from, callers("io.intertie.metering.Metering", method));
    }

    /// Setting aside goes before serving, and only what was set aside is served.
    @Test
    void whatIsServedWasSetAside() {
        var exchange = ALL.get(GATEWAY + "Exchange");
        var from = new TreeSet<String>();
        exchange.getMethod("serve")
                .getAccessesToSelf()
                .forEach(access -> from.add(access.getOrigin().getName()));
        assertEquals(Set.of("reserved"), from);
    }

    @Test
    void nothingElseOfTheGatewayOpensConnections() {
        noClasses()
                .that()
                .resideInAPackage("io.intertie.gateway..")
                .and()
                .resideOutsideOfPackages(GATEWAY + "upstream..", GATEWAY + "front..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net.http..", "io.netty.bootstrap..", "io.netty.channel.socket..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .check(ALL);
    }

    @Test
    void oneResourceHandsInWhatComesByThePortalsPort() {
        var resources = new TreeSet<String>();
        for (JavaClass type : ALL) {
            if (type.getPackageName().startsWith("io.intertie.gateway")
                    && type.isAnnotatedWith("jakarta.ws.rs.Path")) {
                resources.add(type.getSimpleName());
            }
        }
        assertEquals(Set.of("FacadeResource"), resources);
    }

    /// The classes, without their package's beginning, that call a method or make an instance.
    private static String callers(String type, String method) {
        var from = new TreeSet<String>();
        for (JavaAccess<?> access : ALL.get(type).getAccessesToSelf()) {
            if (access.getTarget().getName().equals(method)) {
                var owner = access.getOriginOwner();
                var outer = owner.getEnclosingClass().orElse(owner);
                from.add(outer.getName().replace(GATEWAY, ""));
            }
        }
        return String.join(" ", from);
    }
}
