package io.intertie.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A request is answered by classes of one path alone: the one that has the most letters of it, and
/// no other is asked again (JAX-RS 3.1, 3.7.2).
class RoutesTest {
    private static final List<Class<?>> ALL =
            new ApiApplication()
                    .getClasses().stream()
                            .filter(one -> one.isAnnotationPresent(Path.class))
                            .<Class<?>>map(one -> one)
                            .toList();

    @Test
    void noAddressIsHiddenBehindAnotherClass() {
        var hidden =
                ALL.stream()
                        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                        .filter(RoutesTest::isRoute)
                        .filter(method -> !isAsked(method.getDeclaringClass(), address(method)))
                        .map(method -> address(method) + " by " + chosen(address(method)))
                        .sorted()
                        .toList();
        assertEquals(List.of(), hidden);
    }

    /// Classes of the same path are asked together.
    private static boolean isAsked(Class<?> type, String address) {
        return template(chosen(address)).equals(template(type));
    }

    private static String template(Class<?> type) {
        return path(type).replaceAll("\\{[^}]*}", "x");
    }

    private static boolean isRoute(Method method) {
        return Stream.of(method.getAnnotations())
                .anyMatch(one -> one.annotationType().isAnnotationPresent(HttpMethod.class));
    }

    private static String address(Method method) {
        var own = method.getAnnotation(Path.class);
        var all = path(method.getDeclaringClass()) + (own == null ? "" : "/" + own.value());
        return ("/" + all).replaceAll("\\{[^}]*}", "x").replaceAll("/+", "/");
    }

    private static String path(Class<?> type) {
        return type.getAnnotation(Path.class).value();
    }

    private static Class<?> chosen(String address) {
        return ALL.stream()
                .filter(type -> matches(type, address))
                .max(Comparator.comparingInt(RoutesTest::letters))
                .orElseThrow();
    }

    /// A class without paths below its own is asked for its own alone.
    private static boolean matches(Class<?> type, String address) {
        var pattern = ("/" + path(type)).replaceAll("\\{[^}]*}", "[^/]+").replaceAll("/$", "");
        var hasMore =
                Stream.of(type.getDeclaredMethods())
                        .anyMatch(method -> method.isAnnotationPresent(Path.class));
        return address.matches(pattern + (hasMore ? "(/.*)?" : "/?"));
    }

    private static int letters(Class<?> type) {
        return path(type).replaceAll("\\{[^}]*}", "").length();
    }
}
