package io.intertie.web.admin;

import io.intertie.web.Figures;
import io.intertie.web.Form;
import io.intertie.web.SmallMarket;
import io.intertie.web.books.SmallBooks;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rates' page over the small market.
final class FxPreview {
    private FxPreview() {}

    static QuotesPage.View page(List<Rates.Line> rates, Figures figures) {
        var now = figures.moment(SmallMarket.NOON);
        var hash = "7c1ea90f".repeat(8);
        return new QuotesPage.View(
                rates,
                List.of(
                        series("CNY", Optional.of("CNY"), hash, now, false),
                        series("CNY", Optional.of("CNH"), hash, now, true),
                        series("ZAR", Optional.empty(), hash, now, false)),
                new FxSheet.Book(
                        List.of(
                                new FxSheet.Position(
                                        "CNY",
                                        "−¥306.415434",
                                        "¥275.770000",
                                        "¥0.00",
                                        "−¥30.645434",
                                        Optional.of("−$4.568638"),
                                        true)),
                        "−$0.435613",
                        true),
                List.of(
                        entry("proposed", false, now),
                        entry("proposed", true, now),
                        entry("confirmed", true, now)),
                new FxSheet.Feed(
                        Optional.of("www.ecb.europa.eu"),
                        Optional.of(now),
                        Optional.of("no answer within PT30S"),
                        4,
                        Optional.of(now)),
                Map.of(SmallBooks.quote().id().toString(), 12),
                true,
                Optional.empty(),
                Form.EMPTY);
    }

    private static FxSheet.Series series(
            String currency, Optional<String> tag, String hash, Figures.Moment now, boolean held) {
        return new FxSheet.Series(
                currency,
                tag,
                "1 EUR = 7.6205 " + currency,
                "ECB",
                "official reference rate, for information",
                "20 Nov 2026",
                3,
                Optional.of(now),
                now,
                hash,
                held,
                22,
                held ? List.of("18 Nov 2026", "19 Nov 2026") : List.of());
    }

    private static FxSheet.Entry entry(String state, boolean own, Figures.Moment now) {
        return new FxSheet.Entry(
                SmallMarket.id(960).toString(),
                "1 EUR = 4.1664 AED",
                "20 Nov 2026",
                "Central bank of the Emirates, fixing of noon",
                "wei",
                now,
                state,
                Optional.of("ines").filter(who -> state.equals("confirmed")),
                own);
    }
}
