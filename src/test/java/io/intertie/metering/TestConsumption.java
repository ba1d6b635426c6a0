package io.intertie.metering;

import io.intertie.access.ApiKey;
import io.intertie.catalog.Listing;
import io.intertie.identity.Organisations;
import io.intertie.ledger.ChargeUsage;
import io.intertie.ledger.TestLedger;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.tariff.Band;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What buyers have used, with requests that are held, captured and recorded as the market does it.
public record TestConsumption(Consumption consumption, TestUsage usage, TestLedger ledger) {
    public static TestConsumption on(TestLedger ledger, Organisations organisations, Clock clock) {
        return new TestConsumption(
                new Consumption(
                        ledger.database(),
                        new UsageSums(ledger.database()),
                        ledger.wallets(),
                        organisations,
                        clock),
                TestUsage.on(ledger.database()),
                ledger);
    }

    /// Serves a request of a key, which costs so many pico.
    public UUID serve(ApiKey key, Listing listing, Currency currency, long pico, Instant at) {
        var id = UuidV7.at(at);
        var caps =
                key.limits().whole().stream()
                        .filter(limit -> limit.most().currency().equals(currency))
                        .map(limit -> Limited.ofKey(key.id(), limit, at).cap())
                        .toList();
        var held = new Money(currency, pico / 1_000_000 + 1);
        var _ =
                ledger.wallets()
                        .place(id, key.organisationId(), held, at.plusSeconds(60_000_000), caps);
        ledger.chargeUsage()
                .capture(
                        new ChargeUsage.Charge(
                                id,
                                key.organisationId(),
                                currency,
                                pico,
                                listing.providerId(),
                                currency,
                                0,
                                0,
                                at,
                                Map.of()));
        var charge = new Charge(id, currency, pico, currency, 0);
        write(usage(id, key, listing, currency, at), charge);
        return id;
    }

    /// Records a request that nothing was delivered of.
    public UUID fail(ApiKey key, Listing listing, Currency currency, Instant at) {
        var id = UuidV7.at(at);
        var served = usage(id, key, listing, currency, at);
        var failed =
                new UsageRecord(
                        id,
                        served.buyerId(),
                        served.apiKeyId(),
                        served.listingId(),
                        served.modelId(),
                        served.providerId(),
                        served.priceVersionId(),
                        served.band(),
                        served.quoteId(),
                        currency,
                        currency,
                        TokenCount.NONE,
                        UsageRecord.CountedBy.PROVIDER,
                        false,
                        UsageRecord.State.FAILED,
                        "error",
                        BigDecimal.ZERO,
                        0,
                        9,
                        at,
                        at);
        write(failed, new Charge(id, currency, 0, currency, 0));
        return id;
    }

    private void write(UsageRecord record, Charge charge) {
        if (!usage.store().write(record, charge)) {
            throw new IllegalStateException("written before");
        }
    }

    private static UsageRecord usage(
            UUID id, ApiKey key, Listing listing, Currency currency, Instant at) {
        return new UsageRecord(
                id,
                key.organisationId(),
                key.id(),
                listing.id(),
                listing.modelId(),
                listing.providerId(),
                new UUID(9, 9),
                Band.FLAT,
                Optional.empty(),
                currency,
                currency,
                new TokenCount(5_300, 200, 1_100, 12),
                UsageRecord.CountedBy.PROVIDER,
                true,
                UsageRecord.State.COMPLETED,
                "stop",
                new BigDecimal("2.035200000000"),
                412,
                11_840,
                at,
                at);
    }
}
