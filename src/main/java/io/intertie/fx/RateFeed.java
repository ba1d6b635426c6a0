package io.intertie.fx;

import io.intertie.identity.Actor;
import io.intertie.platform.config.Settings;
import io.intertie.platform.files.RemoteFile;
import io.intertie.platform.http.OutboundAddresses;
import io.intertie.platform.jobs.Breaker;
import io.intertie.platform.jobs.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The job that fetches the ECB's file when `INTERTIE_FX_ECB_URL` names it.
///
/// It looks every ten minutes whether the newest file is due.
@ApplicationScoped
public class RateFeed {
    private static final Logger LOG = Logger.getLogger(RateFeed.class.getName());
    private static final Actor ACTOR = Actor.market("ecb-rates");
    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /// The ECB says "around 16:00"; before this nobody should miss a file.
    private static final LocalTime DUE = LocalTime.of(16, 30);

    private final Optional<URI> url;
    private final Function<URI, byte[]> fetch;
    private final RateBook book;
    private final RateStore rates;
    private final Clock clock;
    private final Breaker breaker;

    @Inject
    RateFeed(
            Settings settings,
            OutboundAddresses addresses,
            RateBook book,
            RateStore rates,
            Clock clock) {
        this(
                settings.ecbRates(),
                new RemoteFile(addresses, DEADLINE, EcbFile.LARGEST)::fetch,
                book,
                rates,
                clock);
    }

    RateFeed(
            Optional<URI> url,
            Function<URI, byte[]> fetch,
            RateBook book,
            RateStore rates,
            Clock clock) {
        this.url = url;
        this.fetch = fetch;
        this.book = book;
        this.rates = rates;
        this.clock = clock;
        this.breaker = new Breaker("ECB rates", url, clock);
    }

    /// How the feed does.
    public Breaker.State state() {
        return breaker.state();
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        if (url.isPresent()) {
            var _ = jobs.now("ECB rates", this::look);
            jobs.every("ECB rates", PAUSE, this::look);
        }
    }

    /// Fetches the file if it is due and the feed does not rest.
    void look() {
        if (isDue(clock.instant())) {
            url.ifPresent(from -> breaker.attempt(() -> fetched(from)));
        }
    }

    private boolean isDue(Instant now) {
        var last = lastPublished(now);
        return rates.newestDay(EcbFile.NAME).map(day -> day.isBefore(last)).orElse(true);
    }

    /// The newest day of which the ECB has published rates for sure.
    static LocalDate lastPublished(Instant now) {
        var here = now.atZone(TargetDays.FRANKFURT);
        var day = here.toLocalDate();
        if (here.toLocalTime().isBefore(DUE)) {
            day = day.minusDays(1);
        }
        while (!TargetDays.isOpen(day)) {
            day = day.minusDays(1);
        }
        return day;
    }

    private void fetched(URI from) {
        var taken = book.taken(fetch.apply(from), ACTOR);
        LOG.log(Level.INFO, "ECB rates: {0}", taken);
    }
}
