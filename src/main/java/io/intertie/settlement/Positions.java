package io.intertie.settlement;

import io.intertie.fx.CurrencyPair;
import io.intertie.fx.Quote;
import io.intertie.fx.Quotes;
import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.FxPosition;
import io.intertie.ledger.Journal;
import io.intertie.ledger.JournalEntry.Kind;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the market is long or short in each currency, and what that is worth at the middle rate.
///
/// Charges open positions, deals close them. The sums are counted by kind of entry; they must come
/// to the balance of account 9010, to the micro (`PositionsTest`).
@ApplicationScoped
public class Positions {
    private final Database database;
    private final FxPosition fxPosition;
    private final Journal journal;
    private final Quotes quotes;
    private final Clock clock;

    @Inject
    Positions(
            Database database, FxPosition fxPosition, Journal journal, Quotes quotes, Clock clock) {
        this.database = database;
        this.fxPosition = fxPosition;
        this.journal = journal;
        this.quotes = quotes;
        this.clock = clock;
    }

    /// One currency: `charges`, `deals`, `realised` and `other` add up to `position`, which is the
    /// balance of 9010. `value` is in the home currency at the quote's mid; empty without a quote.
    public record Position(
            Currency currency,
            Money charges,
            Money deals,
            Money realised,
            Money other,
            Money position,
            Money balance,
            Optional<Quote> quote,
            Optional<Money> value) {
        /// Whether what was counted is what account 9010 holds.
        public boolean isProven() {
            return position.equals(balance);
        }
    }

    /// All currencies; `value` sums what can be valued: the gain that is not realised yet.
    public record Report(Instant at, List<Position> positions, Money value) {
        public Report {
            positions = List.copyOf(positions);
        }

        public boolean isProven() {
            return positions.stream().allMatch(Position::isProven);
        }
    }

    /// The positions as of now, counted in one snapshot of the books.
    public Report report() {
        var now = clock.instant();
        // Quotes may have to be made, which a snapshot cannot.
        var mids = valued(now);
        return database.snapshot(() -> report(now, mids));
    }

    private List<Quote> valued(Instant now) {
        return fxPosition.moved(now).stream()
                .map(FxPosition.Moved::currency)
                .distinct()
                .flatMap(currency -> quote(currency, now).stream())
                .toList();
    }

    /// The quote that values a currency at an instant; an old one where there is none in force.
    Optional<Quote> quote(Currency currency, Instant at) {
        var pair = new CurrencyPair(currency, Operator.HOME);
        return quotes.current(pair)
                .filter(quote -> pair.isOneCurrency() || quote.isValidAt(at))
                .or(() -> quotes.last(pair, at));
    }

    private Report report(Instant now, List<Quote> mids) {
        var positions = new ArrayList<Position>();
        var byCurrency =
                fxPosition.moved(now.plusSeconds(1)).stream()
                        .collect(Collectors.groupingBy(FxPosition.Moved::currency));
        byCurrency.keySet().stream()
                .sorted(Comparator.comparing(Currency::code))
                .forEach(currency ->
                        positions.add(
                                position(
                                        currency,
                                        byCurrency.getOrDefault(currency, List.of()),
                                        mids)));
        var value =
                positions.stream()
                        .flatMap(one -> one.value().stream())
                        .reduce(Money.zero(Operator.HOME), Money::plus);
        return new Report(now, positions, value);
    }

    private Position position(Currency currency, List<FxPosition.Moved> moved, List<Quote> mids) {
        var charges = sum(currency, moved, List.of(Kind.CAPTURE, Kind.REFUND));
        var deals = sum(currency, moved, List.of(Kind.FX_DEAL));
        var realised = sum(currency, moved, List.of(Kind.REALISED_FX));
        var all = sum(currency, moved, List.of(Kind.values()));
        var quote = mids.stream().filter(mid -> mid.pair().base().equals(currency)).findFirst();
        return new Position(
                currency,
                charges,
                deals,
                realised,
                all.minus(charges).minus(deals).minus(realised),
                all,
                journal.balance(Account.ofMarket(AccountCode.FX_POSITION, currency)),
                quote,
                quote.map(mid -> atMid(all, mid)));
    }

    private static Money sum(Currency currency, List<FxPosition.Moved> moved, List<Kind> kinds) {
        return moved.stream()
                .filter(one -> kinds.contains(one.kind()))
                .map(FxPosition.Moved::amount)
                .reduce(Money.zero(currency), Money::plus);
    }

    /// What an amount is worth at home, to the micro, HALF_EVEN.
    static Money atMid(Money amount, Quote quote) {
        var micro =
                BigDecimal.valueOf(amount.micro())
                        .multiply(quote.mid().value())
                        .setScale(0, RoundingMode.HALF_EVEN);
        return new Money(quote.pair().quote(), micro.longValueExact());
    }
}
