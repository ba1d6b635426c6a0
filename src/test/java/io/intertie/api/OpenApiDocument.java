package io.intertie.api;

import io.intertie.identity.Role;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Writes the OpenAPI document that the resources amount to.
final class OpenApiDocument {
    private static final Map<Class<? extends Annotation>, String> VERBS =
            Map.of(GET.class, "get", POST.class, "post", PUT.class, "put", DELETE.class, "delete");

    private final OpenApiSchemas schemas = new OpenApiSchemas();
    private final StringBuilder text = new StringBuilder();

    static String written() {
        return new OpenApiDocument().write();
    }

    private String write() {
        text.append(
                """
                openapi: 3.1.0
                info:
                  title: Intertie management API
                  version: 0.1.0
                  description: >-
                    What the portal's pages do, scripts can do. Amounts are exact text in major
                    units, and the same in micro (1e-6). Errors are RFC 9457 problem+json.
                  license:
                    name: Apache-2.0
                    identifier: Apache-2.0
                servers:
                  - url: /api
                security:
                  - bearer: []
                paths:
                """);
        var paths = new TreeMap<String, Map<String, Method>>();
        operations()
                .forEach(method ->
                        paths.computeIfAbsent(path(method), path -> new TreeMap<>())
                                .put(verb(method), method));
        paths.forEach(this::writePath);
        text.append("components:\n");
        text.append("  securitySchemes:\n    bearer:\n      type: http\n      scheme: bearer\n");
        text.append("      description: A management key (mk-...) or a Keycloak access token.\n");
        text.append("  schemas:\n");
        schemas.writeTo(text);
        return text.toString();
    }

    static Stream<Method> operations() {
        return ApiApplication.RESOURCES.stream()
                .sorted(Comparator.comparing(Class::getName))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> VERBS.keySet().stream().anyMatch(method::isAnnotationPresent));
    }

    private static String verb(Method method) {
        return VERBS.entrySet().stream()
                .filter(entry -> method.isAnnotationPresent(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    static String path(Method method) {
        var type = method.getDeclaringClass().getAnnotation(Path.class);
        var own = method.getAnnotation(Path.class);
        var joined = (type == null ? "" : type.value()) + (own == null ? "" : "/" + own.value());
        return joined.startsWith("/") ? joined : "/" + joined;
    }

    private void writePath(String path, Map<String, Method> methods) {
        text.append("  ").append(path).append(":\n");
        methods.forEach(this::writeOperation);
    }

    private void writeOperation(String verb, Method method) {
        var summary = Objects.requireNonNull(method.getAnnotation(Operation.class)).summary();
        line(4, verb + ":");
        line(6, "operationId: " + operationId(method));
        line(6, "summary: " + OpenApiSchemas.quoted(summary));
        var needs = method.getAnnotation(Needs.class);
        if (needs == null) {
            line(6, "security: []");
        } else {
            line(6, "x-roles: " + roles(needs));
        }
        writeParameters(method);
        writeBody(method);
        line(6, "responses:");
        line(8, "'200':");
        line(10, "description: Done");
        line(10, "content:");
        line(12, mediaType(method) + ":");
        var isStream = mediaType(method).equals("text/event-stream");
        line(
                14,
                "schema: "
                        + (isStream
                                ? "{type: string}"
                                : schemas.reference(method.getGenericReturnType())));
        line(8, "default:");
        line(10, "description: A problem");
        line(10, "content:");
        line(12, "application/problem+json:");
        line(14, "schema: {$ref: '#/components/schemas/Problem'}");
    }

    private static String operationId(Method method) {
        var room = method.getDeclaringClass().getSimpleName().replace("Resource", "");
        return room.toLowerCase(java.util.Locale.ROOT) + "." + method.getName();
    }

    private static String roles(Needs needs) {
        return Arrays.stream(needs.value()).map(Role::name).sorted().toList().toString();
    }

    private void writeParameters(Method method) {
        var named = Arrays.stream(method.getParameters()).filter(p -> name(p) != null).toList();
        if (named.isEmpty()) {
            return;
        }
        line(6, "parameters:");
        for (Parameter parameter : named) {
            line(8, "- name: " + name(parameter));
            line(10, "in: " + place(parameter));
            line(10, "required: " + !place(parameter).equals("query"));
            line(10, "schema: {type: string}");
        }
    }

    private static String place(Parameter parameter) {
        if (parameter.isAnnotationPresent(PathParam.class)) {
            return "path";
        }
        return parameter.isAnnotationPresent(QueryParam.class) ? "query" : "header";
    }

    private static @org.jspecify.annotations.Nullable String name(Parameter parameter) {
        var path = parameter.getAnnotation(PathParam.class);
        var query = parameter.getAnnotation(QueryParam.class);
        var header = parameter.getAnnotation(HeaderParam.class);
        if (path != null) {
            return path.value();
        }
        if (query != null) {
            return query.value();
        }
        return header == null ? null : header.value();
    }

    private void writeBody(Method method) {
        Arrays.stream(method.getParameters())
                .filter(parameter -> name(parameter) == null)
                .filter(parameter -> !parameter.isAnnotationPresent(Context.class))
                .findFirst()
                .ifPresent(body -> {
                    var consumes = method.getAnnotation(Consumes.class);
                    line(6, "requestBody:");
                    line(8, "required: true");
                    line(8, "content:");
                    line(
                            10,
                            key(consumes == null ? "application/json" : consumes.value()[0]) + ":");
                    line(12, "schema: " + schemas.reference(body.getParameterizedType()));
                });
    }

    /// A name that begins with a star would be read as an alias.
    private static String key(String name) {
        return name.startsWith("*") ? "'" + name + "'" : name;
    }

    private static String mediaType(Method method) {
        var own = method.getAnnotation(Produces.class);
        return own == null ? "application/json" : own.value()[0];
    }

    private void line(int indent, String content) {
        text.append(" ".repeat(indent)).append(content).append('\n');
    }
}
