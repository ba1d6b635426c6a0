package io.intertie.ledger;

import io.intertie.money.Check;
import io.intertie.money.Money;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One side of a movement: how much an account gives, or how much it gets.
record Leg(Account account, long micro) {
    Leg {
        Check.that(micro >= 0, "%s moves %s", account, micro);
    }

    /// Postings that take what `sources` give and fill `sinks` in their order; nothing is left.
    static List<Posting> matched(List<Leg> sources, List<Leg> sinks) {
        var postings = new ArrayList<Posting>();
        var left =
                sources.stream()
                        .filter(Leg::moves)
                        .collect(Collectors.toCollection(ArrayDeque::new));
        for (var sink : sinks) {
            var missing = sink.micro();
            while (missing > 0) {
                var source = left.removeFirst();
                var moved = Math.min(missing, source.micro());
                var amount = new Money(sink.account().currency(), moved);
                postings.add(new Posting(source.account(), sink.account(), amount));
                missing -= moved;
                if (source.micro() > moved) {
                    left.addFirst(new Leg(source.account(), source.micro() - moved));
                }
            }
        }
        Check.that(left.isEmpty(), "%s has nowhere to go", left);
        return List.copyOf(postings);
    }

    private boolean moves() {
        return micro > 0;
    }
}
