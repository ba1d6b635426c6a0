package io.intertie.web.buyer;

import io.intertie.web.Figures;
import io.intertie.web.Form;
import io.intertie.web.Messages;
import io.intertie.web.Prefs;
import io.intertie.web.SmallMarket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The pages of keys, and of what they may spend and open.
final class KeySheets {
    private static final Messages MESSAGES = new Messages();
    private static final KeyViews.Choices CHOICES =
            new KeyViews.Choices(
                    List.of(
                            new KeyViews.Choice("m1", "DeepSeek V4 Flash", "deepseek/v4-flash"),
                            new KeyViews.Choice("m2", "Kimi K2.5", "moonshot/kimi-k2.5")),
                    "CN DE IS NO");

    private KeySheets() {}

    private static Words words(Prefs prefs) {
        return (key, arguments) -> MESSAGES.text(prefs.locale(), key, arguments);
    }

    private static List<String> opens(Prefs prefs) {
        var words = words(prefs);
        return List.of(
                words.of("keys.opens.scopes", words.of("keys.opens.chat")),
                words.of("keys.opens.models", "deepseek/v4-flash"),
                words.of("keys.opens.from", "192.0.2.0/24, 2001:db8:0:0:0:0:0:7"),
                words.of("rates.requests.are", "60"),
                words.of("rates.tokens.are", "90,000"),
                words.of("rates.atOnce.are", "3"),
                words.of("policy.only", "Germany, Iceland"),
                words.of("policy.untrained"),
                words.of("policy.unkept"));
    }

    static KeyLines.Line key(Prefs prefs) {
        var at = Figures.of(prefs).moment(SmallMarket.NOON);
        return new KeyLines.Line(
                "k1",
                "build server",
                "sk-aB3xQ2…9f2c",
                "gateway",
                at,
                Optional.of(at),
                Optional.of(at),
                Optional.of(at),
                "usable",
                Optional.of(limit(prefs)),
                Optional.of("€0.50"),
                opens(prefs));
    }

    private static KeyLines.Line plain(Prefs prefs, String purpose, String state) {
        var at = Figures.of(prefs).moment(SmallMarket.NOON);
        return new KeyLines.Line(
                "k2",
                "old laptop",
                "mk-9Qw0aa…77aa",
                purpose,
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                state,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    static Object keys(Prefs prefs, Optional<String> secret) {
        return keys(prefs, secret, Form.EMPTY);
    }

    static Object keysWrong(Prefs prefs) {
        return keys(prefs, Optional.empty(), wrong(prefs, Map.of("limit", "1O")));
    }

    private static Object keys(Prefs prefs, Optional<String> secret, Form form) {
        return new KeysPage.View(
                List.of(
                        key(prefs),
                        plain(prefs, "gateway", "usable"),
                        plain(prefs, "management", "revoked")),
                form,
                secret,
                "EUR",
                LimitForms.resets(),
                CHOICES,
                Optional.empty());
    }

    static Object key(Prefs prefs, boolean isWrong) {
        var form = Form.of(Map.copyOf(typed()));
        return new KeyPage.View(
                key(prefs),
                isWrong ? wrong(prefs, Map.of()) : form,
                "EUR",
                LimitForms.resets(),
                CHOICES);
    }

    static Object asking(Prefs prefs) {
        return new KeyPage.Asking(key(prefs), Form.EMPTY);
    }

    private static Map<String, String> typed() {
        var typed = new HashMap<String, String>();
        typed.put("name", "build server");
        typed.put("lastDay", "2027-03-31");
        typed.put("limit", "10");
        typed.put("reset", "MONTHLY");
        typed.put("taskLimit", "0.5");
        typed.put("scopes", "CHAT");
        typed.put("modelsOf", "ONLY");
        typed.put("models", "m1");
        typed.put("addresses", "192.0.2.0/24\n2001:db8::7");
        typed.put("keyRequests", "60");
        typed.put("keyTokens", "90000");
        typed.put("keyAtOnce", "3");
        typed.put("countries", "DE IS");
        typed.put("excluded", "");
        typed.put("deniesTraining", "yes");
        typed.put("deniesRetention", "");
        return typed;
    }

    /// Every field wrong that can be.
    private static Form wrong(Prefs prefs, Map<String, String> more) {
        var typed = typed();
        typed.put("name", "");
        typed.put("limit", "-1");
        typed.put("scopes", "");
        typed.put("models", "");
        typed.put("addresses", "10.0.0.1/8");
        typed.put("keyRequests", "many");
        typed.put("countries", "Germany");
        typed.put("excluded", "XX");
        typed.put("lastDay", "2020-01-01");
        typed.putAll(more);
        var setting =
                new KeyForms.Setting(
                        SmallMarket.id(500),
                        SmallMarket.EUR,
                        prefs.zone(),
                        SmallMarket.NOON,
                        Optional.empty());
        return KeyForms.checked(Form.of(Map.copyOf(typed)), setting, words(prefs));
    }

    private static LimitForms.Line limit(Prefs prefs) {
        var at = Figures.of(prefs).moment(SmallMarket.NOON);
        return new LimitForms.Line("€3.204711", "€10.00", "monthly", Optional.of(at));
    }

    static Object limits(Prefs prefs, boolean isWrong) {
        var form = Form.of(Map.of("limit", "1O", "reset", "DAILY"));
        var rules =
                Form.of(
                        Map.of(
                                "togetherRequests", "600",
                                "togetherTokens", isWrong ? "1e6" : "",
                                "eachAtOnce", "4",
                                "countries", "DE IS",
                                "excluded", isWrong ? "DE, IS" : "",
                                "deniesRetention", "yes"));
        var words = words(prefs);
        rules = RuleForms.checkedPolicy(rules, words);
        return new LimitsPage.View(
                Optional.of(limit(prefs)),
                isWrong
                        ? LimitForms.checked(form, words.of("limits.amount.malformed"))
                        : Form.EMPTY,
                RuleForms.checkedRates(rules, "together", words),
                "EUR",
                LimitForms.resets(),
                "CN DE IS NO");
    }
}
