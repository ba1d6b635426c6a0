package io.intertie.web.buyer;

import io.intertie.web.Figures;
import io.intertie.web.Form;
import io.intertie.web.Prefs;
import io.intertie.web.SmallMarket;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The pages of keys and of what they may spend.
final class KeySheets {
    private KeySheets() {}

    static KeysPage.Line key(Prefs prefs) {
        var at = Figures.of(prefs).moment(SmallMarket.NOON);
        return new KeysPage.Line(
                "k1",
                "build server",
                "sk-live-aB3…9f2c",
                "gateway",
                at,
                Optional.of(at),
                Optional.empty(),
                "usable",
                Optional.of(limit(prefs)),
                Optional.of("€0.50"));
    }

    static Object keys(Prefs prefs, Optional<String> secret) {
        var at = Figures.of(prefs).moment(SmallMarket.NOON);
        var revoked =
                new KeysPage.Line(
                        "k2",
                        "old laptop",
                        "mk-9Qw…77aa",
                        "management",
                        at,
                        Optional.empty(),
                        Optional.of(at),
                        "revoked",
                        Optional.empty(),
                        Optional.empty());
        return new KeysPage.View(
                List.of(key(prefs), revoked),
                Form.EMPTY,
                secret,
                "EUR",
                LimitForms.resets(),
                Optional.empty());
    }

    private static LimitForms.Line limit(Prefs prefs) {
        var at = Figures.of(prefs).moment(SmallMarket.NOON);
        return new LimitForms.Line("€3.204711", "€10.00", "monthly", Optional.of(at));
    }

    static Object limits(Prefs prefs, Optional<LimitsPage.Key> key) {
        var form = Form.of(Map.of("limit", "1O", "reset", "DAILY", "taskLimit", "0.5"));
        return new LimitsPage.View(
                key,
                key.map(_ -> limit(prefs)),
                form.wrong("limit", "Write an amount above 0, such as 10."),
                "EUR",
                LimitForms.resets());
    }
}
