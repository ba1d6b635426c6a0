package io.intertie.gateway.readout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.access.ApiKey;
import io.intertie.access.SpendLimit;
import io.intertie.gateway.admission.Caller;
import io.intertie.gateway.wire.Json;
import io.intertie.metering.Consumption;
import io.intertie.metering.Spending;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a key may spend, has spent and may do (`key`), and what its organisation's wallets had and
/// have used (`credits`).
///
/// **Units** the major unit of `currency`: the limit's, else the organisation's. What was charged
/// in further ones stands in `currencies`.
@ApplicationScoped
class KeyReadOut {
    private final Consumption consumption;
    private final Spending spending;

    @Inject
    KeyReadOut(Consumption consumption, Spending spending) {
        this.consumption = consumption;
        this.spending = spending;
    }

    ObjectNode key(Caller caller) {
        var key = caller.key();
        var all = consumption.ofKey(key.organisationId(), key.id());
        var currency =
                key.limits()
                        .whole()
                        .map(SpendLimit::most)
                        .or(key.limits()::perTask)
                        .map(Money::currency)
                        .orElseGet(() -> consumption.currency(key.organisationId()));
        var data = Json.object();
        data.put("label", key.prefix() + "..." + key.lastFour());
        data.put("name", key.name());
        data.put("currency", currency.code());
        limit(data, key);
        used(data, "usage", in(currency, all));
        used(data, "byok_usage", Consumption.Used.none(currency));
        data.put("include_byok_in_limit", false);
        data.put("is_free_tier", false);
        data.put("is_management_key", false);
        data.put("is_provisioning_key", false);
        data.putNull("creator_user_id");
        data.put("created_at", key.createdAt().toString());
        data.put("expires_at", key.expiresAt().map(Instant::toString).orElse(null));
        rates(data, caller);
        scopes(data, key);
        var currencies = data.putArray("currencies");
        for (var one : all) {
            var entry = currencies.addObject();
            entry.put("currency", one.currency().code());
            used(entry, "usage", one);
        }
        return data;
    }

    private static Consumption.Used in(Currency currency, List<Consumption.Used> all) {
        return all.stream()
                .filter(one -> one.currency().equals(currency))
                .findFirst()
                .orElseGet(() -> Consumption.Used.none(currency));
    }

    private void limit(ObjectNode data, ApiKey key) {
        var spent = Optional.ofNullable(spending.ofKeys(List.of(key)).get(key.id()));
        data.put("limit", spent.map(one -> plain(one.limit().most())).orElse(null));
        data.put("limit_remaining", spent.map(one -> plain(one.remaining())).orElse(null));
        data.put(
                "limit_reset",
                spent.map(one -> one.limit().reset())
                        .filter(reset -> reset != SpendLimit.Reset.NEVER)
                        .map(reset -> reset.name().toLowerCase(Locale.ROOT))
                        .orElse(null));
        data.put(
                "limit_resets_at",
                spent.flatMap(Spending.Spent::resetsAt).map(Instant::toString).orElse(null));
        data.put("task_limit", key.limits().perTask().map(KeyReadOut::plain).orElse(null));
    }

    private static void used(ObjectNode data, String name, Consumption.Used used) {
        data.put(name, plain(used.ever()));
        data.put(name + "_daily", plain(used.today()));
        data.put(name + "_weekly", plain(used.thisWeek()));
        data.put(name + "_monthly", plain(used.thisMonth()));
    }

    /// `rate_limit` is what older clients read; -1 is no limit.
    private static void rates(ObjectNode data, Caller caller) {
        var most = caller.rates().requestsPerMinute().or(caller.together()::requestsPerMinute);
        var old = data.putObject("rate_limit");
        old.put("requests", most.orElse(-1L));
        old.put("interval", "60s");
        old.put("note", "See rates and organisation_rates.");
        data.set("rates", rates(caller.rates()));
        data.set("organisation_rates", rates(caller.together()));
    }

    private static ObjectNode rates(ApiKey.Rates rates) {
        var entry = Json.object();
        entry.put("requests_per_minute", rates.requestsPerMinute().orElse(null));
        entry.put("tokens_per_minute", rates.tokensPerMinute().orElse(null));
        entry.put("at_once", rates.atOnce().orElse(null));
        return entry;
    }

    private static void scopes(ObjectNode data, ApiKey key) {
        var scopes = data.putArray("scopes");
        key.grant().scopes().stream()
                .sorted()
                .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                .forEach(scopes::add);
    }

    ObjectNode credits(Caller caller) {
        var organisationId = caller.key().organisationId();
        var all = consumption.credits(organisationId);
        var nothing = BigDecimal.ZERO;
        var own = consumption.currency(organisationId);
        var first =
                all.stream()
                        .findFirst()
                        .orElseGet(() -> new Consumption.Credit(own, nothing, nothing, nothing));
        var data = Json.object();
        credit(data, first);
        var wallets = data.putArray("wallets");
        all.forEach(one -> credit(wallets.addObject(), one));
        return data;
    }

    private static void credit(ObjectNode entry, Consumption.Credit credit) {
        entry.put("currency", credit.currency().code());
        entry.put("total_credits", plain(credit.had()));
        entry.put("total_usage", plain(credit.used()));
        entry.put("available", plain(credit.available()));
    }

    private static BigDecimal plain(Money amount) {
        return plain(amount.major());
    }

    static BigDecimal plain(BigDecimal amount) {
        return amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    }
}
