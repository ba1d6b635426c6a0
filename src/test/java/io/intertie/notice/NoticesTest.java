package io.intertie.notice;

import static io.intertie.catalog.TestCatalog.LISTING;
import static io.intertie.identity.TestParties.BUYER;
import static io.intertie.identity.TestParties.OTHER_BUYER;
import static io.intertie.identity.TestParties.PROVIDER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.access.PriceLock;
import io.intertie.catalog.TestCatalog;
import io.intertie.identity.TestParties;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.outbox.Outbox;
import io.intertie.platform.outbox.OutboxReader;
import io.intertie.platform.outbox.TestOutbox;
import io.intertie.platform.persistence.TestPersistence;
import io.intertie.tariff.PriceProposed;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.PriceVersionPublished;
import io.intertie.tariff.SuspensionChanged;
import io.intertie.tariff.TwoBands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NoticesTest {
    private final TestPersistence persistence = TestCatalog.persistenceWith();
    private final TestClock clock = new TestClock();
    private final NoticeStore store = new NoticeStore(persistence.database(), true);
    private final Notices notices = new Notices(store, clock);
    private final List<PriceVersion> versions = new ArrayList<>();
    private final List<UUID> subscribers = new ArrayList<>(List.of(BUYER));
    private final NoticeWriter writer =
            new NoticeWriter(
                    store,
                    new NoticeWriter.Rooms(
                            id -> versions.stream().filter(one -> one.id().equals(id)).findFirst(),
                            series ->
                                    versions.stream()
                                            .filter(one -> one.seriesId().equals(series))
                                            .toList(),
                            id -> Optional.of(LISTING),
                            (listing, by) -> subscribers,
                            this::lock),
                    clock);
    private final Outbox outbox = TestOutbox.on(persistence.database(), clock);

    private Optional<PriceLock> lock(UUID series) {
        var now = clock.instant();
        return Optional.of(
                new PriceLock(
                        series,
                        UUID.randomUUID(),
                        OTHER_BUYER,
                        LISTING.id(),
                        now,
                        now.plus(Duration.ofDays(9)),
                        Optional.empty()));
    }

    @BeforeEach
    void stock() {
        TestParties.register(persistence.database());
        TestCatalog.stock(TestCatalog.on(persistence, clock));
    }

    @Test
    void subscribersAreToldOnceOfAPriceAndWhetherItRises() {
        var first = version(PriceVersion.Kind.LIST, 1, 100);
        publish(first);
        publish(first);
        clock.advance(Duration.ofMinutes(1));
        publish(version(PriceVersion.Kind.LIST, 2, 101));
        var told = notices.of(BUYER, 10);
        assertEquals(2, told.size());
        assertTrue(told.getFirst().rises());
        assertFalse(told.getLast().rises());
        assertEquals(first.id().toString(), told.getLast().subject());
        assertEquals(first.effectiveFrom(), told.getLast().effectiveFrom());
    }

    @Test
    void whatANodePublishedThatWasKilledThenIsToldOnceByTheNext() {
        // The publication is committed, and nobody of that node hears of it any more.
        var version = version(PriceVersion.Kind.LIST, 1, 100);
        versions.add(version);
        persistence
                .database()
                .transaction(() -> {
                    outbox.publish(new PriceVersionPublished(version.listingId(), version.id()));
                });
        assertEquals(List.of(), notices.of(BUYER, 10));
        node().carry();
        node().carry();
        var told = notices.of(BUYER, 10);
        assertEquals(List.of(version.id().toString()), told.stream().map(Notice::subject).toList());
        assertEquals(1, queued(told.getFirst()), "and queued for its mail");
    }

    @Test
    void whatANodeWroteThatWasKilledBeforeItsCommitIsToldOnceByTheNext() {
        subscribers.add(OTHER_BUYER);
        var version = version(PriceVersion.Kind.LIST, 1, 100);
        versions.add(version);
        outbox.publish(new PriceVersionPublished(version.listingId(), version.id()));
        assertThrows(
                Killed.class,
                () ->
                        persistence
                                .database()
                                .transaction(() -> {
                                    node().carry();
                                    assertEquals(1, notices.of(BUYER, 10).size());
                                    throw new Killed();
                                }));
        assertEquals(List.of(), notices.of(BUYER, 10));
        node().carry();
        assertEquals(1, notices.of(BUYER, 10).size());
        assertEquals(1, notices.of(OTHER_BUYER, 10).size());
    }

    @Test
    void whatWasNotCommittedIsToldToNobody() {
        var version = version(PriceVersion.Kind.LIST, 1, 100);
        versions.add(version);
        assertThrows(
                Killed.class,
                () ->
                        persistence
                                .database()
                                .transaction(() -> {
                                    outbox.publish(
                                            new PriceVersionPublished(
                                                    version.listingId(), version.id()));
                                    throw new Killed();
                                }));
        node().carry();
        assertEquals(List.of(), notices.of(BUYER, 10));
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private int queued(Notice notice) {
        return persistence
                .database()
                .sql(
                        "select count(*)::int as queued from mail_delivery where notice_id = ?",
                        notice.id())
                .one(row -> row.count("queued"));
    }

    @Test
    void nobodyElseIsToldAndAnHourOfASpotPlanIsToldToNobody() {
        publish(version(PriceVersion.Kind.LIST, 1, 100));
        publish(version(PriceVersion.Kind.HOUR, 2, 100));
        assertEquals(1, notices.of(BUYER, 10).size());
        assertEquals(List.of(), notices.of(OTHER_BUYER, 10));
        assertEquals(List.of(), notices.of(PROVIDER, 10));
    }

    @Test
    void aLocksPriceIsToldToItsHolderAlone() {
        publish(version(PriceVersion.Kind.LOCK, 1, 100));
        assertEquals(List.of(), notices.of(BUYER, 10));
        assertEquals(1, notices.of(OTHER_BUYER, 10).size());
    }

    @Test
    void aStopIsToldToSubscribersAndAProposalToTheProvider() {
        var at = clock.instant().toString();
        outbox.publish(new SuspensionChanged(LISTING.id(), true, at));
        outbox.publish(new SuspensionChanged(LISTING.id(), true, at));
        outbox.publish(new PriceProposed(LISTING.id(), UUID.randomUUID()));
        node().carry();
        assertEquals(
                List.of(Notice.Kind.SUSPENDED),
                notices.of(BUYER, 10).stream().map(Notice::kind).toList());
        assertEquals(
                List.of(Notice.Kind.PRICE_PROPOSED),
                notices.of(PROVIDER, 10).stream().map(Notice::kind).toList());
    }

    @Test
    void whatIsReadIsReadForItsOrganisationAlone() {
        subscribers.add(OTHER_BUYER);
        publish(version(PriceVersion.Kind.LIST, 1, 100));
        notices.markRead(BUYER);
        assertEquals(0, notices.unread(BUYER));
        assertEquals(1, notices.unread(OTHER_BUYER));
        assertEquals(Optional.of(clock.instant()), notices.of(BUYER, 1).getFirst().readAt());
    }

    @Test
    void theHeadOfAPageCountsWhatIsUnreadAFewSecondsLateAndAtOnceWhenItIsRead() {
        assertEquals(0, notices.unreadLately(BUYER));
        publish(version(PriceVersion.Kind.LIST, 1, 100));
        assertEquals(0, notices.unreadLately(BUYER));
        clock.advance(Duration.ofSeconds(5));
        assertEquals(1, notices.unreadLately(BUYER));
        assertEquals(0, notices.unreadLately(OTHER_BUYER));
        notices.markRead(BUYER);
        assertEquals(0, notices.unreadLately(BUYER));
    }

    private void publish(PriceVersion version) {
        if (!versions.contains(version)) {
            versions.add(version);
        }
        outbox.publish(new PriceVersionPublished(version.listingId(), version.id()));
        node().carry();
    }

    /// What a node that has just started reads by.
    private OutboxReader node() {
        return NoticeReading.reader(persistence.database(), writer, clock);
    }

    private PriceVersion version(PriceVersion.Kind kind, int number, long micro) {
        return TwoBands.unstored(LISTING.id(), kind, number, micro, clock.instant());
    }
}
