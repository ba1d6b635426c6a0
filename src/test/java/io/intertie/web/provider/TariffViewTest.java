package io.intertie.web.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TariffVersion;
import io.intertie.web.Figures;
import io.intertie.web.Preview;
import io.intertie.web.SmallMarket;
import io.intertie.web.SmallTariffs;
import io.intertie.web.Theme;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TariffViewTest {
    private static final Words WORDS = (key, arguments) -> key + List.of(arguments);
    private static final Figures FIGURES = Figures.of(Preview.prefs(Locale.ENGLISH, Theme.LIGHT));

    @Test
    void aBandOfTwoPricesOnADayShowsEachWithItsHours() {
        var cells =
                cells(
                        """
                        1-12 00:00-04:00 valley 0.28
                        1-12 04:00-11:00 flat 0.44
                        1-12 11:00-13:15 valley 0.25
                        1-12 13:15-22:00 flat 0.44
                        1-12 22:00-24:00 valley 0.28
                        """);
        var valley = cells.getFirst();
        assertEquals("valley", valley.slug());
        assertEquals("CNY\u00a00.280 / CNY\u00a00.250", valley.price());
        assertEquals("00:00–04:00, 22:00–24:00 / 11:00–13:15", valley.hours());
        assertEquals("04:00–11:00, 13:15–22:00", cells.get(1).hours());
    }

    private static List<TariffView.Cell> cells(String text) {
        var like = new SmallTariffs().inForce(SmallMarket.id(11));
        var rules = TariffLines.read(text, WORDS).rules();
        var tariff =
                new TariffVersion(
                        like.id(),
                        like.dataCenterId(),
                        1,
                        like.currency(),
                        new TariffTable(like.table().zone(), rules),
                        like.demandPerKwMonth(),
                        like.loadFactor(),
                        like.lossFraction(),
                        like.effectiveFrom(),
                        TariffVersion.State.VERIFIED,
                        "s",
                        "q",
                        "");
        var drawn = new TariffView.Drawn(tariff, SmallMarket.NOON, "supply.chart");
        var view = TariffView.of(drawn, FIGURES, WORDS);
        return view.seasons().getFirst().cells();
    }
}
