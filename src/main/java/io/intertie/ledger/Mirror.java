package io.intertie.ledger;

import io.intertie.money.Check;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What is left of an entry to take back, and the postings that take back all of it or a part.
///
/// A part is pro rata over what is left, at the rate of the original: nothing is converted again.
/// In each currency the parts sum to the micro (`Split`); so parts that add up to the whole leave
/// nothing, whatever they were.
final class Mirror {
    private static final Comparator<Account> BY_ID =
            Comparator.comparingInt((Account account) -> account.code().number())
                    .thenComparing(Account::owner);

    private final Map<Way, Money> left = new LinkedHashMap<>();

    private record Way(Account from, Account to) {
        boolean isOfBuyer() {
            return isPromo() || from.code() == AccountCode.BUYER_WALLET;
        }

        boolean isPromo() {
            return from.code() == AccountCode.PROMO_WALLET;
        }

        /// Promo credit's expense, which follows the promo credit.
        boolean isPromoExpense() {
            return to.code() == AccountCode.PROMO_GRANTS;
        }
    }

    /// Of an entry, after some reversals of it.
    Mirror(JournalEntry original, List<JournalEntry> reversals) {
        original.postings().stream()
                .sorted(
                        Comparator.comparing(Posting::from, BY_ID)
                                .thenComparing(Posting::to, BY_ID))
                .forEach(one ->
                        left.merge(new Way(one.from(), one.to()), one.amount(), Money::plus));
        for (var reversal : reversals) {
            for (var back : reversal.postings()) {
                var way = new Way(back.to(), back.from());
                left.computeIfPresent(way, (same, amount) -> amount.minus(back.amount()));
            }
        }
        left.values().forEach(amount -> Check.that(!amount.isNegative(), "%s taken back", amount));
        left.values().removeIf(Money::isZero);
    }

    /// What of the buyer's money can still be given back.
    Money left(Currency currency) {
        return left.entrySet().stream()
                .filter(one -> one.getKey().isOfBuyer())
                .map(Map.Entry::getValue)
                .filter(amount -> amount.currency().equals(currency))
                .reduce(Money.zero(currency), Money::plus);
    }

    /// All of it, backwards.
    List<Posting> whole() {
        return left.entrySet().stream().map(one -> back(one.getKey(), one.getValue())).toList();
    }

    /// So much that the buyer gets `amount`.
    List<Posting> part(Money amount) {
        var whole = left(amount.currency());
        Check.that(amount.isPositive() && amount.compareTo(whole) <= 0, "%s of %s", amount, whole);
        var parts = new LinkedHashMap<Way, Long>();
        divide(amount.micro(), chosen(Way::isOfBuyer), parts);
        var others = new LinkedHashMap<Currency, List<Way>>();
        for (var way : chosen(way -> !way.isOfBuyer() && !way.isPromoExpense())) {
            others.computeIfAbsent(way.from().currency(), same -> new ArrayList<>()).add(way);
        }
        for (var ways : others.values()) {
            var all = ways.stream().map(this::micro).reduce(0L, Math::addExact);
            divide(Split.share(all, amount.micro(), whole.micro()), ways, parts);
        }
        for (var way : chosen(Way::isPromoExpense)) {
            parts.put(way, promo(parts));
        }
        return parts.entrySet().stream()
                .filter(one -> one.getValue() > 0)
                .map(one ->
                        back(
                                one.getKey(),
                                new Money(one.getKey().from().currency(), one.getValue())))
                .toList();
    }

    private static long promo(Map<Way, Long> parts) {
        return parts.entrySet().stream()
                .filter(one -> one.getKey().isPromo())
                .mapToLong(Map.Entry::getValue)
                .reduce(0L, Math::addExact);
    }

    private void divide(long micro, List<Way> ways, Map<Way, Long> parts) {
        var shares = Split.of(micro, ways.stream().map(this::micro).toList());
        for (int i = 0; i < ways.size(); i++) {
            parts.put(ways.get(i), shares.get(i));
        }
    }

    private List<Way> chosen(Predicate<Way> condition) {
        return left.keySet().stream().filter(condition).toList();
    }

    private long micro(Way way) {
        return left.getOrDefault(way, Money.zero(way.from().currency())).micro();
    }

    private static Posting back(Way way, Money amount) {
        return new Posting(way.to(), way.from(), amount);
    }
}
