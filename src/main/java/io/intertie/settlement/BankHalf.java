package io.intertie.settlement;

import io.intertie.audit.Trail;
import io.intertie.billing.BankFiles;
import io.intertie.billing.SentPayments;
import io.intertie.identity.Actor;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// The bank's half of payouts: what it booked (E16), and what it rejected or returned (E17).
///
/// A payout is found by its end-to-end id. **Always true** each kind of answer counts once, in
/// whatever file and however often it is told; what does not fit becomes a break and moves nothing.
@ApplicationScoped
public class BankHalf {
    private static final int NOTE_AT_MOST = 500;
    private static final Duration ANSWERED_WITHIN = Duration.ofDays(5);

    private final BankFiles bankFiles;
    private final Answering answering;
    private final AnswerStore answers;
    private final Database database;
    private final Trail trail;
    private final Clock clock;

    @Inject
    BankHalf(
            BankFiles bankFiles,
            Answering answering,
            AnswerStore answers,
            Database database,
            Trail trail,
            Clock clock) {
        this.bankFiles = bankFiles;
        this.answering = answering;
        this.answers = answers;
        this.database = database;
        this.trail = trail;
        this.clock = clock;
    }

    /// Reads a camt.053, camt.054 or pain.002 of the operator's bank and books what is new in it.
    ///
    /// @throws Problem if the actor is no admin, or if the file is refused; nothing of it is booked
    ///   then
    public BankFiles.Report receive(byte[] file, Actor actor) {
        return bankFiles.receive(
                file,
                new SentPayments() {
                    @Override
                    public Optional<Meaning> line(Moved line) {
                        return Optional.of(answering.line(line, actor));
                    }

                    @Override
                    public Optional<Meaning> answer(Answer answer) {
                        return answer.isRejection()
                                ? Optional.of(answering.rejected(answer, actor))
                                : Optional.empty();
                    }
                },
                actor);
    }

    /// What does not fit and nobody has looked at, the newest first; then what the bank is silent
    /// about.
    public List<PayoutBreak> breaks() {
        var silent = answers.unanswered(clock.instant().minus(ANSWERED_WITHIN));
        return Stream.concat(answers.open().stream(), silent.stream()).toList();
    }

    /// Says what became of a break; it is shown no more.
    ///
    /// @throws Problem if the actor is no admin, the note is missing or long, or it was cleared
    public void clear(UUID breakId, String note, Actor actor) {
        Rights.mustRunTheMarket(actor);
        var said = note.strip();
        if (said.isEmpty() || said.length() > NOTE_AT_MOST) {
            throw Problem.field(
                    "note",
                    Wording.of("break.note", "A note has 1 to %s characters.", NOTE_AT_MOST));
        }
        database.transaction(() -> {
            if (!answers.clear(breakId, said, actor.name(), clock.instant())) {
                throw new Problem(
                        ProblemType.CONFLICT,
                        Wording.of("break.none", "There is no such break, or it was cleared."));
            }
            trail.record(actor, "payout-break.cleared", breakId.toString(), Map.of("note", said));
        });
    }
}
