package io.intertie.web.provider;

import io.intertie.certification.Run;
import io.intertie.web.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A certification run, written out.
public record RunView(
        String id,
        String state,
        String startedBy,
        Figures.Moment startedAt,
        long done,
        List<StepView> steps) {
    /// A step; `slug` and `finding` end the keys of its words.
    public record StepView(
            String slug,
            String progress,
            String took,
            String detail,
            Optional<String> finding,
            Optional<Run.Exchange> exchange) {
        static StepView of(Run.Result result, Figures figures) {
            return new StepView(
                    result.step().name().toLowerCase(Locale.ROOT),
                    result.progress().word(),
                    result.millis() == 0 ? "" : figures.millis(result.millis()),
                    result.detail(),
                    result.finding().map(Enum::name),
                    result.exchange());
        }

        /// How the progress is coloured.
        public String tone() {
            return switch (progress) {
                case "passed" -> "ok";
                case "failed" -> "bad";
                case "running" -> "brand";
                default -> "";
            };
        }
    }

    static RunView of(Run run, Figures figures) {
        return new RunView(
                run.id().toString(),
                run.state().word(),
                run.startedBy(),
                figures.moment(run.startedAt()),
                run.done(),
                run.steps().stream().map(one -> StepView.of(one, figures)).toList());
    }

    public boolean isRunning() {
        return state.equals("running");
    }

    /// The steps at which something was found.
    public List<StepView> failed() {
        return steps.stream().filter(step -> step.finding().isPresent()).toList();
    }

    public int total() {
        return steps.size();
    }

    /// How the state is coloured.
    public String tone() {
        return switch (state) {
            case "passed" -> "ok";
            case "failed" -> "bad";
            case "running" -> "brand";
            default -> "warn";
        };
    }
}
