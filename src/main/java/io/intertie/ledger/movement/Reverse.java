package io.intertie.ledger.movement;

import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.money.Check;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Templates E7 and E24: a part of an entry, or all of it, backwards.
///
/// | from | to | amount |
/// |---|---|---|
/// | whom the entry paid | who paid it | pro rata, by [io.intertie.ledger.Reversals] |
///
/// `part` counts the reversals of one entry from 1: each number is booked once.
public record Reverse(
        JournalEntry.Kind kind,
        String externalRef,
        UUID reversesId,
        int part,
        List<Posting> postings,
        Map<String, String> basis)
        implements Template {
    public Reverse {
        postings = List.copyOf(postings);
        basis = Map.copyOf(basis);
        Check.that(
                kind == JournalEntry.Kind.REFUND || kind == JournalEntry.Kind.CORRECTION,
                "%s reverses nothing",
                kind);
        Check.that(part >= 1, "part %s", part);
    }
}
