package io.intertie.certification;

import io.intertie.platform.config.Settings;
import io.intertie.platform.http.HostResolver;
import io.intertie.platform.http.OutboundAddresses;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// Opens examinations, at addresses that the platform allows and at the operator's pace.
@ApplicationScoped
class Examiner {
    private final HostResolver resolver;
    private final Pace pace;

    @Inject
    Examiner(OutboundAddresses addresses, Settings settings) {
        this(HostResolver.of(addresses), Pace.usual(settings.certificationLoad()));
    }

    Examiner(HostResolver resolver, Pace pace) {
        this.resolver = resolver;
        this.pace = pace;
    }

    Examination open(Subject subject) {
        var probe = new Probe(subject.listing().endpoint(), resolver, pace);
        return new Examination(subject, probe, pace);
    }
}
