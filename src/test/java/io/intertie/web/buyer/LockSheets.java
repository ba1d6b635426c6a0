package io.intertie.web.buyer;

import io.intertie.web.Figures;
import io.intertie.web.Form;
import io.intertie.web.Prefs;
import io.intertie.web.SmallMarket;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A buyer's price locks and notices over the small market.
final class LockSheets {
    private LockSheets() {}

    static List<LockLine> held(Prefs prefs) {
        var figures = Figures.of(prefs);
        return List.of(
                line(figures, false, 5_000_000, 1_234_567), line(figures, true, 1_000, 1_001));
    }

    static LocksPage.View lock(boolean isHeld, Prefs prefs) {
        return new LocksPage.View(
                "s1",
                "DeepSeek V4 Flash",
                isHeld ? Optional.of(held(prefs).getFirst()) : Optional.empty(),
                List.of(grant("Horinger Compute", false, false), grant("Sandbox", true, true)),
                Form.of(Map.of("days", "900", "tokens", "")).wrong("days", "1 – 90"));
    }

    static NoticesPage.View notices(Prefs prefs) {
        var figures = Figures.of(prefs);
        var at = figures.moment(SmallMarket.NOON);
        return new NoticesPage.View(
                1,
                List.of(
                        new NoticesPage.Line(
                                "price-published", "Echo", "Horinger", true, true, at, at),
                        new NoticesPage.Line(
                                "suspended", "Echo", "Horinger", false, false, at, at)),
                true,
                Form.of(Map.of("sent", "yes", "address", "ops@nordlicht")));
    }

    private static Locks.Grant grant(String provider, boolean isSandbox, boolean isIndexed) {
        return new Locks.Grant(
                provider, provider, isSandbox, "Hohhot, CN", 90, isIndexed, "20%", "15%");
    }

    private static LockLine line(Figures figures, boolean isIndexed, long tokens, long used) {
        return new LockLine(
                "s1",
                "DeepSeek V4 Flash",
                "deepseek/v4-flash",
                "Horinger Compute",
                false,
                isIndexed,
                Optional.of("€0.2911"),
                figures.moment(SmallMarket.NOON),
                Optional.of(LockLine.Commitment.of(tokens, used, figures)));
    }
}
