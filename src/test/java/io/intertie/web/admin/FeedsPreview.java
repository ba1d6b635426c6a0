package io.intertie.web.admin;

import io.intertie.money.Currency;
import io.intertie.tariff.DayAhead.Point;
import io.intertie.tariff.feed.TableDiff.CellChange;
import io.intertie.tariff.feed.ZoneWatch;
import io.intertie.web.Figures;
import io.intertie.web.Form;
import io.intertie.web.SmallMarket;
import io.intertie.web.books.TableView;
import io.intertie.web.books.TriedLine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The feeds' page over made-up prices: a day whose clocks go back, with negative hours and a gap.
public final class FeedsPreview {
    private static final String HASH = "7c1ea90f".repeat(8);
    private static final LocalDate DAY = LocalDate.of(2026, 10, 25);

    private FeedsPreview() {}

    static FeedsPage.View page(boolean isBusy, Figures figures) {
        if (!isBusy) {
            return new FeedsPage.View(
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    true,
                    Optional.of("The file is refused: it is of type A65. Nothing was stored."),
                    Form.of(Map.of("zone", "DE")).wrong("zone", "There is no zone \"DE\"."));
        }
        var now = figures.moment(SmallMarket.NOON);
        return new FeedsPage.View(
                List.of(
                        feed("ENTSO-E A44", "10Y1001A1001A82H", Optional.of(now), 0, figures),
                        feed("ENTSO-E A44", "FR", Optional.empty(), 4, figures),
                        feed("monthly table", "", Optional.of(now), 0, figures)),
                List.of(
                        zone("DE-LU", "fresh", Optional.of("EUR −3.08"), now),
                        zone("FR", "late", Optional.of("EUR 91.20"), now),
                        zone("NL", "stopped", Optional.empty(), now)),
                Optional.of(FeedDay.of("DE-LU", day(), figures)),
                List.of(tried(now)),
                Optional.of(table(now)),
                true,
                Optional.empty(),
                Form.EMPTY);
    }

    private static FeedSheet.FeedLine feed(
            String source,
            String zone,
            Optional<Figures.Moment> succeededAt,
            int failures,
            Figures figures) {
        var fault = Optional.of("the answer is status 500").filter(it -> failures > 0);
        return new FeedSheet.FeedLine(
                source,
                zone,
                "https://web-api.tp.entsoe.eu/api",
                succeededAt,
                fault,
                failures,
                fault.map(it -> figures.moment(SmallMarket.NOON)),
                failures > 2);
    }

    private static FeedSheet.ZoneLine zone(
            String code, String state, Optional<String> price, Figures.Moment now) {
        return new FeedSheet.ZoneLine(
                code,
                state,
                !state.equals("fresh"),
                price,
                price.map(it -> now),
                Optional.of(now),
                price.isPresent() ? 5 : 31);
    }

    private static ZoneWatch.Day day() {
        var from = DAY.atStartOfDay(ZoneWatch.MARKET_TIME).toInstant();
        var to = DAY.plusDays(1).atStartOfDay(ZoneWatch.MARKET_TIME).toInstant();
        var points = new ArrayList<Point>();
        for (int quarter = 0; quarter < 100; quarter++) {
            var noon = Math.abs(quarter - 52);
            var price = noon < 14 ? -30 + 2 * noon : 60 + noon * 2 - (noon * noon) / 40;
            if (quarter < 70 || quarter >= 74) {
                points.add(point(from.plus(Duration.ofMinutes(15L * quarter)), price));
            }
        }
        return new ZoneWatch.Day(DAY, from, to, points);
    }

    private static Point point(Instant from, int price) {
        return new Point(
                from,
                from.plus(Duration.ofMinutes(15)),
                Currency.of("EUR"),
                BigDecimal.valueOf(price),
                "ENTSO-E A44, SHA-256 " + HASH);
    }

    /// A table that was tried.
    public static TriedLine tried(Figures.Moment now) {
        return new TriedLine(
                SmallMarket.id(980).toString(),
                "Guangdong, December 2026",
                HASH,
                "job:feeds",
                now,
                2);
    }

    /// What it would change.
    public static TableView table(Figures.Moment now) {
        return new TableView(
                Optional.of(SmallMarket.id(981)),
                "Guangdong, December 2026",
                HASH,
                List.of(
                        new TableView.FaultLine(
                                3,
                                "price_per_kwh",
                                "12.1 is more than 10 times or less than a tenth of 1.01, which it"
                                        + " costs now",
                                true)),
                List.of(
                        new TableView.SiteLine(
                                "shenzhen",
                                "CN-GD",
                                now,
                                List.of(
                                        new CellChange(
                                                2,
                                                "price_per_kwh",
                                                "VALLEY",
                                                Optional.of("0.25"),
                                                "0.3"),
                                        new CellChange(
                                                3,
                                                "price_per_kwh",
                                                "PEAK",
                                                Optional.of("1.01"),
                                                "12.1"),
                                        new CellChange(
                                                2,
                                                "demand_per_kw_month",
                                                "",
                                                Optional.of("31.2"),
                                                "40")),
                                "deepseek-v3, qwen3-235b",
                                false),
                        new TableView.SiteLine("foshan", "CN-GD", now, List.of(), "", true)),
                "huizhou",
                "7, 8",
                1,
                true,
                false);
    }
}
