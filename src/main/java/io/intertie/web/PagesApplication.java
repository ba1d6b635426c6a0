package io.intertie.web;

import io.intertie.web.buyer.ActivityPage;
import io.intertie.web.buyer.KeysPage;
import io.intertie.web.buyer.OverviewPage;
import io.intertie.web.buyer.ReceiptPage;
import io.intertie.web.buyer.SubscriptionsPage;
import io.intertie.web.buyer.WalletPage;
import io.intertie.web.visitor.DocsPage;
import io.intertie.web.visitor.HomePage;
import io.intertie.web.visitor.LegalPage;
import io.intertie.web.visitor.ModelPage;
import io.intertie.web.visitor.ModelsPage;
import io.intertie.web.visitor.ProblemPage;
import io.intertie.web.visitor.ProviderPage;
import io.intertie.web.visitor.SettingsPage;
import io.intertie.web.visitor.StatusPage;
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
        return Set.of(
                PageHeaders.class,
                PageProblems.class,
                StaleForms.class,
                ProblemPage.class,
                HomePage.class,
                ModelsPage.class,
                ModelPage.class,
                ProviderPage.class,
                DocsPage.class,
                LegalPage.class,
                StatusPage.class,
                SettingsPage.class,
                OverviewPage.class,
                WalletPage.class,
                SubscriptionsPage.class,
                KeysPage.class,
                ActivityPage.class,
                ReceiptPage.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of(Csrf.CSRF_PROTECTION, Csrf.CsrfOptions.IMPLICIT);
    }
}
