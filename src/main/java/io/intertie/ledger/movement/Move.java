package io.intertie.ledger.movement;

import io.intertie.ledger.Account;
import io.intertie.ledger.Posting;
import io.intertie.money.Money;
import java.util.Arrays;
import java.util.List;

/// What may be a posting: an amount of zero moves nothing.
record Move(Account from, Account to, Money amount) {
    static List<Posting> postings(Move... moves) {
        return Arrays.stream(moves)
                .filter(move -> !move.amount.isZero())
                .map(move -> new Posting(move.from, move.to, move.amount))
                .toList();
    }
}
