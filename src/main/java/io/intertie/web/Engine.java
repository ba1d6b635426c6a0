package io.intertie.web;

import java.io.StringWriter;
import java.io.Writer;
import java.util.Map;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templateresolver.ITemplateResolver;

/// Turns a page's template, its frame and its model into HTML.
///
/// A template sees two names: `frame`, the [Frame], and `page`, the model record of that page.
final class Engine {
    /// Where the templates lie in the WAR; a view is named from `pages/` or `fragments/` on.
    static final String ROOT = "/WEB-INF/";

    private final TemplateEngine templates = new TemplateEngine();
    private final Messages messages = new Messages();

    /// An engine over templates that the resolver finds, for example `pages/visitor/home`.
    public Engine(ITemplateResolver resolver) {
        templates.setTemplateResolver(resolver);
        templates.setMessageResolver(messages.resolver());
    }

    /// The words that the templates use.
    public Messages messages() {
        return messages;
    }

    /// A whole page; `view` is `visitor/home` for pages/visitor/home.html.
    public String render(String view, Frame frame, Object page) {
        var html = new StringWriter(16_384);
        render(view, frame, page, html);
        return html.toString();
    }

    void render(String view, Frame frame, Object page, Writer out) {
        var variables = Map.<String, Object>of("frame", frame, "page", page);
        templates.process("pages/" + view, new Context(frame.prefs().locale(), variables), out);
    }
}
