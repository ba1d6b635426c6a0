package io.intertie.certification;

import io.intertie.platform.config.Secret;
import java.util.Optional;

/// The steps that ask whether an endpoint speaks as its clients expect.
record Contract(Probe probe, Subject subject, Wording wording) {
    private static final Secret WRONG = new Secret("intertie-asks-with-a-wrong-credential");
    private static final int SOME_TOKENS = 64;

    /// Any answer shows that there is a connection; only a redirect leads nowhere.
    Verdict connect() {
        var reply = probe.send(Question.reading("/models", subject.credential()));
        if (reply.broken().isPresent()) {
            return Verdict.failed(reply.broken().get(), reply);
        }
        return reply.fault().filter(Finding.REDIRECTED::equals).isPresent()
                ? Verdict.failed(Finding.REDIRECTED, reply)
                : Verdict.passed("status=" + reply.status());
    }

    Verdict auth() {
        var question = Question.asking(subject, wording.plain(SOME_TOKENS));
        var reply = probe.send(question);
        if (reply.fault().isPresent()) {
            return Verdict.failed(reply.fault().get(), reply);
        }
        var answered = reply.json().path(subject.isChat() ? "choices" : "data").size() > 0;
        if (!answered) {
            return Verdict.failed(Finding.NO_ANSWER, reply);
        }
        return subject.credential().isEmpty() ? Verdict.passed("credential=none") : isGuarded();
    }

    private Verdict isGuarded() {
        var question = Question.asking(subject, wording.plain(SOME_TOKENS)).by(WRONG);
        var reply = probe.send(question);
        return reply.status() / 100 == 2
                ? Verdict.failed(Finding.CREDENTIAL_IGNORED, reply)
                : Verdict.passed("wrong_credential=" + reply.status());
    }

    Verdict stream() {
        var reply = probe.send(Question.asking(subject, wording.streamed(SOME_TOKENS)));
        return streamFault(reply)
                .map(finding -> Verdict.failed(finding, reply))
                .orElseGet(() -> Verdict.passed("chunks=" + reply.written().size()));
    }

    private static Optional<Finding> streamFault(Reply reply) {
        var events = reply.events();
        if (reply.fault().isEmpty() && (!reply.isStream() || events.isEmpty())) {
            return Optional.of(Finding.NOT_STREAMED);
        }
        var broken = breakage(reply);
        if (broken.isPresent()) {
            return broken;
        }
        if (!events.getLast().isDone()) {
            return Optional.of(Finding.NO_DONE);
        }
        return reply.usage().isObject() ? Optional.empty() : Optional.of(Finding.NO_USAGE);
    }

    /// What broke an answer, and its stream if it came as one.
    static Optional<Finding> breakage(Reply reply) {
        if (reply.fault().isPresent() || !reply.isStream()) {
            return reply.fault();
        }
        var events = reply.events().stream().map(Reply.Event::json).toList();
        if (events.stream().anyMatch(event -> event.hasNonNull("error"))) {
            return Optional.of(Finding.ERROR_IN_STREAM);
        }
        var finishes =
                events.stream()
                        .map(event -> event.path("choices").path(0).path("finish_reason"))
                        .anyMatch(reason -> reason.isTextual());
        return finishes ? Optional.empty() : Optional.of(Finding.NO_FINISH_REASON);
    }

    Verdict tools() {
        var reply = probe.send(Question.asking(subject, wording.tool()));
        if (reply.fault().isPresent()) {
            return Verdict.failed(reply.fault().get(), reply);
        }
        var call =
                reply.json()
                        .path("choices")
                        .path(0)
                        .path("message")
                        .path("tool_calls")
                        .path(0)
                        .path("function");
        if (!call.path("name").asText().equals(Wording.TOOL)) {
            return Verdict.failed(Finding.NO_TOOL_CALL, reply);
        }
        var arguments = Reply.parsed(call.path("arguments").asText());
        return arguments.path("zone").isTextual()
                ? Verdict.passed("arguments=" + arguments.size())
                : Verdict.failed(Finding.BAD_ARGUMENTS, reply);
    }

    Verdict json() {
        var reply = probe.send(Question.asking(subject, wording.json()));
        if (reply.fault().isPresent()) {
            return Verdict.failed(reply.fault().get(), reply);
        }
        var content = reply.json().path("choices").path(0).path("message").path("content");
        var answer = Reply.parsed(content.asText());
        var fits =
                answer.size() == 2
                        && answer.path("zone").isTextual()
                        && answer.path("hour").isIntegralNumber();
        return fits ? Verdict.passed("fields=2") : Verdict.failed(Finding.NOT_TO_SCHEMA, reply);
    }

    /// What is no request must be refused as one, by an error that a client can read.
    Verdict errors() {
        for (var body : new String[] {wording.named().toString(), "{\"model\":"}) {
            var reply = probe.send(Question.asking(subject, body, false));
            var fault = errorFault(reply);
            if (fault.isPresent()) {
                return Verdict.failed(fault.get(), reply);
            }
        }
        return Verdict.passed("refused=2");
    }

    private static Optional<Finding> errorFault(Reply reply) {
        if (reply.broken().isPresent()) {
            return reply.broken();
        }
        return switch (reply.status() / 100) {
            case 2, 3 -> Optional.of(Finding.FAULT_ACCEPTED);
            case 5 -> Optional.of(Finding.FAULT_CRASHES);
            default ->
                    reply.json().path("error").path("message").isTextual()
                            ? Optional.empty()
                            : Optional.of(Finding.FAULT_UNREADABLE);
        };
    }
}
