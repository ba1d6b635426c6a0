package io.intertie.api;

import io.intertie.identity.KeycloakAway;
import io.intertie.platform.config.Settings;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.RequestIds;
import io.intertie.platform.persistence.DatabaseAway;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Makes a problem of everything else: what is malformed, what is away, what is our own bug.
@Provider
class FailureMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = Logger.getLogger(FailureMapper.class.getName());

    private final Settings settings;

    @Context private @Nullable HttpServletRequest request;

    @Inject
    FailureMapper(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Response toResponse(Throwable failed) {
        var id = request == null ? "-" : RequestIds.of(request).toString();
        var problem = problem(failed);
        if (problem.type() == ProblemType.INTERNAL) {
            LOG.log(Level.SEVERE, "request " + id, failed);
        }
        return ProblemMapper.response(problem, settings.url().toString(), id);
    }

    private static Problem problem(Throwable failed) {
        if (DatabaseAway.isCauseOf(failed)) {
            return new Problem(
                    ProblemType.UNAVAILABLE, "The database is away. Nothing was changed.");
        }
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case Problem problem -> {
                    return problem;
                }
                case KeycloakAway _ -> {
                    return new Problem(
                            ProblemType.UNAVAILABLE,
                            "Sign-in is away. Nothing was changed; management keys go on working.");
                }
                case JsonException _, JsonbException _ -> {
                    return malformed();
                }
                case WebApplicationException refused -> {
                    return refused(refused.getResponse().getStatus());
                }
                default -> {}
            }
        }
        return failed instanceof ProcessingException
                ? malformed()
                : new Problem(ProblemType.INTERNAL, "This is our mistake. Nothing was changed.");
    }

    private static Problem malformed() {
        return new Problem(ProblemType.MALFORMED_JSON, "The body is not the JSON that this takes.");
    }

    private static Problem refused(int status) {
        return switch (status) {
            case 404 -> new Problem(ProblemType.NOT_FOUND, "There is nothing at this address.");
            case 405, 406, 415 ->
                    new Problem(
                            ProblemType.INVALID_REQUEST,
                            "This address takes another method or media type (" + status + ").");
            case 413 -> new Problem(ProblemType.TOO_LARGE, "The body is too large.");
            case 400 -> malformed();
            default -> new Problem(ProblemType.INTERNAL, "This is our mistake.");
        };
    }
}
