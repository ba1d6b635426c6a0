package io.intertie.fx;

import io.intertie.identity.Actor;
import io.intertie.platform.config.Settings;
import io.intertie.platform.http.OutboundAddresses;
import io.intertie.platform.http.Problem;
import io.intertie.platform.jobs.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The job that fetches the ECB's file when `INTERTIE_FX_ECB_URL` names it.
///
/// It looks every ten minutes whether the newest file is due. After three failures in a row it
/// rests, twice as long each time, four hours at most: what failed thrice gains nothing from haste.
@ApplicationScoped
public class RateFeed {
    private static final Logger LOG = Logger.getLogger(RateFeed.class.getName());
    private static final Actor ACTOR = Actor.market("ecb-rates");
    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration LONGEST_REST = Duration.ofHours(4);
    private static final int FAILURES_BEFORE_REST = 3;

    /// The ECB says "around 16:00"; before this nobody should miss a file.
    private static final LocalTime DUE = LocalTime.of(16, 30);

    private final Optional<URI> url;
    private final Function<URI, byte[]> fetch;
    private final RateBook book;
    private final RateStore rates;
    private final Clock clock;
    private final AtomicReference<State> state;

    @Inject
    RateFeed(
            Settings settings,
            OutboundAddresses addresses,
            RateBook book,
            RateStore rates,
            Clock clock) {
        this(settings.ecbRates(), new EcbFeed(addresses, DEADLINE)::fetch, book, rates, clock);
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
        this.state =
                new AtomicReference<>(
                        new State(url, Optional.empty(), Optional.empty(), 0, Optional.empty()));
    }

    /// How the feed does: `restsUntil` is when it tries again after failures in a row.
    public record State(
            Optional<URI> url,
            Optional<Instant> succeededAt,
            Optional<String> fault,
            int failures,
            Optional<Instant> restsUntil) {
        public boolean isOn() {
            return url.isPresent();
        }

        private State succeeded(Instant at) {
            return new State(url, Optional.of(at), Optional.empty(), 0, Optional.empty());
        }

        private State failed(String why, Instant at) {
            var inARow = failures + 1;
            var rest =
                    inARow < FAILURES_BEFORE_REST
                            ? Optional.<Instant>empty()
                            : Optional.of(at.plus(restAfter(inARow)));
            return new State(url, succeededAt, Optional.of(why), inARow, rest);
        }

        private static Duration restAfter(int failures) {
            var doublings = Math.min(failures - FAILURES_BEFORE_REST, 5);
            var rest = PAUSE.multipliedBy(2L << doublings);
            return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
        }
    }

    public State state() {
        return state.get();
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        if (url.isPresent()) {
            var _ = jobs.now("ECB rates", this::look);
            jobs.every("ECB rates", PAUSE, this::look);
        }
    }

    /// Fetches the file if it is due and the feed does not rest.
    void look() {
        var now = clock.instant();
        var rests = state.get().restsUntil().map(until -> until.isAfter(now)).orElse(false);
        if (!rests && isDue(now)) {
            url.ifPresent(this::fetched);
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
        try {
            var taken = book.taken(fetch.apply(from), ACTOR);
            state.updateAndGet(before -> before.succeeded(clock.instant()));
            LOG.log(Level.INFO, "ECB rates: {0}", taken);
        } catch (UncheckedIOException | Problem failed) {
            var why = String.valueOf(failed.getMessage());
            state.updateAndGet(before -> before.failed(why, clock.instant()));
            LOG.log(Level.WARNING, "ECB rates: {0}", why);
        }
    }
}
