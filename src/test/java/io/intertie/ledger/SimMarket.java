package io.intertie.ledger;

import io.intertie.ledger.movement.BankTopUp;
import io.intertie.ledger.movement.Chargeback;
import io.intertie.ledger.movement.ClawBack;
import io.intertie.ledger.movement.CloseWindow;
import io.intertie.ledger.movement.FxDeal;
import io.intertie.ledger.movement.GrantPromo;
import io.intertie.ledger.movement.LoseDispute;
import io.intertie.ledger.movement.MatchReceipt;
import io.intertie.ledger.movement.PayOut;
import io.intertie.ledger.movement.PayOutBooked;
import io.intertie.ledger.movement.PayOutRejected;
import io.intertie.ledger.movement.PayOutReturned;
import io.intertie.ledger.movement.ProcessorPayout;
import io.intertie.ledger.movement.RefundToCard;
import io.intertie.ledger.movement.ReleaseReserve;
import io.intertie.ledger.movement.ReturnReceipt;
import io.intertie.ledger.movement.SlaCredit;
import io.intertie.ledger.movement.Template;
import io.intertie.ledger.movement.TopUp;
import io.intertie.ledger.movement.UnmatchedReceipt;
import io.intertie.ledger.movement.WinDispute;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/// The mix of commands: what the dice let happen in a market next. Amounts are decided when a
/// command is made, from the books as they stand, so that all its repetitions say the same.
final class SimMarket {
    private static final Map<String, String> NO_BASIS = Map.of();
    private static final UUID WHALE = new UUID(7, 7);

    private final Random dice;
    private final Clock clock;
    private final SimMemory memory;
    private final SimTrade trade;

    SimMarket(Random dice, Clock clock, SimMemory memory, long seed) {
        this.dice = dice;
        this.clock = clock;
        this.memory = memory;
        this.trade = new SimTrade(dice, clock, seed);
    }

    private static SimMessage book(Template movement) {
        return new SimMessage(movement.toString(), books -> books.book(movement));
    }

    /// The next command's messages, in their order; empty if there is nothing to do.
    List<SimMessage> next() {
        return switch (dice.nextInt(24)) {
            case 0, 1, 2 -> topUp();
            case 3 -> receipt();
            case 4 -> promo();
            case 5, 6 -> List.of(new SimMessage("sweep", SimBooks::sweep));
            case 7 -> refund();
            case 8 -> correct();
            case 9 -> dispute();
            case 10 -> closeWindow();
            case 11 -> payOut();
            case 12 -> fxDeal();
            case 13 -> cardRefund();
            case 14 -> other();
            default -> trade.request();
        };
    }

    private List<SimMessage> topUp() {
        var paid = trade.money(50_000_000);
        return List.of(
                dice.nextInt(3) == 0
                        ? book(new BankTopUp(trade.ref("bank"), trade.buyer(), paid, NO_BASIS))
                        : book(
                                new TopUp(
                                        trade.ref("card"),
                                        trade.buyer(),
                                        paid,
                                        new Money(paid.currency(), paid.micro() / 40),
                                        NO_BASIS)));
    }

    /// Money that names nobody; then it is somebody's, or goes back, or somebody claims both.
    private List<SimMessage> receipt() {
        var paid = trade.money(9_000_000);
        var ref = trade.ref("receipt");
        var sent = new ArrayList<SimMessage>();
        sent.add(book(new UnmatchedReceipt(ref, paid, NO_BASIS)));
        if (dice.nextBoolean()) {
            sent.add(book(new MatchReceipt(ref, trade.buyer(), paid, NO_BASIS)));
        }
        if (dice.nextBoolean()) {
            sent.add(book(new ReturnReceipt(ref, paid, NO_BASIS)));
        }
        return sent;
    }

    private List<SimMessage> promo() {
        var until = clock.instant().plus(Duration.ofMinutes(1 + dice.nextInt(30)));
        var credit = trade.money(3_000_000);
        return List.of(
                book(new GrantPromo(trade.ref("promo"), trade.buyer(), credit, until, NO_BASIS)));
    }

    private List<SimMessage> refund() {
        var ref = trade.ref("refund");
        return trade.earlier()
                .map(request -> {
                    var amount = refundable(request);
                    return List.of(
                            new SimMessage(
                                    "refund " + amount + " of " + request,
                                    books -> books.refund(ref, request, amount)));
                })
                .orElse(List.of());
    }

    /// Mostly a part of what the request cost, at times more than that.
    private Money refundable(UUID request) {
        var held = memory.holds.get(request);
        if (held == null) {
            return trade.money(1_000);
        }
        var most = held.charge().map(charge -> charge.buyerPico() / 900_000).orElse(10L);
        return new Money(held.hold().amount().currency(), 1 + dice.nextLong(1 + most));
    }

    private List<SimMessage> correct() {
        var ref = trade.ref("correction");
        var kinds =
                List.of(
                        JournalEntry.Kind.CAPTURE,
                        JournalEntry.Kind.TOPUP,
                        JournalEntry.Kind.SLA_CREDIT,
                        JournalEntry.Kind.FX_DEAL);
        var chosen = memory.journal.stream().filter(entry -> kinds.contains(entry.kind())).toList();
        if (chosen.isEmpty()) {
            return List.of();
        }
        var entry = chosen.get(dice.nextInt(chosen.size()));
        return List.of(
                new SimMessage(
                        "correct " + entry.kind() + " " + entry.externalRef(),
                        books -> books.correct(ref, entry.kind(), entry.externalRef())));
    }

    /// A card payment comes back; what is unspent is clawed back, the rest won or lost.
    private List<SimMessage> dispute() {
        var amount = trade.money(20_000_000);
        var buyer = trade.buyer();
        var ref = trade.ref("dispute");
        var sent = new ArrayList<SimMessage>();
        var fee = new Money(amount.currency(), 15_000);
        sent.add(book(new Chargeback(ref, amount, fee, NO_BASIS)));
        var wallet = Account.of(AccountCode.BUYER_WALLET, buyer, amount.currency());
        var purse = memory.purse(wallet);
        var taken = Math.min(amount.micro(), Math.min(purse.posted(), purse.available()));
        var clawed = new Money(amount.currency(), taken);
        if (clawed.isPositive()) {
            sent.add(book(new ClawBack(ref, buyer, clawed, NO_BASIS)));
        }
        if (dice.nextBoolean()) {
            sent.add(book(new WinDispute(ref, buyer, amount, clawed, NO_BASIS)));
        }
        if (dice.nextBoolean() && amount.compareTo(clawed) > 0) {
            sent.add(book(new LoseDispute(ref, amount.minus(clawed), NO_BASIS)));
        }
        return sent;
    }

    /// What stands on a provider's accounts of a code, if anything does.
    private List<Map.Entry<Account, Long>> standing(AccountCode code) {
        return memory.books.balances().entrySet().stream()
                .filter(one -> one.getKey().code() == code && one.getValue() > 0)
                .sorted(Comparator.comparing(one -> one.getKey().toString()))
                .toList();
    }

    private List<SimMessage> closeWindow() {
        return standing(AccountCode.PROVIDER_ACCRUED).stream()
                .map(one -> {
                    var gross = new Money(one.getKey().currency(), one.getValue());
                    var provider = UUID.fromString(one.getKey().owner());
                    var ref = trade.ref("window");
                    return book(new CloseWindow(ref, provider, gross, 1_000, NO_BASIS));
                })
                .toList();
    }

    private List<SimMessage> payOut() {
        var sent = new ArrayList<SimMessage>();
        for (var one : standing(AccountCode.PROVIDER_DUE)) {
            var provider = UUID.fromString(one.getKey().owner());
            var due = new Money(one.getKey().currency(), one.getValue());
            var amount = due.wholeMinor();
            if (amount.isPositive()) {
                var ref = trade.ref("payout");
                var fee = new Money(amount.currency(), dice.nextInt(20_000));
                sent.add(book(new PayOut(ref, provider, amount, NO_BASIS)));
                if (dice.nextInt(5) == 0) {
                    sent.add(book(new PayOutRejected(ref, provider, amount, NO_BASIS)));
                    continue;
                }
                sent.add(book(new PayOutBooked(ref, amount, NO_BASIS)));
                if (dice.nextInt(3) == 0) {
                    sent.add(book(new PayOutReturned(ref, provider, amount, fee, NO_BASIS)));
                }
            }
        }
        return sent;
    }

    private List<SimMessage> fxDeal() {
        var bought = new Money(Currency.of("CNY"), 1 + dice.nextLong(90_000_000));
        var sold = trade.money(12_000_000);
        return List.of(book(new FxDeal(trade.ref("deal"), bought, sold, NO_BASIS)));
    }

    private List<SimMessage> cardRefund() {
        // A card takes whole cents only.
        var any = trade.money(30_000_000);
        var amount = new Money(any.currency(), 10_000L + any.micro()).wholeMinor();
        return List.of(book(new RefundToCard(trade.ref("back"), trade.buyer(), amount, NO_BASIS)));
    }

    private List<SimMessage> other() {
        var amount = trade.money(2_000_000);
        return switch (dice.nextInt(5)) {
            case 0 ->
                    List.of(book(new SlaCredit(trade.ref("sla"), trade.buyer(), amount, NO_BASIS)));
            case 1 -> List.of(book(new ProcessorPayout(trade.ref("psp"), amount, NO_BASIS)));
            case 2 -> {
                var reserves = standing(AccountCode.PROVIDER_RESERVE);
                yield reserves.isEmpty() ? List.of() : List.of(release(reserves.getFirst()));
            }
            case 3 -> {
                // The second of them does not fit into 64 bits.
                var huge = new Money(Currency.of("JPY"), Long.MAX_VALUE / 3 * 2);
                yield List.of(book(new BankTopUp(trade.ref("huge"), WHALE, huge, NO_BASIS)));
            }
            default -> {
                var mode = dice.nextBoolean() ? Book.Mode.AGENT : Book.Mode.PRINCIPAL;
                yield List.of(new SimMessage("become " + mode, books -> books.become(mode)));
            }
        };
    }

    private SimMessage release(Map.Entry<Account, Long> reserve) {
        return book(
                new ReleaseReserve(
                        trade.ref("release"),
                        UUID.fromString(reserve.getKey().owner()),
                        new Money(reserve.getKey().currency(), reserve.getValue()),
                        NO_BASIS));
    }
}
