package io.intertie.web;

import io.intertie.web.admin.BankFile;
import io.intertie.web.admin.BooksPage;
import io.intertie.web.admin.DraftsPage;
import io.intertie.web.admin.EntryPage;
import io.intertie.web.admin.EvidenceFile;
import io.intertie.web.admin.ExceptionsPage;
import io.intertie.web.admin.FeedsPage;
import io.intertie.web.admin.NodesPage;
import io.intertie.web.admin.PayoutPage;
import io.intertie.web.admin.PayoutsPage;
import io.intertie.web.admin.QuotesPage;
import io.intertie.web.admin.ReconcilePage;
import io.intertie.web.admin.TrailPage;
import io.intertie.web.admin.VerifyPage;
import io.intertie.web.admin.WindowPage;
import io.intertie.web.admin.WindowsPage;
import io.intertie.web.buyer.ActivityPage;
import io.intertie.web.buyer.KeyPage;
import io.intertie.web.buyer.KeysPage;
import io.intertie.web.buyer.LimitsPage;
import io.intertie.web.buyer.LocksPage;
import io.intertie.web.buyer.LogFile;
import io.intertie.web.buyer.LogPage;
import io.intertie.web.buyer.LogsPage;
import io.intertie.web.buyer.NoticesPage;
import io.intertie.web.buyer.OverviewPage;
import io.intertie.web.buyer.ReceiptPage;
import io.intertie.web.buyer.SubscriptionsPage;
import io.intertie.web.buyer.WalletPage;
import io.intertie.web.buyer.WalletRulesPage;
import io.intertie.web.files.Uploads;
import io.intertie.web.provider.CertificationPage;
import io.intertie.web.provider.EarningsPage;
import io.intertie.web.provider.EvidencePage;
import io.intertie.web.provider.ListingPage;
import io.intertie.web.provider.ListingsPage;
import io.intertie.web.provider.NewListingPage;
import io.intertie.web.provider.NewSitePage;
import io.intertie.web.provider.OwnPayoutPage;
import io.intertie.web.provider.ProposalsPage;
import io.intertie.web.provider.ProvidingPage;
import io.intertie.web.provider.RoutingPage;
import io.intertie.web.provider.RulesPage;
import io.intertie.web.provider.RunEvents;
import io.intertie.web.provider.SitePage;
import io.intertie.web.provider.SitesPage;
import io.intertie.web.provider.SketchPage;
import io.intertie.web.provider.StopPage;
import io.intertie.web.provider.TablesPage;
import io.intertie.web.visitor.ComparePage;
import io.intertie.web.visitor.DocsPage;
import io.intertie.web.visitor.HomePage;
import io.intertie.web.visitor.LegalPage;
import io.intertie.web.visitor.ModelPage;
import io.intertie.web.visitor.ModelsPage;
import io.intertie.web.visitor.PriceMapPage;
import io.intertie.web.visitor.ProblemPage;
import io.intertie.web.visitor.ProviderPage;
import io.intertie.web.visitor.SettingsPage;
import io.intertie.web.visitor.StatusPage;
import jakarta.mvc.security.Csrf;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The pages, at the addresses that people see; `/v1`, `/api` and `/assets` are mapped longer.
@ApplicationPath("/")
public class PagesApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        var all = new HashSet<>(ofProviders());
        all.addAll(ofOthers());
        return all;
    }

    private static Set<Class<?>> ofProviders() {
        return Set.of(
                CertificationPage.class,
                RunEvents.class,
                SketchPage.class,
                EarningsPage.class,
                ListingPage.class,
                ListingsPage.class,
                NewListingPage.class,
                NewSitePage.class,
                OwnPayoutPage.class,
                ProvidingPage.class,
                SitePage.class,
                EvidencePage.class,
                SitesPage.class,
                ProposalsPage.class,
                TablesPage.class,
                RoutingPage.class,
                RulesPage.class,
                StopPage.class);
    }

    private static Set<Class<?>> ofOthers() {
        return Set.of(
                PageHeaders.class,
                Uploads.class,
                PageProblems.class,
                StaleForms.class,
                ProblemPage.class,
                HomePage.class,
                ModelsPage.class,
                ComparePage.class,
                ModelPage.class,
                PriceMapPage.class,
                ProviderPage.class,
                DocsPage.class,
                LegalPage.class,
                StatusPage.class,
                SettingsPage.class,
                OverviewPage.class,
                WalletPage.class,
                WalletRulesPage.class,
                SubscriptionsPage.class,
                KeyPage.class,
                KeysPage.class,
                LimitsPage.class,
                LogsPage.class,
                LogPage.class,
                LogFile.class,
                ActivityPage.class,
                LocksPage.class,
                NoticesPage.class,
                ReceiptPage.class,
                BankFile.class,
                BooksPage.class,
                DraftsPage.class,
                EntryPage.class,
                EvidenceFile.class,
                ExceptionsPage.class,
                FeedsPage.class,
                PayoutPage.class,
                PayoutsPage.class,
                QuotesPage.class,
                ReconcilePage.class,
                TrailPage.class,
                NodesPage.class,
                VerifyPage.class,
                ProofPage.class,
                WindowPage.class,
                WindowsPage.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of(Csrf.CSRF_PROTECTION, Csrf.CsrfOptions.IMPLICIT);
    }
}
