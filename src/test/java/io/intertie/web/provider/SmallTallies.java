package io.intertie.web.provider;

import io.intertie.choice.Tally;
import io.intertie.choice.Verdict;
import io.intertie.web.Figures;
import io.intertie.web.SmallMarket;
import io.intertie.web.books.Names;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// What routing made of the small market's first two listings.
final class SmallTallies {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

    private SmallTallies() {}

    static RoutingView view(Figures figures, UnaryOperator<String> words) {
        var market = new SmallMarket();
        var tallies = new ArrayList<Tally>();
        for (var day : List.of(TODAY, TODAY.minusDays(1))) {
            long times = 12_840;
            for (var verdict : Verdict.values()) {
                tallies.add(
                        new Tally(
                                SmallMarket.id(111),
                                day,
                                verdict,
                                times,
                                SmallMarket.NOON.minusSeconds(times)));
                times = times * 2 / 3 + 1;
            }
            tallies.add(new Tally(SmallMarket.id(121), day, Verdict.CHOSEN, 7, SmallMarket.NOON));
        }
        var names =
                new Names(market.providers(), market.sites(), market.models(), market.listings());
        return RoutingView.of(market.listings(), tallies, names, figures);
    }

    static RoutingView none(Figures figures, UnaryOperator<String> words) {
        var names = new Names(List.of(), List.of(), List.of(), List.of());
        return RoutingView.of(List.of(), List.of(), names, figures);
    }
}
