package io.intertie.settlement;

import io.intertie.metering.Earnings;
import io.intertie.money.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/// The checks that a window must pass before it closes: each names what it compared.
final class Controls {
    private static final BigInteger PICO_PER_MICRO = BigInteger.valueOf(1_000_000);

    private Controls() {}

    static List<Statement.Control> of(Facts facts) {
        return List.of(
                usageEqualsLedger(facts),
                accruedIsWhatIsNotSettled(facts),
                noRequestIsCapturedTwice(facts),
                nothingIsUnpriced(facts),
                dueIsWhatIsNotPaid(facts),
                collectionsAddUp(facts));
    }

    /// I4: Σ usage pico = 1e6 × posted + carry.
    private static Statement.Control usageEqualsLedger(Facts facts) {
        var usage =
                facts.earned().stream()
                        .map(Earnings.Earned::pico)
                        .reduce(BigInteger.ZERO, BigInteger::add);
        var ledger =
                BigInteger.valueOf(facts.captured().total().accrued().micro())
                        .multiply(PICO_PER_MICRO)
                        .add(BigInteger.valueOf(facts.captured().total().carryPico()));
        return new Statement.Control(
                "usage-equals-ledger",
                usage.equals(ledger),
                "usage %s, ledger with its carry %s".formatted(major(usage), major(ledger)));
    }

    private static String major(BigInteger pico) {
        return new BigDecimal(pico, 12).toPlainString();
    }

    private static Statement.Control accruedIsWhatIsNotSettled(Facts facts) {
        var total = facts.captured().total();
        var expected = total.accrued().minus(total.givenBack()).minus(facts.settled().gross());
        return compared("accrued-is-unsettled", facts.balances().accrued(), expected);
    }

    private static Statement.Control noRequestIsCapturedTwice(Facts facts) {
        var captures = facts.captured().total().captures();
        var paid = facts.earned().stream().mapToLong(Earnings.Earned::paid).sum();
        // Fewer is right: a request below one micro only adds to the carry.
        return new Statement.Control(
                "no-duplicates",
                captures <= paid,
                "%d captures for %d usage records".formatted(captures, paid));
    }

    private static Statement.Control nothingIsUnpriced(Facts facts) {
        var unpriced = facts.earned().stream().mapToLong(Earnings.Earned::unpriced).sum();
        return new Statement.Control(
                "nothing-unpriced", unpriced == 0, "%d paid by one side only".formatted(unpriced));
    }

    private static Statement.Control dueIsWhatIsNotPaid(Facts facts) {
        var expected =
                facts.balances()
                        .unsent()
                        .plus(facts.balances().returned())
                        .plus(facts.settled().carried());
        return compared("due-is-unpaid", facts.balances().due(), expected);
    }

    private static Statement.Control collectionsAddUp(Facts facts) {
        var wrong =
                facts.collected().stream()
                        .filter(each ->
                                !each.paid()
                                        .plus(each.overrun())
                                        .equals(each.fee().plus(each.forProviders())))
                        .map(each -> each.currency().code())
                        .toList();
        return new Statement.Control(
                "collections-add-up",
                wrong.isEmpty(),
                wrong.isEmpty()
                        ? "%d currencies".formatted(facts.collected().size())
                        : "not in " + String.join(", ", wrong));
    }

    private static Statement.Control compared(String name, Money found, Money expected) {
        return new Statement.Control(
                name, found.equals(expected), "found %s, expected %s".formatted(found, expected));
    }
}
