package io.intertie.tariff.feed;

import io.intertie.identity.Actor;
import io.intertie.platform.config.Settings;
import io.intertie.platform.files.RemoteFile;
import io.intertie.platform.files.XmlTree;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The job that fetches what the operator named addresses of, and nothing else.
///
/// It looks every ten minutes. A zone is asked for until its prices reach as far as they are
/// published; a monthly table every six hours, and it is tried, never applied. A feed that fails
/// thrice rests; what it brought before stays in force.
@ApplicationScoped
public class Feeds {
    private static final Actor ACTOR = Actor.market("feeds");
    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration TABLE_PAUSE = Duration.ofHours(6);
    private static final Duration TABLE_IS_STALE = Duration.ofHours(36);
    private static final int FAILURES_BEFORE_ALARM = 3;

    private final List<Feed> feeds;
    private final Function<URI, byte[]> fetch;
    private final DayAheadFiles files;
    private final ZoneWatch zones;
    private final MonthlyTables tables;
    private final Clock clock;

    @Inject
    Feeds(
            Settings settings,
            OutboundAddresses addresses,
            DayAheadFiles files,
            ZoneWatch zones,
            MonthlyTables tables,
            Clock clock) {
        this(
                settings.feeds(),
                new RemoteFile(addresses, DEADLINE, XmlTree.BYTES_AT_MOST)::fetch,
                new Rooms(files, zones, tables),
                clock);
    }

    Feeds(Settings.Feeds settings, Function<URI, byte[]> fetch, Rooms rooms, Clock clock) {
        this.fetch = fetch;
        this.files = rooms.files();
        this.zones = rooms.zones();
        this.tables = rooms.tables();
        this.clock = clock;
        this.feeds = feeds(settings, clock);
    }

    /// Where documents go.
    record Rooms(DayAheadFiles files, ZoneWatch zones, MonthlyTables tables) {}

    private record Feed(FeedAddress address, Breaker breaker, Instant begun) {}

    /// How a feed does; `isAlarmed` when it failed thrice, or a table came too long ago.
    public record State(FeedKind kind, String zone, Breaker.State attempts, boolean isAlarmed) {}

    private static List<Feed> feeds(Settings.Feeds settings, Clock clock) {
        var addresses = new ArrayList<FeedAddress>();
        settings.entsoe()
                .forEach(url ->
                        addresses.add(
                                new FeedAddress(FeedKind.ENTSOE, url, settings.entsoeToken())));
        settings.energyCharts()
                .forEach(url ->
                        addresses.add(
                                new FeedAddress(FeedKind.ENERGY_CHARTS, url, Optional.empty())));
        settings.tariffTable()
                .ifPresent(url ->
                        addresses.add(
                                new FeedAddress(FeedKind.TARIFF_TABLE, url, Optional.empty())));
        return addresses.stream()
                .map(one ->
                        new Feed(
                                one,
                                new Breaker(
                                        one.kind().source() + " " + one.shown().getHost(),
                                        Optional.of(one.shown()),
                                        clock),
                                clock.instant()))
                .toList();
    }

    /// Every feed that is configured.
    public List<State> states() {
        return feeds.stream()
                .map(feed ->
                        new State(
                                feed.address().kind(),
                                called(feed.address()),
                                feed.breaker().state(),
                                isAlarmed(feed)))
                .toList();
    }

    private static String called(FeedAddress address) {
        return BiddingZone.of(address.zone()).map(BiddingZone::code).orElse(address.zone());
    }

    /// Every zone that is asked for or has had a price of late.
    public List<ZoneWatch.Zone> zones() {
        return zones.zones(
                feeds.stream()
                        .map(feed -> feed.address().zone())
                        .flatMap(name -> BiddingZone.of(name).stream())
                        .map(BiddingZone::code)
                        .toList());
    }

    private boolean isAlarmed(Feed feed) {
        var state = feed.breaker().state();
        var oldest = state.succeededAt().orElse(feed.begun()).plus(TABLE_IS_STALE);
        var isStale =
                feed.address().kind() == FeedKind.TARIFF_TABLE && oldest.isBefore(clock.instant());
        return state.failures() >= FAILURES_BEFORE_ALARM || isStale;
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        if (!feeds.isEmpty()) {
            var _ = jobs.now("feeds", this::look);
            jobs.every("feeds", PAUSE, this::look);
        }
    }

    /// Fetches what is due and does not rest.
    void look() {
        feeds.stream()
                .filter(this::isDue)
                .forEach(feed -> feed.breaker().attempt(() -> fetched(feed.address())));
    }

    private boolean isDue(Feed feed) {
        if (feed.address().kind() == FeedKind.TARIFF_TABLE) {
            var last = feed.breaker().state().succeededAt();
            return last.map(at -> !at.plus(TABLE_PAUSE).isAfter(clock.instant())).orElse(true);
        }
        return BiddingZone.of(feed.address().zone())
                .map(zone -> zones.isDue(zone.code()))
                .orElse(true);
    }

    private void fetched(FeedAddress address) {
        var document = fetch.apply(address.at(clock.instant()));
        var name = Told.shortened(address.shown().toString());
        if (address.kind() == FeedKind.TARIFF_TABLE) {
            var tried = tables.tryOut(name, document, ACTOR);
            if (tried.isRefused()) {
                var first = tried.faults().getFirst();
                throw Told.refused("file.cell", "%s: %s", first.at(), first.wording());
            }
        } else {
            var label = new DayAheadFiles.Label(address.kind(), address.zone(), name);
            var _ = files.taken(label, document, ACTOR);
        }
    }
}
