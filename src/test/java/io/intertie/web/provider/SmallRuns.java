package io.intertie.web.provider;

import io.intertie.certification.Finding;
import io.intertie.certification.Run;
import io.intertie.certification.Run.Progress;
import io.intertie.certification.Step;
import io.intertie.web.SmallMarket;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Certification runs for previews; one of them with an answer that attacks the page.
final class SmallRuns {
    static final Run PASSED = run(1, Run.State.PASSED, all(Progress.PASSED));
    static final Run FAILED = run(2, Run.State.FAILED, failed());
    static final Run RUNNING = run(3, Run.State.RUNNING, running());

    private SmallRuns() {}

    private static Run run(long number, Run.State state, List<Run.Result> steps) {
        return new Run(
                SmallMarket.id(700 + number),
                SmallMarket.id(111),
                state,
                "zhang.min",
                SmallMarket.NOON,
                state == Run.State.RUNNING ? Optional.empty() : Optional.of(SmallMarket.NOON),
                steps);
    }

    private static List<Run.Result> all(Progress progress) {
        return Stream.of(Step.values()).map(step -> result(step, progress)).toList();
    }

    private static Run.Result result(Step step, Progress progress) {
        var isDone = progress == Progress.PASSED;
        return new Run.Result(
                step,
                progress,
                isDone ? 412 : 0,
                Optional.empty(),
                isDone ? "calls=482, failed=0" : "",
                Optional.empty());
    }

    private static List<Run.Result> failed() {
        return Stream.of(Step.values())
                .map(step ->
                        step == Step.TOOLS
                                ? new Run.Result(
                                        step,
                                        Progress.FAILED,
                                        312,
                                        Optional.of(Finding.NO_TOOL_CALL),
                                        "status=200",
                                        Optional.of(
                                                new Run.Exchange(
                                                        "POST https://example.org/v1/x\n"
                                                                + "authorization: Bearer •••\n\n{}",
                                                        "200\n\n</pre><script>alert(1)</script>")))
                                : result(step, Progress.PASSED))
                .toList();
    }

    private static List<Run.Result> running() {
        return Stream.of(Step.values()).map(step -> result(step, underWay(step))).toList();
    }

    private static Progress underWay(Step step) {
        return switch (step) {
            case CONNECT, AUTH, STREAM -> Progress.PASSED;
            case TOOLS -> Progress.RUNNING;
            default -> Progress.WAITING;
        };
    }
}
