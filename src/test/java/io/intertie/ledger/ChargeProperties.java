package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.money.Currency;
import io.intertie.platform.persistence.TestDatabase;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The same charges end in the same books, in whatever order and batches they come (I4).
@Tag("money")
class ChargeProperties {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Currency USD = Currency.of("USD");
    private static final UUID BUYER = new UUID(0, 1);
    private static final Account WALLET = Account.of(AccountCode.BUYER_WALLET, BUYER, USD);

    /// A provider in each of two other currencies, one in the buyer's, and some with another fee or
    /// with VAT on top.
    private static final List<Party> PROVIDERS =
            List.of(
                    new Party(new UUID(0, 2), "CNY", 500, Optional.empty()),
                    new Party(new UUID(0, 3), "KWD", 500, Optional.empty()),
                    new Party(new UUID(0, 4), "USD", 500, Optional.empty()),
                    new Party(new UUID(0, 5), "JPY", 333, vat("DE", 1_900)),
                    new Party(new UUID(0, 4), "USD", 500, vat("FR", 2_000)),
                    new Party(new UUID(0, 2), "CNY", 777, vat("DE", 700)));

    private record Party(UUID id, String currency, int feeBps, Optional<ChargeUsage.Vat> vat) {
        Account accrued() {
            return Account.of(AccountCode.PROVIDER_ACCRUED, id, Currency.of(currency));
        }
    }

    private static Optional<ChargeUsage.Vat> vat(String jurisdiction, int bps) {
        return Optional.of(new ChargeUsage.Vat(jurisdiction, bps));
    }

    @Test
    void anyPartitionOfAMillionRequestsEndsInTheSameBooks() {
        anyPartitionEndsInTheSameBooks(Book.Mode.AGENT, 1_000_000);
    }

    @Test
    void soItDoesWhereTheMarketIsThePrincipal() {
        anyPartitionEndsInTheSameBooks(Book.Mode.PRINCIPAL, 100_000);
    }

    private static void anyPartitionEndsInTheSameBooks(Book.Mode mode, int requests) {
        var charges = charges(new Random(20261125), requests);
        var expected = new BooksInMemory(mode);
        charges.forEach(expected::charge);
        for (long seed = 1; seed <= 2; seed++) {
            var dice = new Random(seed);
            var batches = batched(dice, charges);
            Collections.shuffle(batches, dice);
            var books = new BooksInMemory(mode);
            batches.forEach(books::charge);
            assertEquals(expected.state(), books.state(), "seed " + seed);
        }
        allIsPostedOrCarried(charges, expected);
    }

    /// Σ pico = 1e6 × posted + carry: of the wallet, of each provider, of each jurisdiction.
    private static void allIsPostedOrCarried(
            List<ChargeUsage.Charge> charges, BooksInMemory books) {
        var paid = BigInteger.ZERO;
        var owed = new HashMap<Account, BigInteger>();
        var taxed = new HashMap<Account, BigInteger>();
        for (var charge : charges) {
            var pico = BigInteger.valueOf(charge.buyerPico());
            paid = paid.add(pico);
            var accrued =
                    Account.of(
                            AccountCode.PROVIDER_ACCRUED,
                            charge.providerId(),
                            charge.providerCurrency());
            owed.merge(accrued, BigInteger.valueOf(charge.providerPico()), BigInteger::add);
            charge.vat()
                    .ifPresent(vat ->
                            taxed.merge(
                                    vat.account(USD),
                                    pico.multiply(BigInteger.valueOf(vat.bps())),
                                    BigInteger::add));
        }
        assertEquals(paid, books.charged(WALLET));
        owed.forEach((account, pico) -> assertEquals(pico, books.owed(account), account + ""));
        taxed.forEach((account, fine) -> assertEquals(fine, books.vat(account), account + ""));
        assertEquals(2, taxed.size());
    }

    @Test
    void aShareIsExactOverAllChargesTogether() {
        for (long seed = 1; seed <= 20; seed++) {
            var random = new Random(seed);
            var share = BigInteger.ZERO;
            var posted = BigInteger.ZERO;
            var carry = FineCarry.NONE;
            for (int i = 0; i < 5_000; i++) {
                var pico = random.nextLong(Long.MAX_VALUE >> random.nextInt(60));
                var bps = random.nextInt(10_001);
                share = share.add(BigInteger.valueOf(pico).multiply(BigInteger.valueOf(bps)));
                var step = carry.plus(pico, bps);
                posted = posted.add(BigInteger.valueOf(step.micro()));
                carry = step.rest();
            }
            var perMicro = BigInteger.valueOf(10_000_000_000L);
            assertEquals(share.divide(perMicro), posted, "seed " + seed);
            assertEquals(share.mod(perMicro), BigInteger.valueOf(carry.rest()), "seed " + seed);
        }
    }

    @ParameterizedTest
    @EnumSource(Book.Mode.class)
    void postgresEndsInTheSameBooksAsTheArithmetic(Book.Mode mode) {
        var random = new Random(20261123);
        var charges = charges(random, 150);
        var expected = new BooksInMemory(mode);
        charges.forEach(expected::charge);
        var ledger = TestLedger.on(TestDatabase.fresh(), Clock.fixed(NOW, ZoneOffset.UTC));
        ledger.database().sql("update book set mode = ?", mode).update();
        ledger.topUp(BUYER, "1000", "USD");

        var batches = batched(random, charges);
        Collections.shuffle(batches, random);
        for (var batch : batches) {
            var outcome = ledger.chargeUsage().capture(held(ledger, batch));
            assertTrue(outcome instanceof ChargeUsage.Outcome.Captured, outcome.toString());
        }

        var balances = balances(ledger);
        expected.balances()
                .forEach((account, micro) ->
                        assertEquals(
                                micro,
                                balances.getOrDefault(account, 0L) - toppedUp(account),
                                account.toString()));
        assertEquals(List.of(), ledger.coherence().faults());
    }

    private static ChargeUsage.Charge held(TestLedger ledger, ChargeUsage.Charge charge) {
        var party =
                new Party(
                        charge.providerId(),
                        charge.providerCurrency().code(),
                        charge.feeBps(),
                        charge.vat());
        var request = ledger.placed(BUYER, "1", "USD", NOW);
        return charge(request, charge.buyerPico(), party, charge.providerPico());
    }

    private static long toppedUp(Account account) {
        return account.equals(WALLET) ? 1_000_000_000L : 0;
    }

    private static Map<Account, Long> balances(TestLedger ledger) {
        var balances = new HashMap<Account, Long>();
        ledger.database()
                .sql(
                        "select code, owner, currency, sum(micro) as micro from journal_line"
                                + " group by code, owner, currency")
                .list(row ->
                        balances.put(
                                        new Account(
                                                AccountCode.of(row.count("code")),
                                                row.text("owner"),
                                                Currency.of(row.text("currency"))),
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
            charges.add(charge(new UUID(1, i), pico, party, providerPico));
        }
        return charges;
    }

    /// Those of one provider and tax together, cut where the dice say.
    private static List<ChargeUsage.Charge> batched(
            Random random, List<ChargeUsage.Charge> charges) {
        var open = new LinkedHashMap<Party, long[]>();
        var batches = new ArrayList<ChargeUsage.Charge>();
        for (var charge : charges) {
            var party =
                    new Party(
                            charge.providerId(),
                            charge.providerCurrency().code(),
                            charge.feeBps(),
                            charge.vat());
            var sums = open.computeIfAbsent(party, same -> new long[2]);
            sums[0] += charge.buyerPico();
            sums[1] += charge.providerPico();
            if (random.nextInt(5) == 0) {
                batches.add(charge(charge.captureId(), sums[0], party, sums[1]));
                open.remove(party);
            }
        }
        open.forEach(
                (party, sums) -> batches.add(charge(UUID.randomUUID(), sums[0], party, sums[1])));
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
                party.accrued().currency(),
                providerPico,
                party.feeBps(),
                party.vat(),
                NOW,
                Map.of());
    }
}
