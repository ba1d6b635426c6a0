package io.intertie.api;

import io.intertie.platform.config.Settings;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.RequestIds;
import io.intertie.platform.http.Wording;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Renders a refusal as RFC 9457 problem+json whose `type` is a page that exists.
@Provider
class ProblemMapper implements ExceptionMapper<Problem> {
    /// Where the next word of a field's name begins.
    private static final Pattern WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z][a-z])");

    /// What a room names as its code does, of a field that callers name in small letters.
    private static final Pattern CAPITALS = Pattern.compile("(?<=[._])[A-Z]+(_[A-Z]+)*");

    private final Settings settings;

    @Context private @Nullable HttpServletRequest request;

    @Inject
    ProblemMapper(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Response toResponse(Problem problem) {
        var id = request == null ? "-" : RequestIds.of(request).toString();
        return response(problem, settings.url().toString(), id);
    }

    static Response response(Problem problem, String url, String requestId) {
        var type = problem.type();
        var response =
                Response.status(type.status())
                        .type("application/problem+json")
                        .entity(body(problem, url, requestId));
        if (type.isTemporary()) {
            response.header("Retry-After", 5);
        }
        if (type == ProblemType.UNAUTHENTICATED) {
            response.header("WWW-Authenticate", "Bearer");
        }
        return response.build();
    }

    static Map<String, Object> body(Problem problem, String url, String requestId) {
        var type = problem.type();
        var body = new LinkedHashMap<String, Object>();
        body.put("type", url + "/docs/errors/" + type.slug());
        body.put("title", type.title());
        body.put("status", type.status());
        body.put("detail", problem.detail());
        body.put("request_id", requestId);
        if (!problem.fields().isEmpty()) {
            body.put("fields", named(problem.fields(), fault -> fault));
        }
        problem.wording().ifPresent(wording -> body.put("code", wording.code()));
        if (!problem.faults().isEmpty()) {
            body.put("field_codes", named(problem.faults(), Wording::code));
        }
        return Map.copyOf(body);
    }

    /// Faults under the names that the caller knows: the rooms' `effectiveFrom` is its
    /// `effective_from`, their `base.OUTPUT` its `base.output`.
    private static <T> Map<String, String> named(Map<String, T> faults, Function<T, String> text) {
        var named = new TreeMap<String, String>();
        faults.forEach((field, fault) -> named.put(named(field), text.apply(fault)));
        return named;
    }

    private static String named(String field) {
        var parted = WORD.matcher(field).replaceAll("_");
        return CAPITALS.matcher(parted).replaceAll(found -> found.group().toLowerCase(Locale.ROOT));
    }
}
