package io.intertie.certification;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/// The step that asks whether the endpoint counts tokens as it should.
///
/// Tokenizers differ, small vocabularies most, so counts are believed from half to three times of
/// what they should be: what a known passage adds to the input, and the output by its bytes. No
/// output has more tokens than were asked for.
record Counting(Probe probe, Subject subject, Wording wording) {
    private static final int OUTPUT_TOKENS = 48;
    private static final int BYTES_PER_TOKEN = 4;
    // A few tokens frame each answer, whatever its length.
    private static final int FRAME = 8;

    Verdict verdict() {
        var first = probe.send(Question.asking(subject, wording.plain(OUTPUT_TOKENS)));
        if (first.fault().isPresent()) {
            return Verdict.failed(first.fault().get(), first);
        }
        var second = probe.send(Question.asking(subject, wording.withPassage(OUTPUT_TOKENS)));
        if (second.fault().isPresent()) {
            return Verdict.failed(second.fault().get(), second);
        }
        if (!isUsage(first.usage()) || !isUsage(second.usage())) {
            return Verdict.failed(Finding.NO_USAGE, isUsage(first.usage()) ? second : first);
        }
        var input = input(second) - input(first);
        var detail = "input=%d of %d".formatted(input, Wording.PASSAGE_TOKENS);
        if (!isNear(input, Wording.PASSAGE_TOKENS, 0)) {
            return Verdict.failed(Finding.COUNTS_DIFFER, detail, second);
        }
        return subject.isChat() ? output(first, detail) : Verdict.passed(detail);
    }

    private Verdict output(Reply reply, String detail) {
        var usage = reply.usage();
        var reasoning = usage.path("completion_tokens_details").path("reasoning_tokens").asLong();
        var said = usage.path("completion_tokens").asLong() - reasoning;
        var message = reply.json().path("choices").path(0).path("message");
        var text = message.path("content").asText("");
        var ours = text.getBytes(StandardCharsets.UTF_8).length / BYTES_PER_TOKEN;
        var both = "%s, output=%d of %d".formatted(detail, said, ours);
        return isNear(said, ours, FRAME) && said <= OUTPUT_TOKENS + FRAME
                ? Verdict.passed(both)
                : Verdict.failed(Finding.COUNTS_DIFFER, both, reply);
    }

    private static boolean isUsage(JsonNode usage) {
        return usage.path("prompt_tokens").isIntegralNumber();
    }

    private static long input(Reply reply) {
        return reply.usage().path("prompt_tokens").asLong();
    }

    private static boolean isNear(long said, long ours, int slack) {
        return 2 * (said + slack) >= ours && said <= 3 * ours + slack;
    }
}
