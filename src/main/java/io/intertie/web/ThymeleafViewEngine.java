package io.intertie.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mvc.engine.ViewEngine;
import jakarta.mvc.engine.ViewEngineContext;
import jakarta.mvc.engine.ViewEngineException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

/// Renders the views of Jakarta MVC: `visitor/home.html` with the model that the page put.
@ApplicationScoped
class ThymeleafViewEngine implements ViewEngine {
    static final String MODEL = "page";
    private static final String SUFFIX = ".html";

    private final Engine engine;
    private final Visit visit;

    @Inject
    ThymeleafViewEngine(Engine engine, Visit visit) {
        this.engine = engine;
        this.visit = visit;
    }

    @Override
    public boolean supports(String view) {
        return view.endsWith(SUFFIX);
    }

    @Override
    public void processView(ViewEngineContext context) throws ViewEngineException {
        var view = context.getView().substring(0, context.getView().length() - SUFFIX.length());
        var page = context.getModels().get(MODEL);
        // Rendered whole before the first byte leaves: a template that fails gives an error page.
        var html = engine.render(view, visit.frame(), page);
        try {
            var out = new OutputStreamWriter(context.getOutputStream(), StandardCharsets.UTF_8);
            out.write(html);
            out.flush();
        } catch (IOException gone) {
            throw new ViewEngineException(gone);
        }
    }
}
