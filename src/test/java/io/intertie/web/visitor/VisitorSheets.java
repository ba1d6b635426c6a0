package io.intertie.web.visitor;

import io.intertie.platform.http.ProblemType;
import io.intertie.web.Market;
import io.intertie.web.Preview;
import io.intertie.web.SmallMarket;
import io.intertie.web.SmallPrices;
import io.intertie.web.SmallScores;
import io.intertie.web.SmallTariffs;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The visitors' pages over the small market, at a quarter to eleven in Berlin.
public final class VisitorSheets {
    public static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-23T09:45:00Z"), ZoneOffset.UTC);

    private final Storefront storefront;

    public VisitorSheets(Preview preview) {
        var catalog = new SmallMarket();
        var prices = new SmallPrices(catalog);
        var market = Market.over(catalog, prices, new SmallScores(), CLOCK);
        storefront = new Storefront(market, catalog, new SmallTariffs(), preview.messages(), CLOCK);
    }

    public List<Preview.Sheet> all() {
        return List.of(
                sheet("home", "visitor/home", storefront::home),
                sheet(
                        "problem",
                        "visitor/problem",
                        prefs -> new ProblemView(ProblemType.UNAVAILABLE, "rq_9fk2c71")));
    }

    private static Preview.Sheet sheet(
            String name,
            String view,
            java.util.function.Function<io.intertie.web.Prefs, Object> page) {
        return new Preview.Sheet(name, view, Optional.empty(), page);
    }

    public static void main(String[] arguments) throws IOException {
        var preview = new Preview();
        for (var sheet : new VisitorSheets(preview).all()) {
            preview.write(sheet);
        }
    }
}
