package io.intertie.web;

import io.intertie.identity.KeycloakAway;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.persistence.DatabaseAway;
import io.intertie.web.visitor.ProblemView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mvc.security.CsrfValidationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Turns what went wrong into a page: what happened, what next, and the request id.
@Provider
@ApplicationScoped
public class PageProblems implements ExceptionMapper<Throwable> {
    private static final Logger LOG = System.getLogger(PageProblems.class.getName());
    private static final int RETRY_AFTER_SECONDS = 5;

    private final Engine engine;
    private final Visit visit;

    @Inject
    PageProblems(Engine engine, Visit visit) {
        this.engine = engine;
        this.visit = visit;
    }

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof SignInNeeded needed) {
            var back = URLEncoder.encode(needed.returnTo(), StandardCharsets.UTF_8);
            return Response.seeOther(URI.create("/signin?to=" + back)).build();
        }
        if (failure instanceof WebApplicationException web && web.getResponse().getStatus() < 400) {
            return web.getResponse();
        }
        return page(typeOf(failure), failure);
    }

    /// Which problem a failure is, wherever in the chain of causes it says so.
    static ProblemType typeOf(Throwable failure) {
        if (DatabaseAway.isCauseOf(failure)) {
            return ProblemType.UNAVAILABLE;
        }
        for (var cause = Optional.of(failure);
                cause.isPresent();
                cause = cause.map(Throwable::getCause)) {
            var known = known(cause.get());
            if (known.isPresent()) {
                return known.get();
            }
        }
        return ProblemType.INTERNAL;
    }

    private static Optional<ProblemType> known(Throwable failure) {
        return switch (failure) {
            case Problem problem -> Optional.of(problem.type());
            case KeycloakAway away -> Optional.of(ProblemType.UNAVAILABLE);
            case CsrfValidationException stale -> Optional.of(ProblemType.FORBIDDEN);
            case WebApplicationException web ->
                    Optional.of(ofStatus(web.getResponse().getStatus()));
            default -> Optional.empty();
        };
    }

    private static ProblemType ofStatus(int status) {
        return switch (status) {
            case 400 -> ProblemType.INVALID_REQUEST;
            case 403 -> ProblemType.FORBIDDEN;
            case 413 -> ProblemType.TOO_LARGE;
            case 503 -> ProblemType.UNAVAILABLE;
            case 404, 405, 406, 415 -> ProblemType.NOT_FOUND;
            default -> ProblemType.INTERNAL;
        };
    }

    private Response page(ProblemType type, Throwable failure) {
        if (type == ProblemType.INTERNAL) {
            LOG.log(Level.ERROR, "request " + visit.requestId() + " failed", failure);
        }
        var isStale = failure instanceof CsrfValidationException;
        var view = new ProblemView(type, isStale, visit.requestId());
        var answer =
                Response.status(type.status())
                        .type(MediaType.TEXT_HTML_TYPE)
                        .entity(engine.render("visitor/problem", frame(type), view));
        if (type.isTemporary()) {
            answer.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        return answer.build();
    }

    // Who reads is worth knowing, but an error page must not need a part that may be away.
    private Frame frame(ProblemType type) {
        if (type.status() >= 500) {
            return visit.bareFrame();
        }
        try {
            return visit.frame();
        } catch (RuntimeException away) {
            LOG.log(Level.DEBUG, "an error page without its reader", away);
            return visit.bareFrame();
        }
    }
}
