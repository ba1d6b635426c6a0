package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.money.Carry;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.TestDatabase;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The same charges end in the same books, in whatever order and batches they come (I4).
class ChargeProperties {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Currency USD = Currency.of("USD");
    private static final UUID BUYER = new UUID(0, 1);

    /// A provider in each of two other currencies, one in the buyer's, and one with another fee.
    private static final List<Party> PROVIDERS =
            List.of(
                    new Party(new UUID(0, 2), Currency.of("CNY"), 500),
                    new Party(new UUID(0, 3), Currency.of("KWD"), 500),
                    new Party(new UUID(0, 4), USD, 500),
                    new Party(new UUID(0, 5), Currency.of("JPY"), 333));

    private record Party(UUID id, Currency currency, int feeBps) {}

    @Test
    void anyOrderAndAnyBatchesEndInTheSameBooks() {
        for (long seed = 1; seed <= 40; seed++) {
            var random = new Random(seed);
            var charges = charges(random, 1_000);
            var expected = new Books();
            charges.forEach(expected::charge);

            var batches = batched(random, charges);
            Collections.shuffle(batches, random);
            var books = new Books();
            batches.forEach(books::charge);

            assertEquals(expected.balances, books.balances, "seed " + seed);
            assertEquals(expected.carries(), books.carries(), "seed " + seed);
        }
    }

    @Test
    void allThatWasChargedIsPostedOrCarried() {
        for (long seed = 1; seed <= 20; seed++) {
            var books = new Books();
            var charged = BigInteger.ZERO;
            for (var charge : charges(new Random(seed), 10_000)) {
                books.charge(charge);
                charged = charged.add(BigInteger.valueOf(charge.buyerPico()));
            }
            var wallet = Account.of(AccountCode.BUYER_WALLET, BUYER, USD);
            var posted = -books.balances.getOrDefault(wallet.toString(), 0L);
            assertEquals(
                    charged,
                    BigInteger.valueOf(posted)
                            .multiply(BigInteger.valueOf(1_000_000))
                            .add(BigInteger.valueOf(books.buyer.pico())),
                    "seed " + seed);
        }
    }

    @Test
    void theFeeIsExactOverAllChargesTogether() {
        for (long seed = 1; seed <= 20; seed++) {
            var random = new Random(seed);
            var share = BigInteger.ZERO;
            var posted = BigInteger.ZERO;
            var carry = ShareCarry.NONE;
            for (int i = 0; i < 5_000; i++) {
                var pico = random.nextLong(Long.MAX_VALUE >> random.nextInt(60));
                var feeBps = random.nextInt(10_001);
                share =
                        share.add(
                                BigInteger.valueOf(pico)
                                        .multiply(BigInteger.valueOf(10_000 - feeBps)));
                var step = carry.plus(pico, feeBps);
                posted = posted.add(BigInteger.valueOf(step.micro()));
                carry = step.rest();
            }
            var perMicro = BigInteger.valueOf(10_000_000_000L);
            assertEquals(share.divide(perMicro), posted, "seed " + seed);
            assertEquals(share.mod(perMicro), BigInteger.valueOf(carry.rest()), "seed " + seed);
        }
    }

    @Test
    void postgresEndsInTheSameBooksAsTheArithmetic() {
        var random = new Random(20261123);
        var charges = charges(random, 150);
        var expected = new Books();
        charges.forEach(expected::charge);
        var ledger = TestLedger.on(TestDatabase.fresh(), Clock.fixed(NOW, ZoneOffset.UTC));
        ledger.topUp(BUYER, "1000", "USD");

        var batches = batched(random, charges);
        Collections.shuffle(batches, random);
        for (var batch : batches) {
            var outcome = ledger.chargeUsage().capture(held(ledger, batch));
            assertTrue(outcome instanceof ChargeUsage.Outcome.Captured, outcome.toString());
        }

        expected.balances.forEach((account, micro) ->
                assertEquals(
                        micro,
                        balances(ledger).getOrDefault(account, 0L) - toppedUp(account),
                        account));
        var wallet = ledger.wallets().find(BUYER, USD).orElseThrow();
        assertEquals(expected.buyer.pico(), wallet.carryPico());
        assertEquals(List.of(), ledger.coherence().faults());
    }

    private static ChargeUsage.Charge held(TestLedger ledger, ChargeUsage.Charge charge) {
        var request = ledger.placed(BUYER, "1", "USD", NOW);
        return charge(
                request,
                charge.buyerPico(),
                new Party(charge.providerId(), charge.providerCurrency(), charge.feeBps()),
                charge.providerPico());
    }

    private static long toppedUp(String account) {
        return account.equals(Account.of(AccountCode.BUYER_WALLET, BUYER, USD).toString())
                ? 1_000_000_000L
                : 0;
    }

    private static Map<String, Long> balances(TestLedger ledger) {
        var balances = new HashMap<String, Long>();
        ledger.database()
                .sql(
                        "select code, owner, currency, sum(micro) as micro from journal_line"
                                + " group by code, owner, currency")
                .list(row ->
                        balances.put(
                                        new Account(
                                                        AccountCode.of(row.count("code")),
                                                        row.text("owner"),
                                                        Currency.of(row.text("currency")))
                                                .toString(),
                                        row.number("micro"))
                                == null);
        return balances;
    }

    /// From below one micro to some cents, as tokens cost.
    private static List<ChargeUsage.Charge> charges(Random random, int count) {
        var charges = new ArrayList<ChargeUsage.Charge>();
        for (int i = 0; i < count; i++) {
            var party = PROVIDERS.get(random.nextInt(PROVIDERS.size()));
            var pico = random.nextLong(1L << (1 + random.nextInt(36)));
            var providerPico = pico - pico / 20 - random.nextLong(1 + pico / 100);
            charges.add(charge(UUID.randomUUID(), pico, party, providerPico));
        }
        return charges;
    }

    /// Neighbours of one provider together, cut where the dice say.
    private static List<ChargeUsage.Charge> batched(
            Random random, List<ChargeUsage.Charge> charges) {
        var batches = new ArrayList<ChargeUsage.Charge>();
        for (var party : PROVIDERS) {
            long buyerPico = 0;
            long providerPico = 0;
            for (var charge : charges) {
                if (charge.providerId().equals(party.id())) {
                    buyerPico += charge.buyerPico();
                    providerPico += charge.providerPico();
                    if (random.nextInt(5) == 0) {
                        batches.add(charge(UUID.randomUUID(), buyerPico, party, providerPico));
                        buyerPico = 0;
                        providerPico = 0;
                    }
                }
            }
            batches.add(charge(UUID.randomUUID(), buyerPico, party, providerPico));
        }
        return batches;
    }

    private static ChargeUsage.Charge charge(
            UUID request, long buyerPico, Party party, long providerPico) {
        return new ChargeUsage.Charge(
                request,
                BUYER,
                USD,
                buyerPico,
                party.id(),
                party.currency(),
                providerPico,
                party.feeBps(),
                NOW,
                Map.of());
    }

    /// Books in memory: what the arithmetic alone comes to.
    private static final class Books {
        private final Map<String, Long> balances = new TreeMap<>();
        private final Map<UUID, Carry> providers = new HashMap<>();
        private Carry buyer = Carry.NONE;
        private ShareCarry share = ShareCarry.NONE;

        void charge(ChargeUsage.Charge charge) {
            var provider = providers.getOrDefault(charge.providerId(), Carry.NONE);
            var legs = ChargeLegs.of(charge, new ChargeLegs.Carries(buyer, share, provider));
            for (var posting : legs.postings(charge, legs.buyerMicro())) {
                add(posting.from(), -posting.amount().micro());
                add(posting.to(), posting.amount().micro());
            }
            buyer = legs.after().buyer();
            share = legs.after().share();
            providers.put(charge.providerId(), legs.after().provider());
        }

        private void add(Account account, long micro) {
            balances.merge(account.toString(), micro, Math::addExact);
            balances.values().removeIf(balance -> balance == 0);
        }

        List<Object> carries() {
            return List.of(buyer, share, providers);
        }
    }
}
