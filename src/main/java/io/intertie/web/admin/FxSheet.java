package io.intertie.web.admin;

import io.intertie.fx.RateBook;
import io.intertie.fx.RateEntry;
import io.intertie.fx.RateFeed;
import io.intertie.fx.ReferenceRate;
import io.intertie.fx.TargetDays;
import io.intertie.platform.http.Wording;
import io.intertie.settlement.Positions;
import io.intertie.tariff.PriceBook;
import io.intertie.web.Figures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Fills the exchange rates' page from the rooms that know.
@ApplicationScoped
class FxSheet {
    private static final int SERIES = 60;

    private final RateBook book;
    private final RateFeed feed;
    private final Positions positions;
    private final PriceBook prices;
    private final Clock clock;

    @Inject
    FxSheet(RateBook book, RateFeed feed, Positions positions, PriceBook prices, Clock clock) {
        this.book = book;
        this.feed = feed;
        this.positions = positions;
        this.prices = prices;
        this.clock = clock;
    }

    /// A source's series of one currency: its newest rate, its age in TARGET days, and the days of
    /// the last month that it misses.
    public record Series(
            String currency,
            Optional<String> tag,
            String rate,
            String source,
            String quality,
            String asOf,
            int age,
            Optional<Figures.Moment> publishedAt,
            Figures.Moment fetchedAt,
            String hash,
            boolean isHeld,
            int days,
            List<String> gaps) {}

    /// A currency's position; all sums with all their decimals.
    public record Position(
            String currency,
            String charges,
            String deals,
            String realised,
            String position,
            Optional<String> value,
            boolean isProven) {}

    /// How the feed does.
    public record Feed(
            Optional<String> host,
            Optional<Figures.Moment> succeededAt,
            Optional<String> fault,
            int failures,
            Optional<Figures.Moment> restsUntil) {}

    /// A rate that somebody entered; who did does not decide on it.
    public record Entry(
            String id,
            String rate,
            String asOf,
            String evidence,
            String enteredBy,
            Figures.Moment enteredAt,
            String state,
            Optional<String> decidedBy,
            boolean isOwn) {
        static Entry of(RateEntry entry, String reader, Figures figures) {
            return new Entry(
                    entry.id().toString(),
                    "1 EUR = %s %s".formatted(figures.rate(entry.rate()), entry.symbol()),
                    figures.date(entry.asOf()),
                    entry.evidence(),
                    entry.enteredBy(),
                    figures.moment(entry.enteredAt()),
                    entry.state().name().toLowerCase(java.util.Locale.ROOT),
                    entry.decidedBy(),
                    entry.enteredBy().equals(reader));
        }
    }

    List<Series> series(Figures figures) {
        return book.newest().stream().map(one -> series(one, figures)).toList();
    }

    private Series series(ReferenceRate newest, Figures figures) {
        var utc = figures.in(ZoneOffset.UTC);
        var series = book.series(newest, SERIES);
        return new Series(
                newest.quote().code(),
                newest.venue().tag(),
                "1 %s = %s %s".formatted(newest.base(), utc.rate(newest.rate()), newest.quote()),
                newest.source(),
                newest.quality(),
                utc.date(newest.asOf()),
                TargetDays.between(newest.asOf(), TargetDays.at(clock.instant())),
                newest.publishedAt().map(utc::moment),
                utc.moment(newest.fetchedAt()),
                newest.payloadSha256(),
                newest.isHeld(),
                series.size(),
                RateBook.gaps(series).stream().map(utc::date).toList());
    }

    Feed feed(Figures figures, Function<Wording, String> said) {
        var utc = figures.in(ZoneOffset.UTC);
        var state = feed.state();
        return new Feed(
                state.url().map(url -> url.getHost()),
                state.succeededAt().map(utc::moment),
                state.fault().map(said),
                state.failures(),
                state.restsUntil().map(utc::moment));
    }

    /// How many prices in force are computed with each quote.
    Map<String, Integer> users() {
        var users = new HashMap<String, Integer>();
        prices.current().stream()
                .filter(one -> one.version().isInForceAt(clock.instant()))
                .flatMap(one -> one.version().inputs().quotes().values().stream())
                .forEach(quote -> users.merge(quote.toString(), 1, Integer::sum));
        return users;
    }

    /// The positions, and what they are worth together.
    public record Book(List<Position> positions, String value, boolean isProven) {}

    Book positions(Figures figures) {
        var report = positions.report();
        return new Book(
                report.positions().stream().map(one -> position(one, figures)).toList(),
                figures.exact(report.value()),
                report.isProven());
    }

    private static Position position(Positions.Position one, Figures figures) {
        return new Position(
                one.currency().code(),
                figures.exact(one.charges()),
                figures.exact(one.deals()),
                figures.exact(one.realised().plus(one.other())),
                figures.exact(one.position()),
                one.value().map(figures::exact),
                one.isProven());
    }
}
