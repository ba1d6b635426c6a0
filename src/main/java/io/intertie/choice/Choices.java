package io.intertie.choice;

import io.intertie.platform.inject.Direct;
import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.WriteBehind;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The choices of routing: taken down at once, written in batches, read by whom they concern.
@Direct
public class Choices {
    /// How long a choice is kept.
    public static final Duration STAYS = Duration.ofDays(30);

    private static final Duration FLUSH = Duration.ofSeconds(2);
    private static final Duration FORGET = Duration.ofHours(1);
    private static final int MOST_WAITING = 20_000;
    private static final int BATCH = 1_000;

    private final ChoiceStore store;
    private final Clock clock;
    private final WriteBehind<Choice> behind;

    @Inject
    public Choices(Database database, Clock clock) {
        this.store = new ChoiceStore(database);
        this.clock = clock;
        this.behind = new WriteBehind<>(MOST_WAITING, BATCH, store::add);
    }

    /// Takes a choice down, unless too many wait.
    public void record(Choice choice) {
        behind.add(choice);
    }

    /// How many choices have been lost since the start.
    public long lost() {
        return behind.lost();
    }

    /// The choice of a request, if there was one and it is not too old; whose request it is, is for
    /// the caller to check.
    public Optional<Choice> of(UUID requestId) {
        return store.find(requestId);
    }

    /// What routing made of listings since a day (UTC), the newest day first and the most frequent
    /// first in it.
    public List<Tally> tallies(Collection<UUID> listings, LocalDate since) {
        return store.tallies(listings, since);
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        jobs.every("choices", FLUSH, this::flush);
        jobs.every("old choices", FORGET, this::forget);
    }

    /// Writes what waits.
    @PreDestroy
    void flush() {
        behind.flush();
    }

    void forget() {
        store.forget(clock.instant().minus(STAYS));
    }
}
