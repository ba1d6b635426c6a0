package io.intertie.web.admin;

import io.intertie.audit.Trail;
import io.intertie.audit.Verification;
import io.intertie.web.Figures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/// What nobody does and somebody should see: the age of what others publish, and the audit chain.
@ApplicationScoped
class Watch {
    private final Rates rates;
    private final FeedSheet feeds;
    private final Trail trail;

    @Inject
    Watch(Rates rates, FeedSheet feeds, Trail trail) {
        this.rates = rates;
        this.feeds = feeds;
        this.trail = trail;
    }

    List<Rates.Line> rates(Figures figures) {
        return rates.newest(figures);
    }

    ExceptionsPage.FeedAlarms feeds() {
        return new ExceptionsPage.FeedAlarms(feeds.alarms(), feeds.watched());
    }

    Verification chain() {
        return trail.verify();
    }
}
