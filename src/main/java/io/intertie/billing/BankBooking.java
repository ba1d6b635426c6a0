package io.intertie.billing;

import io.intertie.billing.BankFiles.Received;
import io.intertie.billing.BankStatement.Entry;
import io.intertie.billing.BankStatement.Line;
import io.intertie.billing.SentPayments.Meaning;
import io.intertie.ledger.Journal;
import io.intertie.ledger.movement.BankTopUp;
import io.intertie.ledger.movement.ProcessorPayout;
import io.intertie.ledger.movement.UnmatchedReceipt;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Books one entry of the bank, in a transaction of its own.
@ApplicationScoped
class BankBooking {
    /// The doubt about a line that does not fit the payment that it names.
    private static final String BROKEN = "payout";

    private final Database database;
    private final BankStore store;
    private final PaymentReferences references;
    private final ProcessorPayouts payouts;
    private final Journal journal;
    private final Clock clock;

    @Inject
    BankBooking(
            Database database,
            BankStore store,
            PaymentReferences references,
            ProcessorPayouts payouts,
            Journal journal,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.references = references;
        this.payouts = payouts;
        this.journal = journal;
        this.clock = clock;
    }

    /// How the entries of a file fared.
    static final class Counts {
        private final Map<Received.State, Integer> lines = new EnumMap<>(Received.State.class);
        private final Map<Meaning, Integer> answers = new EnumMap<>(Meaning.class);
        private int known;
        private int broken;
        private int waiting;

        private int of(Received.State state) {
            return lines.getOrDefault(state, 0);
        }

        private void add(Received line) {
            lines.merge(line.state(), 1, Integer::sum);
            broken += line.doubt().filter(BROKEN::equals).isPresent() ? 1 : 0;
        }

        BankFiles.Report report(String kind, String messageId, int entries) {
            return new BankFiles.Report(
                    kind,
                    messageId,
                    entries,
                    known,
                    of(Received.State.CREDITED),
                    of(Received.State.UNMATCHED),
                    of(Received.State.PROCESSOR_PAYOUT),
                    of(Received.State.PAYOUT_BOOKED),
                    of(Received.State.PAYOUT_RETURNED) + answers.getOrDefault(Meaning.RETURNED, 0),
                    broken + answers.getOrDefault(Meaning.BREAK, 0),
                    of(Received.State.NOTED),
                    waiting);
        }
    }

    /// Where an entry stands, and who knows the payments that were sent.
    record Source(String account, String sha256, SentPayments sent) {}

    /// Has an answer to a payment booked.
    void book(SentPayments sent, SentPayments.Answer answer, Counts counts) {
        database.transaction(() -> sent.answer(answer))
                .ifPresent(meaning -> {
                    counts.answers.merge(meaning, 1, Integer::sum);
                    counts.known += meaning == Meaning.REPEATED ? 1 : 0;
                });
    }

    /// Books an entry unless it is known. One without a reference of the bank, in a notification,
    /// waits for the day's statement, which names it by its place.
    void book(Source source, Entry entry, Counts counts) {
        if (entry.amount().isZero()) {
            return;
        }
        if (entry.bankRef().isEmpty()) {
            counts.waiting++;
            return;
        }
        var booked =
                database.transaction(() -> {
                    var id = UuidV7.at(clock.instant());
                    if (!store.write(id, source.account(), entry, source.sha256())) {
                        return List.<Received>of();
                    }
                    var lines =
                            entry.lines().stream()
                                    .map(line -> received(id, source, entry, line))
                                    .toList();
                    for (int i = 0; i < lines.size(); i++) {
                        store.write(id, i + 1, lines.get(i));
                    }
                    lines.forEach(this::post);
                    return lines;
                });
        counts.known += booked.isEmpty() ? 1 : 0;
        booked.forEach(counts::add);
    }

    private Received received(UUID entryId, Source source, Entry entry, Line line) {
        var judged =
                meaning(entryId, source.sent(), entry, line)
                        .map(meaning -> judged(meaning, line))
                        .orElseGet(() -> judged(entry, line));
        return new Received(
                UuidV7.at(clock.instant()),
                source.account(),
                entry.bankRef(),
                entry.bookedOn(),
                line.amount(),
                line.payer(),
                line.remittance(),
                judged.state(),
                judged.doubt(),
                judged.organisationId(),
                clock.instant());
    }

    private record Judged(
            Received.State state, Optional<String> doubt, Optional<UUID> organisationId) {
        static Judged waits(String doubt) {
            return new Judged(Received.State.UNMATCHED, Optional.of(doubt), Optional.<UUID>empty());
        }

        static Judged noted(String doubt) {
            return new Judged(Received.State.NOTED, Optional.of(doubt), Optional.<UUID>empty());
        }

        static Judged is(Received.State state) {
            return new Judged(state, Optional.empty(), Optional.<UUID>empty());
        }
    }

    /// Asks about what left, and about what came back; a debit that takes a credit back is neither.
    private static Optional<Meaning> meaning(
            UUID entryId, SentPayments sent, Entry entry, Line line) {
        var isReturn = line.named().flatMap(SentPayments.Named::reason).isPresent();
        var concerns =
                line.amount().isNegative() ? !entry.isReversal() : isReturn || entry.isReversal();
        return line.named()
                .filter(named -> concerns)
                .flatMap(named ->
                        sent.line(
                                new SentPayments.Moved(
                                        entryId,
                                        entry.bankRef(),
                                        entry.hasOwnRef(),
                                        entry.bookedOn(),
                                        line.amount(),
                                        named)));
    }

    private static Judged judged(Meaning meaning, Line line) {
        return switch (meaning) {
            case BOOKED -> Judged.is(Received.State.PAYOUT_BOOKED);
            case RETURNED -> Judged.is(Received.State.PAYOUT_RETURNED);
            case REPEATED -> Judged.noted("repeated");
            case BREAK -> line.amount().isNegative() ? Judged.noted(BROKEN) : Judged.waits(BROKEN);
        };
    }

    private Judged judged(Entry entry, Line line) {
        if (line.amount().isNegative()) {
            return entry.isReversal()
                    ? Judged.noted("reversal")
                    : line.isWhole() ? Judged.is(Received.State.NOTED) : Judged.noted("details");
        }
        if (entry.isReversal()) {
            return Judged.waits("reversal");
        }
        if (!line.isWhole()) {
            return Judged.waits("details");
        }
        var text = line.payer() + " " + line.remittance() + " " + entry.bankRef();
        var payout = payouts.that(line.amount(), entry.bookedOn(), text);
        if (payout.filter(payouts::booked).isPresent()) {
            return Judged.is(Received.State.PROCESSOR_PAYOUT);
        }
        return byReference(line.amount(), line.remittance());
    }

    private Judged byReference(Money amount, String remittance) {
        var named = references.named(remittance);
        if (named.isEmpty()) {
            return Judged.waits("no-reference");
        }
        if (named.size() > 1) {
            return Judged.waits("several-references");
        }
        var wallet = named.getFirst();
        return wallet.currency().equals(amount.currency())
                ? new Judged(
                        Received.State.CREDITED,
                        Optional.empty(),
                        Optional.of(wallet.organisationId()))
                : Judged.waits("other-currency");
    }

    private void post(Received line) {
        var ref = ref(line);
        var basis =
                Map.of(
                        "bank", line.bankRef(),
                        "booked on", line.bookedOn().toString(),
                        "payer", line.payer());
        switch (line.state()) {
            case CREDITED ->
                    journal.book(
                            new BankTopUp(
                                    ref,
                                    line.organisationId().orElseThrow(),
                                    line.amount(),
                                    basis));
            case UNMATCHED -> journal.book(new UnmatchedReceipt(ref, line.amount(), basis));
            case PROCESSOR_PAYOUT -> journal.book(new ProcessorPayout(ref, line.amount(), basis));
            // What is about payments of ours is booked by who knows them.
            case PAYOUT_BOOKED, PAYOUT_RETURNED, NOTED, MATCHED, RETURNED -> {}
        }
    }

    /// A line's cause in the journal.
    static String ref(Received line) {
        return "bank:" + line.id();
    }
}
