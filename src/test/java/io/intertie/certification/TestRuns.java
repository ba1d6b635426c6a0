package io.intertie.certification;

import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.catalog.TestCatalog;
import io.intertie.platform.config.Secret;
import io.intertie.platform.http.HostResolver;
import io.intertie.platform.http.OutboundAddresses;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Examinations in a hurry.
final class TestRuns {
    static final Pace PACE =
            new Pace(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(300),
                    4,
                    5_000,
                    Duration.ofMillis(250));

    private TestRuns() {}

    static Examiner examiner() {
        return new Examiner(HostResolver.of(OutboundAddresses.of(true)), PACE);
    }

    /// With all the patience that a real endpoint has, but for its load.
    static Examiner patientExaminer() {
        var pace = Pace.usual(Duration.ofMillis(300));
        return new Examiner(HostResolver.of(OutboundAddresses.of(true)), pace);
    }

    static Subject subject(URI endpoint, Optional<Secret> credential) {
        return new Subject(
                at(TestCatalog.LISTING, endpoint, "echo-1"), TestCatalog.MODEL, credential);
    }

    static Subject embedding(URI endpoint) {
        var listing = at(TestCatalog.LISTING, endpoint, "all-minilm-l6-v2");
        return new Subject(listing, TestCatalog.OTHER_MODEL, Optional.empty());
    }

    static Listing at(Listing listing, URI endpoint, String upstreamModel) {
        return new Listing(
                        listing.id(),
                        listing.modelId(),
                        listing.providerId(),
                        listing.dataCenterId(),
                        endpoint,
                        upstreamModel,
                        listing.state(),
                        listing.maxOutputTokens(),
                        listing.quantisation(),
                        listing.dataPolicy())
                .declaring(java.util.Set.of(Model.Capability.TOOLS, Model.Capability.JSON));
    }

    static List<Run.Result> patientlyTaken(Subject subject) {
        try (var examination = patientExaminer().open(subject)) {
            return examination.take(_ -> {});
        }
    }

    static List<Run.Result> taken(Subject subject) {
        return taken(subject, _ -> {});
    }

    static List<Run.Result> taken(Subject subject, Consumer<List<Run.Result>> told) {
        try (var examination = examiner().open(subject)) {
            return examination.take(told);
        }
    }

    /// The steps in a line each, without times: `STREAM FAILED NO_DONE`.
    static String lines(List<Run.Result> steps) {
        return steps.stream()
                .map(one ->
                        one.step()
                                + " "
                                + one.progress()
                                + one.finding().map(finding -> " " + finding).orElse(""))
                .collect(Collectors.joining("\n"));
    }
}
