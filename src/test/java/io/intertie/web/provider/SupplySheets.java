package io.intertie.web.provider;

import io.intertie.identity.Role;
import io.intertie.settlement.Payout;
import io.intertie.settlement.SettlementWindow;
import io.intertie.tariff.TariffVersion;
import io.intertie.web.Figures;
import io.intertie.web.Form;
import io.intertie.web.Frame;
import io.intertie.web.Preview;
import io.intertie.web.SmallMarket;
import io.intertie.web.SmallPrices;
import io.intertie.web.SmallTariffs;
import io.intertie.web.admin.FeedsPreview;
import io.intertie.web.books.PayoutLine;
import io.intertie.web.books.Served;
import io.intertie.web.books.SmallBooks;
import io.intertie.web.books.StatementView;
import io.intertie.web.books.WindowLine;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// A provider's pages over the small market.
public final class SupplySheets {
    private static final SmallMarket MARKET = new SmallMarket();
    private static final Frame.Reader PROVIDER =
            new Frame.Reader(
                    SmallBooks.PROVIDER,
                    "Zhang Min",
                    "Horinger Compute",
                    Optional.empty(),
                    120,
                    Set.of(Role.PROVIDER));

    private final Preview preview;

    public SupplySheets(Preview preview) {
        this.preview = preview;
    }

    public List<Preview.Sheet> all() {
        return List.of(
                sheet(
                        "provider-overview",
                        "provider/overview",
                        (figures, words) -> overview(true, figures)),
                sheet(
                        "provider-start",
                        "provider/overview",
                        (figures, words) -> overview(false, figures)),
                sheet(
                        "sites",
                        "provider/sites",
                        (figures, words) -> new SitesPage.View(sites(figures))),
                sheet(
                        "site",
                        "provider/site",
                        (figures, words) -> site(Form.EMPTY, figures, words)),
                sheet(
                        "site-wrong",
                        "provider/site",
                        (figures, words) -> site(wrong(words), figures, words)),
                sheet(
                        "site-doubt",
                        "provider/site",
                        (figures, words) -> site(doubted(), figures, words)),
                sheet(
                        "site-flaws",
                        "provider/site",
                        (figures, words) -> site(SmallDrafts.flawed(), figures, words)),
                sheet(
                        "tables",
                        "provider/tables",
                        (figures, words) -> tables(figures.moment(SmallMarket.NOON))),
                sheet("sketch", "provider/sketch", SmallDrafts::sketch),
                sheet(
                        "site-new",
                        "provider/site-new",
                        (figures, words) ->
                                new NewSitePage.View(
                                        Form.of(Map.of("pue", "0.9"))
                                                .wrong("pue", words.apply("supply.fault.pue")))),
                sheet(
                        "listings",
                        "provider/listings",
                        (figures, words) -> new ListingsPage.View(listings(figures))),
                sheet("listing", "provider/listing", OfferSheets::listing),
                sheet("routing", "provider/routing", SmallTallies::view),
                sheet("routing-none", "provider/routing", SmallTallies::none),
                sheet("rules", "provider/rules", (figures, words) -> OfferSheets.rules(figures)),
                sheet("rules-wrong", "provider/rules", OfferSheets::rulesWrong),
                sheet("stop", "provider/stop", (figures, words) -> WaitSheets.stop(figures, false)),
                sheet(
                        "stopped",
                        "provider/stop",
                        (figures, words) -> WaitSheets.stop(figures, true)),
                sheet(
                        "proposals",
                        "provider/proposals",
                        (figures, words) -> WaitSheets.proposals(figures)),
                sheet(
                        "proposal",
                        "provider/proposal",
                        (figures, words) -> WaitSheets.proposal(figures)),
                sheet(
                        "certify",
                        "provider/certify",
                        (figures, words) -> OfferSheets.certification(SmallRuns.FAILED, figures)),
                sheet(
                        "certify-running",
                        "provider/certify",
                        (figures, words) -> OfferSheets.certification(SmallRuns.RUNNING, figures)),
                sheet(
                        "listing-new",
                        "provider/listing-new",
                        (figures, words) ->
                                new NewListingPage.View(Form.EMPTY, choices(), choices())),
                sheet(
                        "earnings",
                        "provider/earnings",
                        (figures, words) ->
                                new EarningsPage.View(
                                        List.of(accrual(figures)),
                                        List.of(payout(figures)),
                                        served(figures),
                                        50)),
                sheet(
                        "own-payout",
                        "provider/payout",
                        (figures, words) ->
                                new OwnPayoutPage.View(
                                        SmallBooks.trace(
                                                Payout.State.AWAITING_APPROVAL, false, figures))));
    }

    private static TablesPage.View tables(Figures.Moment now) {
        return new TablesPage.View(
                List.of(FeedsPreview.tried(now)),
                Optional.of(FeedsPreview.table(now)),
                Optional.empty(),
                Form.EMPTY);
    }

    private interface Model {
        Object of(Figures figures, UnaryOperator<String> words);
    }

    private static Object overview(boolean isFilled, Figures figures) {
        return new ProvidingPage.View(
                isFilled ? sites(figures) : List.of(),
                isFilled ? listings(figures) : List.of(),
                isFilled ? List.of(accrual(figures)) : List.of(),
                isFilled ? List.of(payout(figures)) : List.of(),
                isFilled ? 2 : 0);
    }

    private static List<SiteLine> sites(Figures figures) {
        return MARKET.sites().stream()
                .filter(site -> site.providerId().equals(SmallBooks.PROVIDER))
                .map(site ->
                        SiteLine.of(
                                site,
                                Optional.of(new SmallTariffs().inForce(site.id())),
                                SmallMarket.NOON,
                                figures))
                .toList();
    }

    private static Form wrong(UnaryOperator<String> words) {
        return Form.of(Map.of("reference", "CN-NM-W", "loadFactor", "85"))
                .wrong("loadFactor", words.apply("supply.fault.load"));
    }

    private static Form doubted() {
        return Form.of(
                        Map.of(
                                "table", "1-12 00:00-24:00 flat 5.1",
                                "demand", "0",
                                "loadFactor", "0.85",
                                "lossFraction", "0.02",
                                "parts", "keep"))
                .wrong("confirmed", "1-12 00:00-24:00 flat 5.1: more than ten times 0.44");
    }

    private static Object site(Form form, Figures figures, UnaryOperator<String> words) {
        var tariff = new SmallTariffs().inForce(SmallMarket.id(11));
        var draft =
                new TariffVersion(
                        SmallMarket.id(901),
                        tariff.dataCenterId(),
                        4,
                        tariff.currency(),
                        tariff.table(),
                        tariff.demandPerKwMonth(),
                        tariff.loadFactor(),
                        tariff.lossFraction(),
                        SmallMarket.NOON,
                        TariffVersion.State.DRAFT,
                        tariff.source(),
                        tariff.quality(),
                        tariff.tableHash());
        var started =
                form.values().isEmpty() ? TariffDraft.startingFrom(Optional.of(tariff)) : form;
        return new SitePage.View(
                sites(figures).getFirst(),
                Optional.of(tariff(tariff, "supply.chart", figures, words)),
                List.of(SitePage.Version.of(draft, figures), SitePage.Version.of(tariff, figures)),
                List.of(new SitePage.Reference("CN-NM-W", "Inner Mongolia West · CN · CN-NM-W")),
                "CNY",
                started,
                TariffEditor.of(
                                started,
                                new TypedTariff(),
                                ClockChange.ahead(ZoneId.of("Europe/Berlin"), SmallMarket.NOON),
                                (key, arguments) -> words.apply(key))
                        .grid(),
                Optional.of(tariff(tariff, "supply.chart.preview", figures, words)),
                Optional.of("Levy 0.03 per kWh"),
                Optional.empty());
    }

    private static TariffView tariff(
            TariffVersion tariff, String keys, Figures figures, UnaryOperator<String> words) {
        var drawn = new TariffView.Drawn(tariff, SmallMarket.NOON, keys);
        return TariffView.of(drawn, figures, (key, arguments) -> words.apply(key));
    }

    static String day(String keys, UnaryOperator<String> words) {
        var micro = IntStream.range(0, 24).mapToObj(hour -> 700_000L + hour * 9_000L).toList();
        return new Hours(micro, 12, 4).chart(keys, (key, arguments) -> words.apply(key));
    }

    static List<ListingLine> listings(Figures figures) {
        return MARKET.listings().stream()
                .filter(one -> one.providerId().equals(SmallBooks.PROVIDER))
                .map(one ->
                        ListingLine.of(
                                one,
                                new SmallPrices(MARKET).at(one.id(), SmallMarket.NOON),
                                SmallBooks.names(),
                                figures))
                .toList();
    }

    private static List<NewListingPage.Choice> choices() {
        return List.of(new NewListingPage.Choice("1", "Kimi K2.5"));
    }

    private static Holdings.Accrual accrual(Figures figures) {
        var names = SmallBooks.names();
        return new Holdings.Accrual(
                WindowLine.of(SmallBooks.window(SettlementWindow.State.OPEN), names, figures),
                StatementView.of(SmallBooks.statement(true), names, figures));
    }

    private static PayoutLine payout(Figures figures) {
        return PayoutLine.of(SmallBooks.payout(Payout.State.SENT), SmallBooks.names(), figures);
    }

    private static List<Served> served(Figures figures) {
        var rated = IntStream.range(0, 5).mapToObj(SmallBooks::rated).toList();
        return Served.all(rated, SmallBooks.names(), figures);
    }

    private Preview.Sheet sheet(String name, String view, Model model) {
        Function<io.intertie.web.Prefs, Object> page =
                prefs ->
                        model.of(
                                Figures.of(prefs),
                                key -> preview.messages().text(prefs.locale(), key));
        return new Preview.Sheet(name, view, Optional.of(PROVIDER), page);
    }

    public static void main(String[] arguments) throws IOException {
        var preview = new Preview();
        for (var sheet : new SupplySheets(preview).all()) {
            preview.write(sheet);
        }
    }
}
