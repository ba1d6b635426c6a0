package io.intertie.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// As much of a request and its session as the door looks at; anything else fails.
final class FakeRequest {
    final Map<String, String> parameters = new HashMap<>();
    final Map<String, Object> attributes = new HashMap<>();
    final Map<String, Object> session = new HashMap<>();
    String method = "GET";
    Set<String> roles = Set.of();
    @Nullable Principal principal;
    boolean invalidated;

    HttpServletRequest request() {
        return fake(
                HttpServletRequest.class,
                (name, arguments) ->
                        switch (name) {
                            case "getMethod" -> method;
                            case "getContextPath" -> "";
                            case "getUserPrincipal" -> principal;
                            case "isUserInRole" -> roles.contains(text(arguments[0]));
                            case "getLocales" -> Collections.enumeration(List.of(Locale.GERMANY));
                            case "getParameter" -> parameters.get(text(arguments[0]));
                            case "getAttribute" -> attributes.get(text(arguments[0]));
                            case "setAttribute" -> attributes.put(text(arguments[0]), arguments[1]);
                            case "getSession" -> httpSession();
                            default -> throw new UnsupportedOperationException(name);
                        });
    }

    private HttpSession httpSession() {
        return fake(
                HttpSession.class,
                (name, arguments) ->
                        switch (name) {
                            case "getAttribute" -> session.get(text(arguments[0]));
                            case "setAttribute" -> session.put(text(arguments[0]), arguments[1]);
                            case "invalidate" -> invalidated = true;
                            default -> throw new UnsupportedOperationException(name);
                        });
    }

    private static String text(Object argument) {
        return String.valueOf(argument);
    }

    interface Answers {
        @Nullable Object to(String method, Object[] arguments);
    }

    /// An object of an interface that answers by method name.
    static <T> T fake(Class<T> type, Answers answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        FakeRequest.class.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            var answer =
                                    answers.to(
                                            method.getName(),
                                            arguments == null ? new Object[0] : arguments);
                            return method.getReturnType() == void.class ? null : answer;
                        }));
    }
}
