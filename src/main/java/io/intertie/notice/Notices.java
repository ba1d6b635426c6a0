package io.intertie.notice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// What an organisation has been told.
@ApplicationScoped
public class Notices {
    private static final Duration A_FEW_SECONDS = Duration.ofSeconds(5);
    private static final int MOST_KNOWN = 10_000;

    private final NoticeStore store;
    private final Clock clock;
    private final Map<UUID, Known> lately = new ConcurrentHashMap<>();

    private record Known(int unread, Instant until) {}

    @Inject
    Notices(NoticeStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// The newest first.
    public List<Notice> of(UUID organisationId, int limit) {
        return store.of(organisationId, limit);
    }

    public int unread(UUID organisationId) {
        return store.unread(organisationId);
    }

    /// How many nobody has read, as of a few seconds ago: for the head of every page.
    public int unreadLately(UUID organisationId) {
        var now = clock.instant();
        var known = lately.get(organisationId);
        if (known != null && now.isBefore(known.until())) {
            return known.unread();
        }
        if (lately.size() >= MOST_KNOWN) {
            lately.clear();
        }
        var unread = store.unread(organisationId);
        lately.put(organisationId, new Known(unread, now.plus(A_FEW_SECONDS)));
        return unread;
    }

    /// Marks all that the organisation was told as read.
    public void markRead(UUID organisationId) {
        store.read(organisationId, clock.instant());
        lately.remove(organisationId);
    }
}
