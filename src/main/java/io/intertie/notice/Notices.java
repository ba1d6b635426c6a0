package io.intertie.notice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/// What an organisation has been told.
@ApplicationScoped
public class Notices {
    private final NoticeStore store;
    private final Clock clock;

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

    /// Marks all that the organisation was told as read.
    public void markRead(UUID organisationId) {
        store.read(organisationId, clock.instant());
    }
}
