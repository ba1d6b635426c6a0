package io.intertie.api;

import io.intertie.platform.config.Settings;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.RequestIds;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Renders a refusal as RFC 9457 problem+json whose `type` is a page that exists.
@Provider
class ProblemMapper implements ExceptionMapper<Problem> {
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
        var body = new LinkedHashMap<String, Object>();
        body.put("type", url + "/docs/errors/" + type.slug());
        body.put("title", type.title());
        body.put("status", type.status());
        body.put("detail", problem.detail());
        body.put("request_id", requestId);
        if (!problem.fields().isEmpty()) {
            body.put("fields", problem.fields());
        }
        problem.wording().ifPresent(wording -> body.put("code", wording.code()));
        if (!problem.faults().isEmpty()) {
            body.put("field_codes", codes(problem));
        }
        var response =
                Response.status(type.status())
                        .type("application/problem+json")
                        .entity(Map.copyOf(body));
        if (type.isTemporary()) {
            response.header("Retry-After", 5);
        }
        if (type == ProblemType.UNAUTHENTICATED) {
            response.header("WWW-Authenticate", "Bearer");
        }
        return response.build();
    }

    private static Map<String, String> codes(Problem problem) {
        return problem.faults().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().code()));
    }
}
