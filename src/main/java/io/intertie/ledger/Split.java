package io.intertie.ledger;

import io.intertie.money.Check;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// Divides an amount in proportion, to the last micro.
///
/// **Units** micro.
final class Split {
    private Split() {}

    /// Parts of `total` in proportion to `weights`, which sum to exactly `total`; what rounding
    /// down leaves goes to the largest remainders, and among equals to the first.
    static List<Long> of(long total, List<Long> weights) {
        var whole = weights.stream().reduce(0L, Math::addExact);
        Check.that(total >= 0 && total <= whole, "%s of %s", total, whole);
        var parts = new ArrayList<Long>();
        var remainders = new ArrayList<BigInteger>();
        var left = total;
        for (var weight : weights) {
            var exact = product(total, weight).divideAndRemainder(BigInteger.valueOf(whole));
            parts.add(exact[0].longValueExact());
            remainders.add(exact[1]);
            left -= exact[0].longValueExact();
        }
        var order = new ArrayList<Integer>();
        for (int i = 0; i < parts.size(); i++) {
            order.add(i);
        }
        // A stable sort: equals stay in their order.
        order.sort(Comparator.comparing(remainders::get, Collections.reverseOrder()));
        for (int i = 0; i < left; i++) {
            parts.set(order.get(i), parts.get(order.get(i)) + 1);
        }
        return List.copyOf(parts);
    }

    /// `part / whole` of an amount, HALF_EVEN.
    static long share(long amount, long part, long whole) {
        var exact = product(amount, part).divideAndRemainder(BigInteger.valueOf(whole));
        var down = exact[0].longValueExact();
        var twice = exact[1].shiftLeft(1).compareTo(BigInteger.valueOf(whole));
        return twice > 0 || (twice == 0 && down % 2 != 0) ? down + 1 : down;
    }

    private static BigInteger product(long a, long b) {
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }
}
