package io.intertie.ledger;

import io.intertie.ledger.movement.Reverse;
import io.intertie.money.Check;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Takes back what was booked, by new entries: all of one (E24), or a part of a charge (E7).
///
/// **Always true** an entry is never taken back by more than it moved, however many ask at once:
/// reversals of one entry wait for each other, and each part is unique (I9, `ReversalsTest`).
@ApplicationScoped
public class Reversals {
    private static final String REVERSES = "reverses";
    private static final String AMOUNT = "amount";

    private final Database database;
    private final Journal journal;
    private final ReversalStore reversals;
    private final PromoStore promos;

    @Inject
    Reversals(Database database, Journal journal, ReversalStore reversals, PromoStore promos) {
        this.database = database;
        this.journal = journal;
        this.reversals = reversals;
        this.promos = promos;
    }

    /// What came of it.
    public sealed interface Outcome {
        record Booked(JournalEntry entry) implements Outcome {}

        /// The same cause took back the same before: its entry, nothing new.
        record Replayed(JournalEntry entry) implements Outcome {}

        /// The same cause took back something else before: nothing was written.
        record Conflict(JournalEntry booked) implements Outcome {}

        /// Less is left of the entry; nothing was written. Empty where nothing at all is left.
        record TooMuch(Optional<Money> left) implements Outcome {}
    }

    /// Gives a buyer back a part of what a request's charge took, at everyone's cost pro rata: fee,
    /// VAT, provider, each in its own currency.
    ///
    /// @throws io.intertie.money.CheckFailed if the entry is no charge
    public Outcome refund(
            String externalRef, UUID entryId, Money amount, Map<String, String> basis) {
        Check.that(amount.isPositive(), "refund of %s", amount);
        var told = new HashMap<>(basis);
        told.put(AMOUNT, amount.toString());
        var asked = new Asked(JournalEntry.Kind.REFUND, externalRef, entryId, told);
        return database.transaction(() -> {
            var mirror = opened(asked);
            var left = mirror.left(amount.currency());
            var before = before(asked);
            if (before.isPresent()) {
                return before.get();
            }
            return amount.compareTo(left) > 0
                    ? new Outcome.TooMuch(Optional.of(left))
                    : booked(asked, mirror.part(amount));
        });
    }

    /// Takes back all that is left of an entry. The right one, if there is any, is booked beside
    /// it.
    public Outcome correct(String externalRef, UUID entryId, Map<String, String> basis) {
        var asked = new Asked(JournalEntry.Kind.CORRECTION, externalRef, entryId, basis);
        return database.transaction(() -> {
            var mirror = opened(asked);
            var before = before(asked);
            if (before.isPresent()) {
                return before.get();
            }
            var whole = mirror.whole();
            return whole.isEmpty() ? new Outcome.TooMuch(Optional.empty()) : booked(asked, whole);
        });
    }

    private record Asked(
            JournalEntry.Kind kind, String ref, UUID entryId, Map<String, String> basis) {}

    /// What is left of the entry, which nobody else can take back meanwhile.
    private Mirror opened(Asked asked) {
        reversals.lock(asked.entryId());
        var original = journal.find(asked.entryId()).orElseThrow();
        var isCharge = original.kind() == JournalEntry.Kind.CAPTURE;
        Check.that(asked.kind() == JournalEntry.Kind.CORRECTION || isCharge, "%s", original);
        return new Mirror(original, reversals.of(asked.entryId()));
    }

    private Optional<Outcome> before(Asked asked) {
        return journal.find(asked.kind(), asked.ref())
                .map(booked -> {
                    var same =
                            asked.entryId().toString().equals(booked.basis().get(REVERSES))
                                    && asked.basis()
                                            .getOrDefault(AMOUNT, "")
                                            .equals(booked.basis().getOrDefault(AMOUNT, ""));
                    return same ? new Outcome.Replayed(booked) : new Outcome.Conflict(booked);
                });
    }

    private Outcome booked(Asked asked, List<Posting> postings) {
        var part = reversals.of(asked.entryId()).size() + 1;
        var basis = new HashMap<>(asked.basis());
        basis.put(REVERSES, asked.entryId().toString());
        basis.put("part", Integer.toString(part));
        var entry =
                journal.entry(
                        new Reverse(
                                asked.kind(), asked.ref(), asked.entryId(), part, postings, basis));
        reversals.write(asked.entryId(), part, entry.id());
        var outcome = journal.book(entry);
        Check.that(outcome instanceof Journal.Outcome.Booked, "%s was booked before", entry);
        postings.forEach(this::follow);
        return new Outcome.Booked(entry);
    }

    /// Promo credit that comes back belongs to the grants that it came from.
    private void follow(Posting posting) {
        if (posting.to().code() == AccountCode.PROMO_WALLET) {
            promos.giveBack(UUID.fromString(posting.to().owner()), posting.amount());
        }
        Check.that(
                posting.from().code() != AccountCode.PROMO_WALLET,
                "a grant ends by its expiry: %s",
                posting);
    }
}
