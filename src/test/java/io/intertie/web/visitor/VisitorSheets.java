package io.intertie.web.visitor;

import io.intertie.catalog.DataCenter;
import io.intertie.fx.CurrencyPair;
import io.intertie.fx.Quote;
import io.intertie.money.Rate;
import io.intertie.platform.http.ProblemType;
import io.intertie.quality.Measured;
import io.intertie.quality.Uptime;
import io.intertie.tariff.PriceAnatomy;
import io.intertie.tariff.TariffVersion;
import io.intertie.web.Figures;
import io.intertie.web.Form;
import io.intertie.web.Offer;
import io.intertie.web.Prefs;
import io.intertie.web.Preview;
import io.intertie.web.SmallMarket;
import io.intertie.web.SmallPrices;
import io.intertie.web.SmallTariffs;
import io.intertie.web.provider.SmallQuality;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The visitors' pages over the small market.
public final class VisitorSheets {
    private static final SmallMarket MARKET = new SmallMarket();
    private static final Shelf ALL =
            new Shelf(
                    "",
                    Set.of(),
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Shelf.Worth.ANY,
                    Shelf.Order.PRICE);
    private static final Shelf NONE =
            new Shelf(
                    "nothing",
                    Set.of("IS"),
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Shelf.Worth.ANY,
                    Shelf.Order.PRICE);

    private final Window window;
    private final Showcase showcase;
    private final PriceMap map;

    public VisitorSheets(Preview preview) {
        window = new Window(preview.messages());
        showcase = new Showcase(preview.messages());
        map = new PriceMap(preview.messages());
    }

    public List<Preview.Sheet> all() {
        return List.of(
                sheet(
                        "home",
                        "visitor/home",
                        prefs -> window.home(offers(prefs), cards(prefs), prefs)),
                sheet(
                        "models",
                        "visitor/models",
                        prefs -> window.models(offers(prefs), asked(ALL, ""), cards(prefs), prefs)),
                sheet(
                        "models-none",
                        "visitor/models",
                        prefs ->
                                window.models(
                                        offers(prefs), asked(NONE, "cheap"), cards(prefs), prefs)),
                sheet("compare", "visitor/compare", prefs -> compared(prefs, 4)),
                sheet("compare-two", "visitor/compare", prefs -> compared(prefs, 2)),
                sheet("compare-none", "visitor/compare", prefs -> compared(prefs, 0)),
                sheet("model", "visitor/model", prefs -> model(prefs, "deepseek")),
                sheet("model-buyer", "visitor/model", prefs -> model(prefs, "zai"))
                        .seenBy(Preview.BUYER),
                sheet("embedding", "visitor/model", prefs -> model(prefs, "sentence-transformers")),
                sheet("provider", "visitor/provider", this::provider),
                sheet("price-map", "visitor/price-map", prefs -> map(prefs, "deepseek", "mine")),
                sheet("price-map-site", "visitor/price-map", prefs -> map(prefs, "zai", "site")),
                sheet("price-map-none", "visitor/price-map", prefs -> map(prefs, "", "utc")),
                sheet("docs", "visitor/docs", prefs -> DocsPage.docs("deepseek/v4-flash")),
                sheet(
                        "error",
                        "visitor/error",
                        prefs -> new DocsPage.Explained(ProblemType.INSUFFICIENT_FUNDS)),
                sheet("method", "visitor/pricing-method", prefs -> new LegalPage.Method()),
                sheet("fx", "visitor/fx", VisitorSheets::rates),
                sheet("status", "visitor/status", VisitorSheets::status),
                sheet("settings", "visitor/settings", VisitorSheets::settings),
                sheet(
                        "stale",
                        "visitor/problem",
                        prefs -> new ProblemView(ProblemType.FORBIDDEN, true, "0192-9fk2c71")),
                sheet(
                                "forbidden",
                                "visitor/problem",
                                prefs -> new ProblemView(ProblemType.FORBIDDEN, false, "0192-71"))
                        .seenBy(Preview.BUYER),
                sheet(
                        "problem",
                        "visitor/problem",
                        prefs -> new ProblemView(ProblemType.UNAVAILABLE, false, "0192-9fk2c71")));
    }

    private static ModelsPage.Asked asked(Shelf shelf, String most) {
        return new ModelsPage.Asked(shelf, most, 1);
    }

    private Object compared(Prefs prefs, int models) {
        var rows = window.rows(offers(prefs), prefs).stream().limit(models).toList();
        var names = rows.stream().map(row -> row.model().wireName()).toList();
        return new ComparePage.Compared(
                rows.stream()
                        .map(row ->
                                ComparePage.column(
                                        row, Optional.of("18.9%"), names, Figures.of(prefs)))
                        .toList(),
                models == 4 ? 2 : 0);
    }

    // Thirty days with a bad one and one without a call.
    private static Lens.Seen seen(List<Offer> offers, Optional<PriceAnatomy> anatomy) {
        var today = LocalDate.parse("2026-11-23");
        var days = new HashMap<LocalDate, Uptime>();
        for (var back = 0; back < 30; back++) {
            if (back != 4) {
                var failed = back == 9 ? 90 : back == 17 ? 900 : 1;
                days.put(today.minusDays(back), new Uptime(1_200, failed));
            }
        }
        var windows =
                new EnumMap<io.intertie.quality.Window, Measured>(io.intertie.quality.Window.class);
        for (var window : io.intertie.quality.Window.values()) {
            windows.put(window, SmallQuality.window(window));
        }
        return new Lens.Seen(
                anatomy, windows, Map.of(offers.getLast().offered().listing().id(), days), today);
    }

    private static List<Offer> offers(Prefs prefs) {
        return MARKET.offers(prefs.currency());
    }

    private static List<TariffCard> cards(Prefs prefs) {
        return MARKET.sites().stream().map(site -> card(site, prefs)).toList();
    }

    private static TariffCard card(DataCenter site, Prefs prefs) {
        var tariff = new SmallTariffs().inForce(site.id());
        return TariffCard.of(site, tariff, SmallMarket.NOON, Figures.of(prefs));
    }

    private Object model(Prefs prefs, String author) {
        var offers =
                offers(prefs).stream()
                        .filter(one -> one.offered().model().author().equals(author))
                        .sorted(Comparator.comparingLong(Offer::leadPrice))
                        .toList();
        var chosen = offers.getLast();
        Optional<PriceAnatomy> anatomy =
                new SmallPrices(MARKET).anatomy(chosen.now(), chosen.lead(), chosen.currency());
        return showcase.model(
                new Showcase.Asked(
                        offers,
                        chosen,
                        Optional.of(card(chosen.offered().site(), prefs)),
                        "mine",
                        Estimate.volume("", "240")),
                seen(offers, anatomy),
                new OwnPrices.Held(
                        author.equals("zai"),
                        author.equals("zai")
                                ? Optional.of(
                                        new OwnPrices.Locked(
                                                "€0.9120",
                                                Figures.of(prefs).moment(SmallMarket.NOON)))
                                : Optional.empty()),
                prefs);
    }

    private Object provider(Prefs prefs) {
        var provider = MARKET.providers().getLast();
        var offers =
                offers(prefs).stream()
                        .filter(one -> one.offered().provider().equals(provider))
                        .toList();
        var sites =
                MARKET.sites().stream()
                        .filter(site -> site.providerId().equals(provider.organisationId()))
                        .map(site ->
                                ProviderPage.Place.of(site, Optional.of(card(site, prefs)), prefs))
                        .toList();
        return new ProviderPage.Portrait(provider, "CN", sites, window.rows(offers, prefs));
    }

    private Object map(Prefs prefs, String author, String clock) {
        var offers = author.isEmpty() ? List.<Offer>of() : offers(prefs);
        var chosen =
                offers.stream()
                        .filter(one -> one.offered().model().author().equals(author))
                        .findFirst();
        var tariffs = new java.util.LinkedHashMap<DataCenter, TariffVersion>();
        if (!offers.isEmpty()) {
            MARKET.sites()
                    .forEach(site -> tariffs.put(site, new SmallTariffs().inForce(site.id())));
        }
        var week =
                chosen.map(offer -> {
                    var zone = Clocks.zone(clock, offer.offered().site(), prefs);
                    var from = SmallMarket.NOON.atZone(zone).toLocalDate().atStartOfDay(zone);
                    return new Week.Told(
                            offer,
                            new SmallPrices(MARKET).hours(offer, from.toInstant(), 169),
                            SmallMarket.NOON,
                            date ->
                                    date.getDayOfMonth() == 25
                                            ? Optional.of("Harvest day (official)")
                                            : Optional.empty());
                });
        var asked = new PriceMap.Asked(offers, week, tariffs, clock, SmallMarket.NOON);
        return map.map(asked, prefs);
    }

    private static Object rates(Prefs prefs) {
        var quote =
                new Quote(
                        SmallMarket.id(950),
                        new CurrencyPair(SmallMarket.CNY, SmallMarket.EUR),
                        new Rate(new BigDecimal("0.1217432")),
                        100,
                        0,
                        SmallMarket.NOON,
                        SmallMarket.NOON.plusSeconds(86_400),
                        "ECB reference",
                        "published",
                        LocalDate.parse("2026-11-20"));
        return new LegalPage.Rates(List.of(LegalPage.Rate.of(quote, Figures.of(prefs))));
    }

    private static Object settings(Prefs prefs) {
        var typed = Form.of(Map.of("zone", "Mars/Olympus")).wrong("zone", "Choose one of these.");
        return new SettingsPage.View(typed, "/models");
    }

    private static Object status(Prefs prefs) {
        var figures = Figures.of(prefs);
        return new StatusPage.Status(
                true,
                figures.precise(SmallMarket.NOON),
                Optional.of(
                        new StatusPage.Feeds(
                                9,
                                9,
                                9,
                                Optional.of(figures.date(LocalDate.parse("2026-11-20"))),
                                "ECB reference",
                                Optional.of(figures.moment(SmallMarket.NOON)))));
    }

    private static Preview.Sheet sheet(String name, String view, Function<Prefs, Object> page) {
        return new Preview.Sheet(name, view, Optional.empty(), page);
    }

    public static void main(String[] arguments) throws IOException {
        var preview = new Preview();
        for (var sheet : new VisitorSheets(preview).all()) {
            preview.write(sheet);
        }
    }
}
