package io.intertie.api;

import io.intertie.access.ApiKey;
import io.intertie.access.SpendLimit;
import io.intertie.metering.Spending;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Spend limits as management reads and shows them.
public final class Limits {
    private Limits() {}

    /// A limit to set: `reset` is `never`, `daily`, `weekly` or `monthly`, at midnight UTC.
    public record Given(
            @Nullable String amount, @Nullable String currency, @Nullable String reset) {}

    /// What a key may spend for each task; without a currency in the organisation's.
    public record GivenForTask(@Nullable String amount, @Nullable String currency) {}

    /// A limit with what was spent and is held in its period.
    public record Seen(
            Amount most,
            SpendLimit.Reset reset,
            Amount spent,
            Amount held,
            Amount remaining,
            Optional<Instant> resetsAt) {
        static Seen of(Spending.Spent spent) {
            return new Seen(
                    Amount.of(spent.limit().most()),
                    spent.limit().reset(),
                    Amount.of(spent.spent()),
                    Amount.of(spent.held()),
                    Amount.of(spent.remaining()),
                    spent.resetsAt());
        }
    }

    static SpendLimit limit(Given given, Currency usual) {
        return new SpendLimit(
                amount(given.amount(), given.currency(), usual, "limit"),
                given.reset() == null
                        ? SpendLimit.Reset.NEVER
                        : Fields.constant(SpendLimit.Reset.class, given.reset(), "reset"));
    }

    static ApiKey.Limits of(@Nullable Given whole, @Nullable GivenForTask task, Currency usual) {
        var limit = whole == null ? Optional.<SpendLimit>empty() : Optional.of(limit(whole, usual));
        var perTask =
                task == null
                        ? Optional.<Money>empty()
                        : Optional.of(amount(task.amount(), task.currency(), usual, "task_limit"));
        if (limit.isPresent()
                && perTask.isPresent()
                && !limit.get().most().currency().equals(perTask.get().currency())) {
            throw Problem.field(
                    "task_limit",
                    Wording.of("limit.currency", "both limits of a key must be in one currency"));
        }
        return new ApiKey.Limits(limit, perTask);
    }

    private static Money amount(
            @Nullable String amount, @Nullable String currency, Currency usual, String field) {
        var money =
                Fields.money(amount, field, currency == null ? usual : Fields.currency(currency));
        if (!money.isPositive()) {
            throw Problem.field(
                    field, Wording.of("limit.positive", "%s must be more than 0", field));
        }
        return money;
    }
}
