package io.intertie.web;

import io.intertie.platform.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletContext;
import org.thymeleaf.templateresolver.WebApplicationTemplateResolver;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/// What the pages share while the market runs: the template engine, the assets, the words.
@ApplicationScoped
class Portal {
    @Produces
    @Singleton
    Assets assets(ServletContext context) {
        return new Assets(name -> context.getResourceAsStream("/assets/" + name));
    }

    @Produces
    @Singleton
    Site site(Settings settings, Assets assets) {
        return new Site(
                settings.url().toString(), settings.gateway().url().toString(), assets::address);
    }

    @Produces
    @Singleton
    Engine engine(ServletContext context) {
        var application = JakartaServletWebApplication.buildApplication(context);
        var resolver = new WebApplicationTemplateResolver(application);
        resolver.setPrefix(Engine.ROOT);
        resolver.setSuffix(".html");
        resolver.setCharacterEncoding("UTF-8");
        resolver.setCacheable(true);
        return new Engine(resolver);
    }

    @Produces
    @Singleton
    Messages messages(Engine engine) {
        return engine.messages();
    }
}
