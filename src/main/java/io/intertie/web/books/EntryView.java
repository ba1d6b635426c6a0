package io.intertie.web.books;

import io.intertie.ledger.Account;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.web.Figures;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A journal entry, written out as an auditor reads it: accounts with debits and credits.
///
/// `sums` has one line for each currency; debits and credits of all accounts are equal in each.
public record EntryView(
        String id,
        String kind,
        String externalRef,
        Figures.Moment bookedAt,
        List<Line> lines,
        List<Sum> sums,
        Map<String, String> basis) {
    /// What an account gave (debit) or got (credit) in this entry.
    public record Line(
            String account,
            int number,
            String owner,
            Optional<String> debit,
            Optional<String> credit) {}

    /// Both sides in one currency.
    public record Sum(
            String currency,
            String debits,
            String credits,
            String difference,
            boolean isBalanced) {}

    /// The whole entry: for who runs the market.
    public static EntryView of(JournalEntry entry, Figures figures) {
        return of(entry, account -> true, even(List.of(entry), figures), figures);
    }

    /// For entries in one table.
    static Even even(List<JournalEntry> entries, Figures figures) {
        return Even.of(
                entries.stream().flatMap(entry -> entry.postings().stream()).map(Posting::amount),
                figures);
    }

    /// The lines of some accounts only: for whoever owns those.
    static EntryView of(JournalEntry entry, Predicate<Account> seen, Even even, Figures figures) {
        var utc = figures.in(ZoneOffset.UTC);
        var net = net(entry);
        var lines = new ArrayList<Line>();
        net.forEach((account, money) -> {
            if (seen.test(account)) {
                lines.add(line(account, money, even));
            }
        });
        return new EntryView(
                entry.id().toString(),
                entry.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                entry.externalRef(),
                utc.precise(entry.bookedAt()),
                List.copyOf(lines),
                sums(List.of(entry), even),
                new TreeMap<>(entry.basis()));
    }

    public boolean isBalanced() {
        return sums.stream().allMatch(Sum::isBalanced);
    }

    private static Line line(Account account, Money money, Even even) {
        return new Line(
                account.code().label(),
                account.code().number(),
                account.owner().equals(Account.MARKET) ? "" : account.owner(),
                money.isNegative() ? Optional.of(even.text(money.negated())) : Optional.empty(),
                money.isNegative() ? Optional.empty() : Optional.of(even.text(money)));
    }

    /// Both sides of all entries together, currency by currency.
    static List<Sum> sums(List<JournalEntry> entries, Even even) {
        var sides = new LinkedHashMap<Currency, Sides>();
        for (var entry : entries) {
            net(entry)
                    .values()
                    .forEach(money -> sides.merge(money.currency(), Sides.of(money), Sides::plus));
        }
        return sides.values().stream().map(one -> one.written(even)).toList();
    }

    private static Map<Account, Money> net(JournalEntry entry) {
        var net = new LinkedHashMap<Account, Money>();
        for (var posting : entry.postings()) {
            net.merge(posting.from(), posting.amount().negated(), Money::plus);
            net.merge(posting.to(), posting.amount(), Money::plus);
        }
        return net;
    }

    private record Sides(Money debits, Money credits) {
        static Sides of(Money money) {
            var nothing = Money.zero(money.currency());
            return money.isNegative()
                    ? new Sides(money.negated(), nothing)
                    : new Sides(nothing, money);
        }

        Sides plus(Sides other) {
            return new Sides(debits.plus(other.debits), credits.plus(other.credits));
        }

        Sum written(Even even) {
            var difference = debits.minus(credits);
            return new Sum(
                    debits.currency().code(),
                    even.text(debits),
                    even.text(credits),
                    even.text(difference),
                    difference.isZero());
        }
    }
}
