package io.intertie.certification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.certification.Run.Progress;
import io.intertie.platform.config.Secret;
import io.intertie.platform.http.HostResolver;
import io.intertie.platform.http.OutboundAddresses;
import io.intertie.sandbox.SandboxProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each step against real servers that do right, or wrong in one way.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExaminationTest {
    private static final Secret CREDENTIAL = new Secret("sandbox-credential-123");

    private SandboxProvider open;
    private SandboxProvider guarded;

    @BeforeAll
    void start() {
        open = SandboxProvider.start(0);
        guarded = SandboxProvider.start(0, CREDENTIAL.reveal());
    }

    @AfterAll
    void stop() {
        open.close();
        guarded.close();
    }

    @Test
    void aGoodEndpointPassesEveryStep() {
        var told = new ArrayList<List<Run.Result>>();
        var steps = TestRuns.taken(subject(guarded, Optional.of(CREDENTIAL)), told::add);
        assertEquals(
                """
                CONNECT PASSED
                AUTH PASSED
                STREAM PASSED
                TOOLS PASSED
                JSON PASSED
                TOKENS PASSED
                LOAD PASSED
                JITTER PASSED
                ERRORS PASSED\
                """,
                TestRuns.lines(steps),
                steps::toString);
        assertEquals(10, told.size(), "at the start of each step and at the end");
        assertEquals(Progress.RUNNING, told.getFirst().getFirst().progress());
        assertEquals(steps, told.getLast());
    }

    @Test
    void anEmbeddingModelIsAskedForWhatItDoes() {
        // The sandbox loads its model at the first request, which takes its time.
        var steps = TestRuns.patientlyTaken(TestRuns.embedding(open.baseUrl()));
        assertEquals(
                """
                CONNECT PASSED
                AUTH PASSED
                TOKENS PASSED
                LOAD PASSED
                ERRORS PASSED\
                """,
                TestRuns.lines(steps));
    }

    @ParameterizedTest
    @CsvSource({
        "no_stream, STREAM, NOT_STREAMED",
        "no_done, STREAM, NO_DONE",
        "error_after.3, AUTH, UNEXPECTED_STATUS",
        "fail_after.3, AUTH, BROKEN",
        "no_tools, TOOLS, NO_TOOL_CALL",
        "prose, JSON, NOT_TO_SCHEMA",
        "usage.over.80, TOKENS, COUNTS_DIFFER",
        "usage.none, TOKENS, NO_USAGE",
        "at_once.2~delay.20, LOAD, RATE_LIMITED",
        "stall.300, JITTER, UNSTEADY",
        "faults.200, ERRORS, FAULT_ACCEPTED",
        "faults.500, ERRORS, FAULT_CRASHES",
        "faults.400, ERRORS, FAULT_UNREADABLE",
        "status.503, AUTH, UNEXPECTED_STATUS",
        "status.403, AUTH, CREDENTIAL_REFUSED",
        "hang, AUTH, TIMED_OUT"
    })
    void anEndpointFailsAtTheStepThatItIsBadAt(String behaviour, Step step, Finding finding) {
        var endpoint =
                URI.create(open.baseUrl().toString().replace("/v1", "/as/" + behaviour + "/v1"));
        var steps = TestRuns.taken(TestRuns.subject(endpoint, Optional.empty()));
        var failed = at(steps, step);
        assertEquals(Optional.of(finding), failed.finding(), () -> TestRuns.lines(steps));
        assertEquals(Progress.FAILED, failed.progress());
        assertTrue(failed.exchange().orElseThrow().request().contains(endpoint.toString()));
        if (behaviour.matches("no_done|no_tools|prose|stall.*|faults.*|at_once.*")) {
            assertEquals(List.of(step), failures(steps), "and at no other");
        }
        if (step.isGround()) {
            assertEquals(Progress.SKIPPED, steps.getLast().progress());
        }
    }

    @Test
    void aWrongCredentialIsToldWithoutShowingIt() {
        var wrong = new Secret("not-the-right-one-456");
        var steps = TestRuns.taken(subject(guarded, Optional.of(wrong)));
        assertEquals(Optional.of(Finding.CREDENTIAL_REFUSED), at(steps, Step.AUTH).finding());
        assertFalse(StepText.write(steps).contains(wrong.reveal()));
        assertTrue(StepText.write(steps).contains("Bearer •••"));
    }

    @Test
    void anEndpointThatTakesAnyCredentialIsFound() {
        var steps = TestRuns.taken(subject(open, Optional.of(CREDENTIAL)));
        assertEquals(Optional.of(Finding.CREDENTIAL_IGNORED), at(steps, Step.AUTH).finding());
    }

    @Test
    void aModelThatIsNotServedIsFound() {
        var known = TestRuns.subject(open.baseUrl(), Optional.empty());
        var listing = TestRuns.at(known.listing(), open.baseUrl(), "echo-9");
        var steps = TestRuns.taken(new Subject(listing, known.model(), Optional.empty()));
        assertEquals(Optional.of(Finding.MODEL_UNKNOWN), at(steps, Step.AUTH).finding());
    }

    @Test
    void aFastEndpointIsLoadedToTheEndByNoMoreCallsThanItsProviderIsTold() {
        var pace =
                new Pace(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(1_200),
                        4,
                        40,
                        Duration.ofMillis(250));
        var resolver = HostResolver.of(OutboundAddresses.of(true));
        var subject = TestRuns.subject(open.baseUrl(), Optional.empty());
        try (var examination = new Examiner(resolver, pace).open(subject)) {
            var load = at(examination.take(_ -> {}), Step.LOAD);
            var calls = Integer.parseInt(load.detail().replaceAll("calls=(\\d+).*", "$1"));
            assertTrue(calls <= 44, load.detail());
            assertTrue(load.detail().contains("seconds=1"), load.detail());
            assertTrue(load.millis() >= 1_200, load.toString());
        }
    }

    @Test
    void aCancelledExaminationSkipsTheRest() {
        try (var examination =
                TestRuns.examiner().open(TestRuns.subject(open.baseUrl(), Optional.empty()))) {
            var steps =
                    examination.take(told -> {
                        if (told.get(2).progress() == Progress.RUNNING) {
                            examination.cancel();
                        }
                    });
            assertEquals(7, skipped(steps));
        }
    }

    private static Subject subject(SandboxProvider provider, Optional<Secret> credential) {
        return TestRuns.subject(provider.baseUrl(), credential);
    }

    private static Run.Result at(List<Run.Result> steps, Step step) {
        return steps.stream().filter(one -> one.step() == step).findFirst().orElseThrow();
    }

    private static List<Step> failures(List<Run.Result> steps) {
        return steps.stream()
                .filter(one -> one.progress() == Progress.FAILED)
                .map(Run.Result::step)
                .collect(Collectors.toList());
    }

    private static long skipped(List<Run.Result> steps) {
        return steps.stream().filter(one -> one.progress() == Progress.SKIPPED).count();
    }
}
