package io.intertie.certification;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// One certification of a listing, under way or ended.
public record Run(
        UUID id,
        UUID listingId,
        State state,
        String startedBy,
        Instant startedAt,
        Optional<Instant> endedAt,
        List<Result> steps) {
    /// Where a run is; what is not running has ended for good.
    public enum State {
        RUNNING,
        PASSED,
        FAILED,
        CANCELLED,
        /// Its node stopped before it ended.
        INTERRUPTED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How far a step is.
    public enum Progress {
        WAITING,
        RUNNING,
        PASSED,
        FAILED,
        /// Not tried, because one before it failed or the run ended.
        SKIPPED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What was asked and what came, as far as it is safe to show: the credential as •••, the
    /// answer cut and without control characters.
    public record Exchange(String request, String response) {}

    /// What became of a step. `detail` has its figures, as `name=value`; a failed one has a finding
    /// and, where a call was made, its exchange.
    public record Result(
            Step step,
            Progress progress,
            long millis,
            Optional<Finding> finding,
            String detail,
            Optional<Exchange> exchange) {
        static Result of(Step step, Progress progress) {
            return new Result(step, progress, 0, Optional.empty(), "", Optional.empty());
        }
    }

    public Run {
        steps = List.copyOf(steps);
    }

    public boolean isRunning() {
        return state == State.RUNNING;
    }

    /// How many of its steps are done with.
    public long done() {
        return steps.stream()
                .filter(one -> one.progress() != Progress.WAITING)
                .filter(one -> one.progress() != Progress.RUNNING)
                .count();
    }
}
