package io.intertie.gateway.readout;

import io.intertie.gateway.admission.Caller;
import io.intertie.gateway.wire.Fault;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.persistence.DatabaseAway;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Answers `key`, `credits`, `generation?id=` and `models/{author}/{slug}/endpoints`.
///
/// Each call may read the database, so it waits: not for an event loop. The caller was identified
/// for [io.intertie.access.ApiKey.Scope#MODELS].
@ApplicationScoped
public class ReadOuts {
    private static final Pattern ENDPOINTS = Pattern.compile("models/([^/]+/[^/]+)/endpoints");

    /// A request's id, whatever a client or a dialect has put before it: `gen-`, `chatcmpl-`.
    private static final Pattern ID = Pattern.compile("(?:[a-z]+[-_])?([0-9a-f-]{36})");

    private static final Fault AWAY =
            new Fault(
                    ProblemType.UNAVAILABLE,
                    "service_unavailable",
                    "The market's books cannot be read now. Nothing was charged. Try again in a few"
                            + " seconds.");

    private final KeyReadOut keys;
    private final GenerationReadOut generations;
    private final Endpoints endpoints;

    @Inject
    ReadOuts(KeyReadOut keys, GenerationReadOut generations, Endpoints endpoints) {
        this.keys = keys;
        this.generations = generations;
        this.endpoints = endpoints;
    }

    /// The answer to a request; empty for a path that is not of this room. `path` is what stands
    /// behind `/v1/` or `/api/v1/`, decoded, and `query` what follows it, as it came.
    public Optional<Document> answer(Caller caller, String method, String path, String query) {
        return reading(caller, path, query)
                .map(reading -> method.equals("GET") ? read(reading) : notThisMethod());
    }

    /// Whether a path is of this room.
    public static boolean isOne(String path) {
        return switch (path) {
            case "key", "credits", "generation" -> true;
            default -> ENDPOINTS.matcher(path).matches();
        };
    }

    private Optional<Supplier<Document>> reading(Caller caller, String path, String query) {
        return switch (path) {
            case "key" -> Optional.of(() -> Document.of(keys.key(caller)));
            case "credits" -> Optional.of(() -> Document.of(keys.credits(caller)));
            case "generation" -> Optional.of(() -> generation(caller, query));
            default -> {
                var named = ENDPOINTS.matcher(path);
                yield named.matches()
                        ? Optional.of(() -> endpoints(caller, named.group(1)))
                        : Optional.empty();
            }
        };
    }

    private static Document read(Supplier<Document> reading) {
        try {
            return reading.get();
        } catch (Problem problem) {
            return Document.of(Fault.of(problem));
        } catch (RuntimeException failed) {
            if (DatabaseAway.isCauseOf(failed)) {
                return Document.of(AWAY);
            }
            throw failed;
        }
    }

    private Document generation(Caller caller, String query) {
        var asked = parameter(query, "id");
        if (asked.isEmpty()) {
            return Document.of(
                    new Fault(
                                    ProblemType.INVALID_REQUEST,
                                    "missing_parameter",
                                    "Name a request: generation?id=… Its id is in the header"
                                            + " x-request-id of its answer. Nothing was charged.")
                            .at(Optional.of("id")));
        }
        return asked.flatMap(ReadOuts::id)
                .flatMap(id -> generations.generation(caller, id))
                .map(Document::of)
                .orElseGet(() ->
                        Document.of(
                                new Fault(
                                                ProblemType.NOT_FOUND,
                                                "generation_not_found",
                                                "Your organisation has no request of this id."
                                                        + " Nothing was charged.")
                                        .at(Optional.of("id"))));
    }

    private static Optional<UUID> id(String text) {
        var known = ID.matcher(text);
        try {
            return known.matches()
                    ? Optional.of(UUID.fromString(known.group(1)))
                    : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<String> parameter(String query, String name) {
        return Arrays.stream(query.split("&"))
                .filter(part -> part.startsWith(name + "="))
                .map(part -> part.substring(name.length() + 1))
                .map(ReadOuts::decoded)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    private Document endpoints(Caller caller, String name) {
        return endpoints
                .of(caller, name)
                .map(Document::of)
                .orElseGet(() ->
                        Document.of(
                                new Fault(
                                                ProblemType.MODEL_NOT_FOUND,
                                                "model_not_found",
                                                "There is no such model. GET /v1/models lists"
                                                        + " them. Nothing was charged.")
                                        .at(Optional.of("model"))));
    }

    private static Document notThisMethod() {
        return Document.of(
                new Fault(
                        ProblemType.METHOD_NOT_ALLOWED,
                        "method_not_allowed",
                        "The path answers GET only. Nothing was charged."));
    }
}
