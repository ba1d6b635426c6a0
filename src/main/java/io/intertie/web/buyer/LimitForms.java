package io.intertie.web.buyer;

import io.intertie.access.ApiKey;
import io.intertie.access.SpendLimit;
import io.intertie.metering.Spending;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.web.Figures;
import io.intertie.web.Form;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The fields `limit`, `reset` and `taskLimit`, read and written; an empty amount is no limit.
final class LimitForms {
    private LimitForms() {}

    /// A limit with what was spent of it, written out; resets are shown in UTC, where they happen.
    public record Line(String spent, String most, String reset, Optional<Figures.Moment> resetsAt) {
        static Line of(Spending.Spent spent, Figures figures) {
            return new Line(
                    figures.exact(spent.spent().plus(spent.held())),
                    figures.exact(spent.limit().most()),
                    spent.limit().reset().name().toLowerCase(Locale.ROOT),
                    spent.resetsAt().map(figures.in(ZoneOffset.UTC)::moment));
        }
    }

    /// The limit in a currency.
    static Optional<Spending.Spent> in(Currency currency, List<Spending.Spent> limits) {
        return limits.stream()
                .filter(one -> one.limit().most().currency().equals(currency))
                .findFirst();
    }

    static List<String> resets() {
        return Arrays.stream(SpendLimit.Reset.values()).map(Enum::name).toList();
    }

    /// The form with a fault at each amount that is none.
    static Form checked(Form form, String fault) {
        var checked = form;
        for (var name : List.of("limit", "taskLimit")) {
            var typed = form.value(name);
            if (!typed.matches("|(?=.*[1-9])\\d{1,9}(\\.\\d{1,6})?")) {
                checked = checked.wrong(name, fault);
            }
        }
        return checked;
    }

    /// What a form without faults says.
    static ApiKey.Limits limits(Form form, Currency currency) {
        return new ApiKey.Limits(
                form.optional("limit")
                        .map(most -> new SpendLimit(Money.of(most, currency), reset(form))),
                form.optional("taskLimit").map(most -> Money.of(most, currency)));
    }

    private static SpendLimit.Reset reset(Form form) {
        return resets().contains(form.value("reset"))
                ? SpendLimit.Reset.valueOf(form.value("reset"))
                : SpendLimit.Reset.NEVER;
    }

    /// A form that starts with what holds now.
    static Form of(ApiKey.Limits limits) {
        return Form.of(
                Map.of(
                        "limit",
                                limits.whole()
                                        .map(SpendLimit::most)
                                        .map(LimitForms::plain)
                                        .orElse(""),
                        "reset",
                                limits.whole().map(limit -> limit.reset().name()).orElse("MONTHLY"),
                        "taskLimit", limits.perTask().map(LimitForms::plain).orElse("")));
    }

    private static String plain(Money amount) {
        return amount.major().stripTrailingZeros().toPlainString();
    }
}
