package io.intertie.api;

import io.intertie.platform.http.PageFramework;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.HashSet;
import java.util.Set;

/// All that answers under `/api`, named one by one.
@ApplicationPath("api")
public class ApiApplication extends Application {
    static final Set<Class<?>> RESOURCES =
            Set.of(
                    SelfResource.class,
                    OrganisationsResource.class,
                    CatalogResource.class,
                    SitesResource.class,
                    TariffsResource.class,
                    EnergyResource.class,
                    OffersResource.class,
                    ListingsResource.class,
                    CertificationsResource.class,
                    QualityResource.class,
                    ListingRoutingResource.class,
                    PricesResource.class,
                    ListingRulesResource.class,
                    StopsResource.class,
                    WaitingPricesResource.class,
                    ProposalsResource.class,
                    WalletsResource.class,
                    TopUpsResource.class,
                    WebhooksResource.class,
                    BankResource.class,
                    KeysResource.class,
                    LimitsResource.class,
                    LogsResource.class,
                    RequestLogResource.class,
                    SubscriptionsResource.class,
                    LocksResource.class,
                    NewLockResource.class,
                    NoticesResource.class,
                    RequestsResource.class,
                    RequestRouteResource.class,
                    ProofsResource.class,
                    WindowsResource.class,
                    PayoutsResource.class,
                    BooksResource.class,
                    SpendingResource.class,
                    FxResource.class,
                    FeedsResource.class,
                    OpenApiResource.class);

    @Override
    public Set<Class<?>> getClasses() {
        var all = new HashSet<Class<?>>(RESOURCES);
        all.addAll(PageFramework.keptOut());
        all.addAll(
                Set.of(
                        Authentication.class,
                        NeedsFeature.class,
                        ProblemMapper.class,
                        FailureMapper.class,
                        Json.class));
        return all;
    }
}
