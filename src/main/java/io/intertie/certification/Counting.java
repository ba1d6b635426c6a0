package io.intertie.certification;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.tokens.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The step that asks whether the endpoint counts tokens as it should: what a known passage adds to
/// the input, and the output that it wrote.
///
/// Where the model's tokenizer is known its count is believed to a twentieth. Others differ, small
/// vocabularies most: they are believed from half to three times of what they should be, and the
/// output by its bytes. No output has more tokens than were asked for.
record Counting(Probe probe, Subject subject, Wording wording) {
    private static final int OUTPUT_TOKENS = 48;
    private static final int BYTES_PER_TOKEN = 4;
    // A few tokens frame each answer, whatever its length.
    private static final int FRAME = 8;
    // Where two texts meet, tokens may differ.
    private static final int SEAM = 2;

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
        long ours =
                tokenizer()
                        .map(known -> known.count(" " + Wording.PASSAGE))
                        .orElse(Wording.PASSAGE_TOKENS);
        var detail = "input=%d of %d%s".formatted(input, ours, by());
        if (!isNear(input, ours, tokenizer().isPresent() ? SEAM : 0)) {
            return Verdict.failed(Finding.COUNTS_DIFFER, detail, second);
        }
        return subject.isChat() ? output(first, detail) : Verdict.passed(detail);
    }

    private Optional<Tokenizer> tokenizer() {
        return subject.model().tokenizer();
    }

    private String by() {
        return tokenizer().map(known -> " by " + known.word()).orElse("");
    }

    private Verdict output(Reply reply, String detail) {
        var message = reply.json().path("choices").path(0).path("message");
        var said = withoutThoughts(reply.usage());
        // Thoughts that were not counted apart are in the count.
        var text = message.path("content").asText("") + uncounted(message, reply.usage());
        long ours =
                tokenizer()
                        .map(known -> known.count(text))
                        .orElseGet(() ->
                                text.getBytes(StandardCharsets.UTF_8).length / BYTES_PER_TOKEN);
        var both = "%s, output=%d of %d%s".formatted(detail, said, ours, by());
        return isNear(said, ours, FRAME) && said <= OUTPUT_TOKENS + FRAME
                ? Verdict.passed(both)
                : Verdict.failed(Finding.COUNTS_DIFFER, both, reply);
    }

    private static String uncounted(JsonNode message, JsonNode usage) {
        return thought(usage) > 0
                ? ""
                : message.path("reasoning_content").asText(message.path("reasoning").asText(""));
    }

    private static long thought(JsonNode usage) {
        return usage.path("completion_tokens_details").path("reasoning_tokens").asLong();
    }

    private static long withoutThoughts(JsonNode usage) {
        var said = usage.path("completion_tokens").asLong();
        var beyondPrompt =
                usage.path("total_tokens").asLong() - usage.path("prompt_tokens").asLong();
        var isBeside = thought(usage) > 0 && beyondPrompt == said + thought(usage);
        return isBeside ? said : said - thought(usage);
    }

    private static boolean isUsage(JsonNode usage) {
        return usage.path("prompt_tokens").isIntegralNumber();
    }

    private static long input(Reply reply) {
        return reply.usage().path("prompt_tokens").asLong();
    }

    private boolean isNear(long said, long ours, int slack) {
        return tokenizer().isPresent()
                ? Math.abs(said - ours) <= ours / 20 + slack
                : 2 * (said + slack) >= ours && said <= 3 * ours + slack;
    }
}
