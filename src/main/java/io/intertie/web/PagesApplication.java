package io.intertie.web;

import io.intertie.web.visitor.HomePage;
import io.intertie.web.visitor.SettingsPage;
import jakarta.mvc.security.Csrf;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/// The pages, at the addresses that people see; `/v1`, `/api` and `/assets` are mapped longer.
@ApplicationPath("/")
public class PagesApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(PageHeaders.class, PageProblems.class, HomePage.class, SettingsPage.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of(Csrf.CSRF_PROTECTION, Csrf.CsrfOptions.IMPLICIT);
    }
}
