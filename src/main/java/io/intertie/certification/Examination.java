package io.intertie.certification;

import io.intertie.certification.Run.Progress;
import io.intertie.certification.Run.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/// One run's walk along its steps; `cancel` may come from any thread.
final class Examination implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Examination.class.getName());

    private final Subject subject;
    private final Probe probe;
    private final Pace pace;
    private final Contract contract;
    private final Counting counting;
    private final Load load;

    Examination(Subject subject, Probe probe, Pace pace) {
        var wording = new Wording(subject);
        this.subject = subject;
        this.probe = probe;
        this.pace = pace;
        this.contract = new Contract(probe, subject, wording);
        this.counting = new Counting(probe, subject, wording);
        this.load = new Load(probe, pace, subject, wording);
    }

    /// All steps as they stand before the first.
    static List<Result> waiting(Subject subject) {
        return subject.steps().stream().map(step -> Result.of(step, Progress.WAITING)).toList();
    }

    /// Takes every step, and tells all of them at the beginning and the end of each.
    List<Result> take(Consumer<List<Result>> told) {
        var results = new ArrayList<>(waiting(subject));
        var goesOn = true;
        for (int at = 0; at < results.size(); at++) {
            var step = results.get(at).step();
            if (!goesOn || probe.isCancelled()) {
                results.set(at, Result.of(step, Progress.SKIPPED));
                continue;
            }
            results.set(at, Result.of(step, Progress.RUNNING));
            told.accept(List.copyOf(results));
            var result = taken(step);
            results.set(at, probe.isCancelled() ? Result.of(step, Progress.SKIPPED) : result);
            goesOn = result.finding().isEmpty() || !step.isGround();
        }
        told.accept(List.copyOf(results));
        return List.copyOf(results);
    }

    private Result taken(Step step) {
        probe.allow(step == Step.LOAD ? pace.load().plus(pace.answer()) : pace.step());
        var began = System.nanoTime();
        var verdict = verdict(step);
        return new Result(
                step,
                verdict.finding().isEmpty() ? Progress.PASSED : Progress.FAILED,
                (System.nanoTime() - began) / 1_000_000,
                verdict.finding(),
                verdict.detail(),
                verdict.shown().map(Reply::exchange));
    }

    private Verdict verdict(Step step) {
        try {
            return switch (step) {
                case CONNECT -> contract.connect();
                case AUTH -> contract.auth();
                case STREAM -> contract.stream();
                case TOOLS -> contract.tools();
                case JSON -> contract.json();
                case TOKENS -> counting.verdict();
                case LOAD -> load.sustained();
                case JITTER -> load.jitter();
                case ERRORS -> contract.errors();
            };
        } catch (RuntimeException bug) {
            LOG.log(Level.SEVERE, "certification step " + step, bug);
            return new Verdict(Optional.of(Finding.OUR_FAULT), "", Optional.empty());
        }
    }

    void cancel() {
        probe.cancel();
    }

    boolean isCancelled() {
        return probe.isCancelled();
    }

    @Override
    public void close() {
        probe.close();
    }
}
