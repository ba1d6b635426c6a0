package io.intertie.web.provider;

import io.intertie.catalog.Listing;
import io.intertie.choice.Tally;
import io.intertie.choice.Verdict;
import io.intertie.web.Figures;
import io.intertie.web.books.Names;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/// What routing made of a provider's listings: in all, and by day where one was not the first.
public record RoutingView(List<Line> listings, List<Skip> skips) {
    private static final int MOST_SKIPS = 200;

    /// A listing: how often it was looked at, was first, was to be tried later, was passed over.
    public record Line(
            String id,
            String model,
            String city,
            String looks,
            String firsts,
            String laters,
            String passed,
            String share) {}

    /// How often a listing was not the first on a day, for one reason.
    public record Skip(
            String day,
            String id,
            String model,
            String city,
            String verdict,
            boolean isPlanned,
            String times,
            Figures.Moment lastAt) {
        /// How the verdict is coloured.
        public String tone() {
            return isPlanned ? "" : "warn";
        }
    }

    static RoutingView of(
            Collection<Listing> listings, List<Tally> tallies, Names names, Figures figures) {
        var lines =
                listings.stream()
                        .filter(one -> sum(tallies, one.id(), _ -> true) > 0)
                        .map(one -> line(one, tallies, names, figures))
                        .toList();
        var skips =
                tallies.stream()
                        .filter(one -> !one.verdict().isFirst())
                        .limit(MOST_SKIPS)
                        .map(one -> skip(one, names, figures))
                        .toList();
        return new RoutingView(lines, skips);
    }

    private static long sum(List<Tally> tallies, UUID listing, Predicate<Verdict> counted) {
        return tallies.stream()
                .filter(one -> one.listingId().equals(listing) && counted.test(one.verdict()))
                .mapToLong(Tally::times)
                .sum();
    }

    private static Line line(Listing of, List<Tally> tallies, Names names, Figures figures) {
        var looks = sum(tallies, of.id(), _ -> true);
        var firsts = sum(tallies, of.id(), Verdict::isFirst);
        var passed = sum(tallies, of.id(), one -> !one.isPlanned());
        var share =
                BigDecimal.valueOf(firsts)
                        .divide(BigDecimal.valueOf(looks), 4, RoundingMode.HALF_UP);
        return new Line(
                of.id().toString(),
                names.model(of.modelId()),
                names.city(of.dataCenterId()),
                figures.count(looks),
                figures.count(firsts),
                figures.count(looks - firsts - passed),
                figures.count(passed),
                figures.percent(share));
    }

    private static Skip skip(Tally tally, Names names, Figures figures) {
        return new Skip(
                figures.date(tally.day()),
                tally.listingId().toString(),
                names.listingName(tally.listingId()),
                names.listing(tally.listingId())
                        .map(one -> names.city(one.dataCenterId()))
                        .orElse("–"),
                tally.verdict().word(),
                tally.verdict().isPlanned(),
                figures.count(tally.times()),
                figures.moment(tally.lastAt()));
    }
}
