package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.money.Currency;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/// I1 to I6, I9, I15 and I17 counted along from the entries alone, in the plainest way: a second
/// opinion on the arithmetic, after each step, only on what the step touched.
final class SimInvariants {
    private static final BigInteger FINE = BigInteger.valueOf(10_000_000_000L);

    /// What the outside world pays and is paid: the only kinds that may touch it.
    private static final Set<JournalEntry.Kind> OUTSIDE =
            EnumSet.of(
                    JournalEntry.Kind.TOPUP,
                    JournalEntry.Kind.BANK_TOPUP,
                    JournalEntry.Kind.PSP_PAYOUT,
                    JournalEntry.Kind.UNMATCHED_RECEIPT,
                    JournalEntry.Kind.RECEIPT_CLEARED,
                    JournalEntry.Kind.CARD_REFUND,
                    JournalEntry.Kind.CHARGEBACK,
                    JournalEntry.Kind.DISPUTE_CLOSED,
                    JournalEntry.Kind.FX_DEAL,
                    JournalEntry.Kind.PAYOUT_BOOKED,
                    JournalEntry.Kind.PAYOUT_RETURNED,
                    JournalEntry.Kind.CORRECTION);

    private final SimMemory memory;
    private final Map<Account, BigInteger> sums = new HashMap<>();
    private final Map<Currency, BigInteger> trial = new HashMap<>();
    private final Map<Account, BigInteger> charged = new HashMap<>();
    private final Map<Account, BigInteger> paid = new HashMap<>();
    private final Map<UUID, Map<Account, Long>> moved = new HashMap<>();
    private final Set<String> captured = new HashSet<>();
    private final Map<UUID, Hold.State> ended = new HashMap<>();
    private int seen;

    SimInvariants(SimMemory memory) {
        this.memory = memory;
    }

    /// After each step.
    void check() {
        var entries = memory.journal;
        for (; seen < entries.size(); seen++) {
            var entry = entries.get(seen);
            add(entry);
            if (entry.kind() == JournalEntry.Kind.CAPTURE) {
                capture(entry);
            }
        }
        trial.forEach((currency, sum) -> assertEquals(BigInteger.ZERO, sum, "I2 " + currency));
        memory.purses.forEach(this::wallet);
        memory.reversals.keySet().forEach(this::reversal);
        memory.holds.values().forEach(this::hold);
        carried();
    }

    private void add(JournalEntry entry) {
        var sum = new HashMap<Currency, Long>();
        for (var posting : entry.postings()) {
            assertTrue(posting.amount().micro() > 0, "I17 " + posting);
            move(entry, sum, posting.from(), -posting.amount().micro());
            move(entry, sum, posting.to(), posting.amount().micro());
        }
        sum.forEach((currency, rest) -> assertEquals(0L, rest, "I1 " + entry));
    }

    private void move(JournalEntry entry, Map<Currency, Long> sum, Account account, long micro) {
        var code = account.code();
        if (code == AccountCode.BANK || code == AccountCode.PSP_CLEARING) {
            assertTrue(OUTSIDE.contains(entry.kind()), "I15 " + entry);
        }
        sum.merge(account.currency(), micro, Long::sum);
        trial.merge(account.currency(), BigInteger.valueOf(micro), BigInteger::add);
        sums.merge(account, BigInteger.valueOf(micro), BigInteger::add);
        moved.computeIfAbsent(entry.id(), same -> new HashMap<>())
                .merge(account, micro, Math::addExact);
    }

    /// I4's left side: what a charge's tokens cost, and its right: what its lines moved.
    private void capture(JournalEntry entry) {
        assertTrue(captured.add(entry.externalRef()), "I5 twice: " + entry);
        for (var posting : entry.postings()) {
            var fromBuyer =
                    switch (posting.from().code()) {
                        case BUYER_WALLET, PROMO_WALLET, OVERRUN_LOSS -> true;
                        default -> false;
                    };
            if (fromBuyer && posting.to().code() != AccountCode.OUTPUT_VAT) {
                paid(ofRequest(entry), posting.amount().micro());
            }
            if (posting.from().code() == AccountCode.OVERRUN_LOSS) {
                var left = memory.purse(ofRequest(entry)).available();
                assertEquals(0L, left, "I6 a loss where money was left: " + entry);
            }
            if (posting.to().code() == AccountCode.OUTPUT_VAT
                    || posting.to().code() == AccountCode.PROVIDER_ACCRUED) {
                paid(posting.to(), posting.amount().micro());
            }
        }
    }

    private Account ofRequest(JournalEntry entry) {
        var request = UUID.fromString(entry.externalRef());
        var hold = Objects.requireNonNull(memory.holds.get(request), "I5 no hold").hold();
        return Account.of(
                AccountCode.BUYER_WALLET, hold.organisationId(), hold.amount().currency());
    }

    private void paid(Account account, long micro) {
        paid.merge(account, BigInteger.valueOf(micro), BigInteger::add);
    }

    /// I5: a hold ends once. What it ended with counts for I4.
    private void hold(SimMemory.Held held) {
        var hold = held.hold();
        if (hold.state() == Hold.State.HELD) {
            assertTrue(!ended.containsKey(hold.requestId()), () -> "I5 held again: " + hold);
            return;
        }
        var before = ended.put(hold.requestId(), hold.state());
        assertTrue(before == null || before == hold.state(), () -> "I5 ended twice: " + hold);
        if (before == null) {
            held.charge().ifPresent(this::charged);
        }
    }

    private void charged(ChargeUsage.Charge charge) {
        var pico = BigInteger.valueOf(charge.buyerPico());
        var wallet = Account.of(AccountCode.BUYER_WALLET, charge.buyerId(), charge.buyerCurrency());
        charged.merge(wallet, pico.multiply(BigInteger.valueOf(10_000)), BigInteger::add);
        var accrued =
                Account.of(
                        AccountCode.PROVIDER_ACCRUED,
                        charge.providerId(),
                        charge.providerCurrency());
        var owed = BigInteger.valueOf(charge.providerPico());
        charged.merge(accrued, owed.multiply(BigInteger.valueOf(10_000)), BigInteger::add);
        charge.vat()
                .ifPresent(vat ->
                        charged.merge(
                                vat.account(charge.buyerCurrency()),
                                pico.multiply(BigInteger.valueOf(vat.bps())),
                                BigInteger::add));
    }

    private void wallet(Account wallet, SimMemory.Purse purse) {
        assertEquals(sum(wallet), BigInteger.valueOf(purse.posted()), "I3 posted of " + wallet);
        var promo = new Account(AccountCode.PROMO_WALLET, wallet.owner(), wallet.currency());
        assertEquals(sum(promo), BigInteger.valueOf(purse.promo()), "I3 promo of " + wallet);
        assertEquals(memory.grants.left(wallet), purse.promo(), "I3 grants of " + wallet);
        var held =
                memory.holds.values().stream()
                        .map(SimMemory.Held::hold)
                        .filter(hold -> hold.state() == Hold.State.HELD)
                        .filter(hold -> hold.organisationId().toString().equals(wallet.owner()))
                        .filter(hold -> hold.amount().currency().equals(wallet.currency()))
                        .mapToLong(hold -> hold.amount().micro())
                        .sum();
        assertEquals(held, purse.held(), "I3 held of " + wallet);
        assertTrue(
                purse.posted() >= 0 && purse.promo() >= 0 && purse.available() >= 0,
                "I3 " + wallet + " " + purse);
    }

    /// I4: charged = posted + carry.
    private void carried() {
        charged.forEach((account, fine) -> {
            var rest = fine.subtract(paid.getOrDefault(account, BigInteger.ZERO).multiply(FINE));
            var carried = memory.books.carried(account);
            assertEquals(carried, rest, "I4 of " + account);
        });
    }

    private BigInteger sum(Account account) {
        return sums.getOrDefault(account, BigInteger.ZERO);
    }

    /// I9: all reversals of an entry together go the other way and no further.
    private void reversal(UUID original) {
        var there = moved.getOrDefault(original, Map.of());
        var back = new HashMap<Account, Long>();
        for (var entry : memory.reversals.getOrDefault(original, List.of())) {
            moved.getOrDefault(entry.id(), Map.of())
                    .forEach((account, micro) -> back.merge(account, micro, Math::addExact));
        }
        back.forEach((account, micro) -> {
            var most = there.getOrDefault(account, 0L);
            assertTrue(
                    micro == 0
                            || (Long.signum(micro) == -Long.signum(most)
                                    && Math.abs(micro) <= Math.abs(most)),
                    "I9 " + account + ": " + micro + " of " + most);
        });
        var parts = memory.reversals.getOrDefault(original, List.of()).size();
        var whole = ofBuyer(there);
        if (whole != 0) {
            var share = BigInteger.valueOf(ofBuyer(back));
            there.forEach((account, most) -> {
                var exact = share.multiply(BigInteger.valueOf(most));
                var found = BigInteger.valueOf(back.getOrDefault(account, 0L));
                var off = exact.subtract(found.multiply(BigInteger.valueOf(whole))).abs();
                var slack = BigInteger.valueOf(Math.multiplyExact(8L * parts, Math.abs(whole)));
                assertTrue(off.compareTo(slack) <= 0, "I9 not pro rata: " + account);
            });
        }
    }

    private static long ofBuyer(Map<Account, Long> lines) {
        return lines.entrySet().stream()
                .filter(line ->
                        line.getKey().code() == AccountCode.BUYER_WALLET
                                || line.getKey().code() == AccountCode.PROMO_WALLET)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
