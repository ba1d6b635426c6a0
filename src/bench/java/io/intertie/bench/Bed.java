package io.intertie.bench;

import io.intertie.ledger.ChargeUsage;
import io.intertie.ledger.Hold;
import io.intertie.ledger.TestLedger;
import io.intertie.metering.Charge;
import io.intertie.metering.TestUsage;
import io.intertie.metering.TokenCount;
import io.intertie.metering.UsageRecord;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.tariff.Band;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Wallets with money on a node, requests on them, and past requests written in bulk.
final class Bed {
    static final Currency USD = Currency.of("USD");
    static final Currency CNY = Currency.of("CNY");
    static final UUID PROVIDER = new UUID(2, 1);
    static final int WALLETS = 1_000;
    private static final UUID CONSTANT = new UUID(3, 1);
    private static final Clock CLOCK = Clock.systemUTC();
    private static final long BUYER_PICO = 2_341_570_000L;
    private static final long PROVIDER_PICO = 14_539_402_900L;

    /// Past requests as capture and metering leave them, all alike: 2,000 micro USD each.
    private static final List<String> PAST =
            List.of(
                    "set local session_replication_role = replica",
                    """
                    create temp table past on commit drop as
                    select uuidv7() as request, n / 256 as batch from generate_series(1, {n}) n
                    """,
                    """
                    create temp table batches on commit drop as
                    select batch, uuidv7() as capture, uuidv7() as journal, count(*) as requests
                    from past group by batch
                    """,
                    """
                    insert into hold select 1, capture, null, '{buyer}', 'USD', 3000 * requests,
                        'CAPTURED', now(), now(), now(), 2000000000 * requests,
                        14000000000 * requests, '{provider}', 'CNY', 500
                    from batches
                    """,
                    """
                    insert into journal_cause
                    select 1, 'CAPTURE', capture::text, journal from batches
                    """,
                    """
                    insert into journal
                        (book_id, id, kind, external_ref, payload_hash, booked_at, basis)
                    select 1, journal, 'CAPTURE', capture::text, 'past', now(), '{}' from batches
                    """,
                    """
                    insert into journal_line
                        (book_id, journal_id, entry_no, line_no, code, owner, currency, micro)
                    select 1, j.id, j.entry_no, line.no, line.code, line.owner, line.currency,
                        line.micro * batches.requests
                    from batches join journal j on j.book_id = 1 and j.id = batches.journal
                        cross join
                        (values (1, 2010, '{buyer}', 'USD', -100), (2, 4010, 'market', 'USD', 100),
                            (3, 2010, '{buyer}', 'USD', -1900), (4, 9010, 'market', 'USD', 1900),
                            (5, 9010, 'market', 'CNY', -14000),
                            (6, 2020, '{provider}', 'CNY', 14000))
                            line (no, code, owner, currency, micro)
                    """,
                    """
                    insert into usage_record select 1, request, '{buyer}', '{key}',
                        '{constant}', '{constant}', '{provider}', '{constant}', 'FLAT', null,
                        'USD', 'CNY', 5300, 0, 1100, 0, false, false, 'COMPLETED', 'stop', 1.5,
                        20, 300, now(), now(), 2000000000, 14000000000, capture
                    from past join batches using (batch)
                    """,
                    """
                    insert into usage_sum as so_far select 1, '{buyer}', key, 'USD', day,
                        2000000000::numeric * {n}, now()
                    from (values ('{key}'::uuid, (now() at time zone 'UTC')::date),
                        (null, null)) part (key, day)
                    on conflict (book_id, buyer_id, api_key_id, currency, day) do update
                    set pico = so_far.pico + excluded.pico,
                        last_served_at = excluded.last_served_at
                    """,
                    """
                    update wallet set posted = posted - 2000 * {n}
                    where organisation_id = '{buyer}' and currency = 'USD'
                    """);

    final TestLedger ledger;
    private final TestUsage usage;

    private Bed(Database node) {
        ledger = TestLedger.on(node, CLOCK);
        usage = TestUsage.on(node);
    }

    static Bed on(Database node) {
        return new Bed(node);
    }

    static UUID buyer(int n) {
        return new UUID(1, n);
    }

    void fillWallets() {
        for (int i = 0; i < WALLETS; i++) {
            ledger.topUp(buyer(i), "1000000", "USD");
        }
    }

    /// A hold and its capture, in two transactions.
    void holdAndCapture(UUID buyer) {
        var request = UuidV7.at(CLOCK.instant());
        var amount = new Money(USD, 3_000);
        var expires = CLOCK.instant().plus(Duration.ofMinutes(5));
        var placed = ledger.wallets().place(request, buyer, amount, expires);
        if (!(placed instanceof Hold.Outcome.Placed)) {
            throw new IllegalStateException(placed.toString());
        }
        capture(request, buyer);
    }

    private void capture(UUID request, UUID buyer) {
        var outcome =
                ledger.chargeUsage()
                        .capture(
                                new ChargeUsage.Charge(
                                        request,
                                        buyer,
                                        USD,
                                        BUYER_PICO,
                                        PROVIDER,
                                        CNY,
                                        PROVIDER_PICO,
                                        500,
                                        CLOCK.instant(),
                                        Map.of()));
        if (!(outcome instanceof ChargeUsage.Outcome.Captured)) {
            throw new IllegalStateException(outcome.toString());
        }
    }

    /// The same with the usage record in the capture's transaction, as metering writes it.
    void meteredRequest(UUID buyer) {
        var request = UuidV7.at(CLOCK.instant());
        var expires = CLOCK.instant().plus(Duration.ofMinutes(5));
        ledger.wallets().place(request, buyer, new Money(USD, 3_000), expires);
        ledger.database()
                .transaction(() -> {
                    var charge = new Charge(request, USD, BUYER_PICO, CNY, PROVIDER_PICO);
                    usage.store().write(record(request, buyer), charge);
                    capture(request, buyer);
                });
    }

    private static UsageRecord record(UUID request, UUID buyer) {
        var now = CLOCK.instant();
        return new UsageRecord(
                request,
                buyer,
                CONSTANT,
                CONSTANT,
                CONSTANT,
                PROVIDER,
                CONSTANT,
                Band.FLAT,
                Optional.empty(),
                USD,
                CNY,
                new TokenCount(5_300, 0, 1_100, 0),
                UsageRecord.CountedBy.PROVIDER,
                false,
                UsageRecord.State.COMPLETED,
                "stop",
                new BigDecimal("1.5"),
                20,
                300,
                now,
                now);
    }

    /// Writes past requests of a provider as a node does, up to 256 in a capture; at most 100,000
    /// in one transaction.
    void past(long count, UUID provider) {
        past(count, provider, buyer(0), CONSTANT);
    }

    /// The same of one buyer's key.
    void past(long count, UUID provider, UUID buyer, UUID key) {
        for (long left = count; left > 0; left -= 100_000) {
            var n = Math.min(left, 100_000);
            ledger.database()
                    .transaction(() -> {
                        for (var statement : PAST) {
                            var text =
                                    told(statement, n, provider)
                                            .replace("{buyer}", buyer.toString())
                                            .replace("{key}", key.toString());
                            ledger.database().sql(text).update();
                        }
                    });
        }
        for (var table : List.of("hold", "journal", "journal_line", "usage_record")) {
            ledger.database().sql("analyze " + table).update();
        }
    }

    private static String told(String statement, long n, UUID provider) {
        return statement
                .replace("{n}", Long.toString(n))
                .replace("{provider}", provider.toString())
                .replace("{constant}", CONSTANT.toString());
    }

    long usageRows() {
        return ledger.database()
                .sql("select count(*) as n from usage_record")
                .one(row -> row.number("n"));
    }
}
