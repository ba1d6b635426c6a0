package io.intertie.web.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.tariff.Band;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TariffVersion;
import io.intertie.web.Figures;
import io.intertie.web.Preview;
import io.intertie.web.SmallMarket;
import io.intertie.web.Theme;
import io.intertie.web.admin.Drafts.Line.Change;
import io.intertie.web.books.SmallBooks;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whoever verifies a draft sees what it changes.
class DraftsTest {
    private static final Figures FIGURES = Figures.of(Preview.prefs(Locale.ENGLISH, Theme.LIGHT));

    @Test
    void aDraftTellsEachBandInForceAndInIt() {
        var inForce = tariff(TariffVersion.State.VERIFIED, Band.VALLEY, "0.25", Band.PEAK, "1");
        var draft = tariff(TariffVersion.State.DRAFT, Band.PEAK, "1.2", Band.SHARP, "1.5");
        assertEquals(
                List.of(
                        new Change("valley", "CNY\u00a00.250", ""),
                        new Change("peak", "CNY\u00a01.000", "CNY\u00a01.200"),
                        new Change("sharp", "", "CNY\u00a01.500")),
                changes(draft, Optional.of(inForce)));
        assertEquals(
                List.of(
                        new Change("peak", "", "CNY\u00a01.200"),
                        new Change("sharp", "", "CNY\u00a01.500")),
                changes(draft, Optional.empty()));
    }

    @Test
    void whatIsVerifiedChangesNothingAnyMore() {
        var inForce = tariff(TariffVersion.State.VERIFIED, Band.VALLEY, "0.25", Band.PEAK, "1");
        assertEquals(List.of(), changes(inForce, Optional.empty()));
    }

    private static List<Change> changes(TariffVersion draft, Optional<TariffVersion> inForce) {
        return Drafts.Line.of(draft, inForce, SmallBooks.names(), FIGURES).changes();
    }

    private static TariffVersion tariff(
            TariffVersion.State state, Band early, String price, Band late, String dearer) {
        var noon = LocalTime.NOON;
        var midnight = LocalTime.MIDNIGHT;
        var months = EnumSet.allOf(Month.class);
        var table =
                new TariffTable(
                        ZoneId.of("Asia/Shanghai"),
                        List.of(
                                new TariffTable.Rule(
                                        months, midnight, noon, early, new BigDecimal(price)),
                                new TariffTable.Rule(
                                        months, noon, midnight, late, new BigDecimal(dearer))));
        return new TariffVersion(
                SmallMarket.id(902),
                SmallMarket.id(11),
                1,
                io.intertie.money.Currency.of("CNY"),
                table,
                BigDecimal.ZERO,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                SmallMarket.NOON,
                state,
                "s",
                "q",
                "");
    }
}
