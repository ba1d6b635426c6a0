package io.intertie.web;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mvc.security.CsrfValidationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/// Gives a form without a valid token our page; before Krazo's own mapper, whose answer is empty.
@Provider
@Priority(1)
@ApplicationScoped
public class StaleForms implements ExceptionMapper<CsrfValidationException> {
    private final PageProblems problems;

    @Inject
    StaleForms(PageProblems problems) {
        this.problems = problems;
    }

    @Override
    public Response toResponse(CsrfValidationException stale) {
        return problems.toResponse(stale);
    }
}
