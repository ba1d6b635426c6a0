package io.intertie.billing;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.ledger.Journal;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Reversals;
import io.intertie.ledger.movement.ProcessorPayout;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the card processor says it has sent to our bank; E2 is booked when the bank says so, too.
@ApplicationScoped
class ProcessorPayouts {
    private static final int DAYS_AROUND = 7;

    private final Database database;
    private final Processors processors;
    private final Journal journal;
    private final Reversals reversals;
    private final Trail trail;
    private final Clock clock;

    @Inject
    ProcessorPayouts(
            Database database,
            Processors processors,
            Journal journal,
            Reversals reversals,
            Trail trail,
            Clock clock) {
        this.database = database;
        this.processors = processors;
        this.journal = journal;
        this.reversals = reversals;
        this.trail = trail;
        this.clock = clock;
    }

    /// A payout; `trace` is what the bank may show of it.
    record Told(
            String ref, Money amount, Optional<String> trace, LocalDate arrivesOn, boolean isSent) {
        /// Whether a text of the bank names it.
        boolean isNamedIn(String text) {
            var plain = text.toUpperCase(Locale.ROOT);
            return plain.contains(ref.toUpperCase(Locale.ROOT))
                    || trace.filter(value -> value.length() >= 8)
                            .map(value -> value.toUpperCase(Locale.ROOT))
                            .filter(plain::contains)
                            .isPresent();
        }
    }

    /// Asks the processor about a payout and notes what it says.
    void told(String ref, Actor actor) {
        var stripe = processors.stripe();
        if (stripe.isEmpty() || !ref.matches("po_[A-Za-z0-9]{1,60}")) {
            throw new Problem(
                    ProblemType.UNPROCESSABLE,
                    Wording.of("processor.payout", "This is no payout."));
        }
        var told = stripe.get().payout(ref);
        database.transaction(() -> {
            note(told);
            trail.record(
                    actor,
                    told.isSent() ? "processor-payout.sent" : "processor-payout.failed",
                    ref,
                    Map.of(
                            "amount", told.amount().major().toPlainString(),
                            "currency", told.amount().currency().code()));
        });
    }

    void note(Told told) {
        database.sql(
                        """
                        insert into processor_payout (ref, currency, micro, trace, arrives_on,
                            state, told_at)
                        values (?, ?, ?, ?, cast(? as date), ?, ?)
                        on conflict (ref) do update set state = case
                            when processor_payout.state = 'BOOKED' then 'BOOKED'
                            else excluded.state end\
                        """,
                        told.ref(),
                        told.amount().currency().code(),
                        told.amount().micro(),
                        told.trace().<Object>map(value -> value).orElse(Database.Absent.TEXT),
                        told.arrivesOn().toString(),
                        told.isSent() ? "EXPECTED" : "FAILED",
                        clock.instant())
                .update();
    }

    /// The one payout that a line of the bank can be: of its amount, expected about that day, and
    /// named in its text, or the only one when Stripe is the payer.
    Optional<String> that(Money amount, LocalDate bookedOn, String text) {
        var candidates = expected(amount, bookedOn);
        var named = candidates.stream().filter(one -> one.isNamedIn(text)).toList();
        if (named.size() == 1) {
            return Optional.of(named.getFirst().ref());
        }
        var fromStripe = text.toUpperCase(Locale.ROOT).contains("STRIPE");
        return named.isEmpty() && fromStripe && candidates.size() == 1
                ? Optional.of(candidates.getFirst().ref())
                : Optional.empty();
    }

    /// Takes a receipt that waits in 2040 for a payout: that booking is taken back, E2 is booked.
    ///
    /// @throws Problem if no payout of the amount is expected about that day
    void claim(BankFiles.Received line, Actor actor) {
        var payout = that(line.amount(), line.bookedOn(), "STRIPE " + line.remittance());
        if (payout.filter(this::booked).isEmpty()) {
            throw new Problem(
                    ProblemType.CONFLICT,
                    Wording.of(
                            "processor.expected",
                            "No payout of this amount is expected about that day. Nothing was"
                                    + " changed."));
        }
        var ref = BankBooking.ref(line);
        var waiting = journal.find(JournalEntry.Kind.UNMATCHED_RECEIPT, ref).orElseThrow();
        reversals.correct(ref, waiting.id(), Map.of("why", "It was a processor's payout."));
        journal.book(new ProcessorPayout(ref, line.amount(), Map.of("by", actor.name())));
    }

    private List<Told> expected(Money amount, LocalDate bookedOn) {
        return database.sql(
                        "select * from processor_payout where state = 'EXPECTED'"
                                + " and currency = ? and micro = ?"
                                + " and arrives_on between cast(? as date) and cast(? as date)"
                                + " for update",
                        amount.currency().code(),
                        amount.micro(),
                        bookedOn.minusDays(DAYS_AROUND).toString(),
                        bookedOn.plusDays(DAYS_AROUND).toString())
                .list(ProcessorPayouts::told);
    }

    /// Marks a payout as booked; false if it was, or was not expected.
    boolean booked(String ref) {
        return database.sql(
                                "update processor_payout set state = 'BOOKED'"
                                        + " where ref = ? and state = 'EXPECTED'",
                                ref)
                        .update()
                == 1;
    }

    private static Told told(Row row) {
        return new Told(
                row.text("ref"),
                new Money(Currency.of(row.text("currency")), row.number("micro")),
                row.textIfAny("trace"),
                LocalDate.parse(row.text("arrives_on")),
                true);
    }
}
