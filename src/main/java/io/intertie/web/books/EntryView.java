package io.intertie.web.books;

import io.intertie.ledger.Account;
import io.intertie.ledger.JournalEntry;
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

    /// Both sides of an entry in one currency.
    public record Sum(String debits, String credits, boolean isBalanced) {}

    /// The whole entry: for who runs the market.
    public static EntryView of(JournalEntry entry, Figures figures) {
        return of(entry, account -> true, figures);
    }

    /// The lines of some accounts only: for whoever owns those.
    public static EntryView of(JournalEntry entry, Predicate<Account> seen, Figures figures) {
        var utc = figures.in(ZoneOffset.UTC);
        var net = new LinkedHashMap<Account, Money>();
        for (var posting : entry.postings()) {
            net.merge(posting.from(), posting.amount().negated(), Money::plus);
            net.merge(posting.to(), posting.amount(), Money::plus);
        }
        var lines = new ArrayList<Line>();
        net.forEach((account, money) -> {
            if (seen.test(account)) {
                lines.add(line(account, money, utc));
            }
        });
        return new EntryView(
                entry.id().toString(),
                entry.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                entry.externalRef(),
                utc.precise(entry.bookedAt()),
                List.copyOf(lines),
                sums(net, utc),
                new TreeMap<>(entry.basis()));
    }

    public boolean isBalanced() {
        return sums.stream().allMatch(Sum::isBalanced);
    }

    private static Line line(Account account, Money money, Figures utc) {
        return new Line(
                account.code().label(),
                account.code().number(),
                account.owner().equals(Account.MARKET) ? "" : account.owner(),
                money.isNegative() ? Optional.of(utc.iso(money.negated())) : Optional.empty(),
                money.isNegative() ? Optional.empty() : Optional.of(utc.iso(money)));
    }

    private static List<Sum> sums(Map<Account, Money> net, Figures utc) {
        var sides = new LinkedHashMap<Currency, Sides>();
        net.values().forEach(money -> sides.merge(money.currency(), Sides.of(money), Sides::plus));
        return sides.values().stream().map(one -> one.written(utc)).toList();
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

        Sum written(Figures utc) {
            return new Sum(utc.iso(debits), utc.iso(credits), debits.equals(credits));
        }
    }
}
