package io.intertie.settlement;

import io.intertie.ledger.AccountCode;
import io.intertie.ledger.Captures;
import io.intertie.metering.Earnings;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/// What ledger and usage say of a provider in one currency since the market began, and what earlier
/// statements have settled of it.
record Facts(Captured captured, List<Earnings.Earned> earned, Settled settled, Balances balances) {
    private static final Set<AccountCode> BUYERS =
            Set.of(AccountCode.BUYER_WALLET, AccountCode.PROMO_WALLET);
    private static final Set<AccountCode> INCOME =
            Set.of(AccountCode.PLATFORM_FEE, AccountCode.USAGE_REVENUE);

    /// What the ledger says of all captures.
    record Captured(
            Captures.Total total, List<Captures.Paying> paying, List<Captures.Flow> flows) {}

    /// What earlier statements have settled: the sums of their E11 and lines, and what the last one
    /// carried.
    record Settled(
            Money gross,
            Money carried,
            Map<UUID, SettledUsage> usage,
            Map<Currency, Statement.Collection> collected) {}

    /// Sums of the earlier statements' lines of a model. **Units** pico.
    record SettledUsage(long requests, long inputTokens, long outputTokens, BigInteger pico) {
        static final SettledUsage NONE = new SettledUsage(0, 0, 0, BigInteger.ZERO);
    }

    /// Of provider accrued (2020) and provider due (2021), and what of the latter is in payouts
    /// that were not sent, and in those that came back and no statement has brought forward.
    record Balances(Money accrued, Money due, Money unsent, Money returned) {}

    /// Usage that no statement has settled, by model.
    List<Statement.Line> lines() {
        return earned.stream().map(this::line).filter(line -> line.requests() > 0).toList();
    }

    private Statement.Line line(Earnings.Earned ever) {
        var before = settled.usage().getOrDefault(ever.modelId(), SettledUsage.NONE);
        return new Statement.Line(
                ever.modelId(),
                ever.requests() - before.requests(),
                ever.inputTokens() - before.inputTokens(),
                ever.outputTokens() - before.outputTokens(),
                new BigDecimal(ever.pico().subtract(before.pico()), 12));
    }

    /// What buyers paid for captures that no statement has settled, by their currency.
    List<Statement.Collection> collected() {
        return captured.paying().stream()
                .map(this::collected)
                .filter(collection -> collection.captures() > 0)
                .toList();
    }

    private Statement.Collection collected(Captures.Paying paying) {
        var ever = collectedEver(paying);
        var before = settled.collected().get(paying.currency());
        return before == null
                ? ever
                : new Statement.Collection(
                        paying.currency(),
                        ever.captures() - before.captures(),
                        ever.paid().minus(before.paid()),
                        ever.overrun().minus(before.overrun()),
                        ever.fee().minus(before.fee()),
                        ever.forProviders().minus(before.forProviders()));
    }

    private Statement.Collection collectedEver(Captures.Paying paying) {
        var currency = paying.currency();
        var earned = sum(currency, flow -> INCOME.contains(flow.to()));
        var given = sum(currency, flow -> INCOME.contains(flow.from()));
        var inferred = sum(currency, flow -> flow.from() == AccountCode.INFERENCE_COST);
        return new Statement.Collection(
                currency,
                paying.captures(),
                sum(currency, flow -> BUYERS.contains(flow.from()) && isForService(flow)),
                sum(
                        currency,
                        flow -> flow.from() == AccountCode.OVERRUN_LOSS && isForService(flow)),
                earned.minus(given).minus(inferred),
                sum(currency, Facts::isForProviders));
    }

    /// VAT passes through, and is nobody's price.
    private static boolean isForService(Captures.Flow flow) {
        return flow.to() != AccountCode.OUTPUT_VAT;
    }

    /// Not what leaves the FX position in the provider's currency: that is the other leg.
    private static boolean isForProviders(Captures.Flow flow) {
        return flow.from() != AccountCode.FX_POSITION
                && (flow.to() == AccountCode.FX_POSITION
                        || flow.to() == AccountCode.PROVIDER_ACCRUED);
    }

    private Money sum(Currency currency, Predicate<Captures.Flow> chosen) {
        return captured.flows().stream()
                .filter(flow -> flow.amount().currency().equals(currency))
                .filter(chosen)
                .map(Captures.Flow::amount)
                .reduce(Money.zero(currency), Money::plus);
    }
}
