package io.intertie.gateway.relay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Chunk;
import io.intertie.gateway.wire.InputSize;
import io.intertie.gateway.wire.Json;
import io.intertie.gateway.wire.Usage;
import io.intertie.metering.TokenCount;
import io.intertie.quality.Gaps;
import java.util.Optional;

/// Counts one answer: what was delivered, what the provider says it was, and how steadily it came.
///
/// Used by one thread. Times are of `System.nanoTime`.
public final class Tally {
    private final long startedNanos;
    private final Gaps gaps = new Gaps();
    private Optional<Usage> usage = Optional.empty();
    private Optional<String> finishReason = Optional.empty();
    private long outputBytes;
    private boolean anyOutput;
    private long firstOutputNanos;
    private long lastOutputNanos;

    public Tally(long startedNanos) {
        this.startedNanos = startedNanos;
    }

    /// What is billed, and whether it is our own count.
    public record Bill(TokenCount tokens, boolean estimated, Usage usage) {}

    /// Whether a chunk decides that an answer has begun: it has output, or ends without any.
    public static boolean isWorth(Chunk chunk) {
        return chunk.isOutput() || chunk.finishReason().isPresent();
    }

    /// Notes what a provider says about the answer; true even where the client never gets it.
    public void heard(Chunk chunk) {
        var said = chunk.usage().filter(one -> !one.isZero());
        if (said.isPresent()) {
            usage = said;
        }
        var reason = chunk.finishReason();
        if (reason.isPresent()) {
            finishReason = reason;
        }
    }

    /// Notes that a reply, or a chunk of it, has gone to the client.
    public void delivered(Chunk chunk, long nowNanos) {
        if (!chunk.isOutput()) {
            return;
        }
        outputBytes += chunk.outputBytes();
        if (anyOutput) {
            gaps.add((nowNanos - lastOutputNanos) / 1_000);
        } else {
            firstOutputNanos = nowNanos;
        }
        anyOutput = true;
        lastOutputNanos = nowNanos;
    }

    public boolean anyOutput() {
        return anyOutput;
    }

    public Optional<String> finishReason() {
        return finishReason;
    }

    /// The counts to bill: the provider's where it sent any, never above the request's limits.
    public Bill bill(Limits limits) {
        return usage.map(said -> limited(said, limits)).orElseGet(() -> estimated(limits));
    }

    private static Bill limited(Usage said, Limits limits) {
        var cached = Math.min(said.cachedInput(), limits.inputTokens());
        var input = Math.min(said.input(), limits.inputTokens() - cached);
        var output = Math.min(said.output(), limits.outputTokens());
        var tokens = new TokenCount(input, cached, output, Math.min(said.reasoning(), output));
        var cut = tokens.total() != said.input() + said.cachedInput() + said.output();
        return new Bill(tokens, cut, billed(tokens, said.json()));
    }

    private Bill estimated(Limits limits) {
        var input = Math.min(limits.inputEstimate(), limits.inputTokens());
        var output = Math.min(InputSize.estimate(outputBytes), limits.outputTokens());
        var tokens = new TokenCount(input, 0, output, 0);
        return new Bill(tokens, true, billed(tokens, Json.object()));
    }

    private static Usage billed(TokenCount tokens, ObjectNode json) {
        return new Usage(
                tokens.input(), tokens.cachedInput(), tokens.output(), tokens.reasoning(), json);
    }

    /// Time from the start to the first output, or to `nowNanos` where none came.
    public long firstTokenMillis(long nowNanos) {
        return ((anyOutput ? firstOutputNanos : nowNanos) - startedNanos) / 1_000_000;
    }

    public long durationMillis(long nowNanos) {
        return (nowNanos - startedNanos) / 1_000_000;
    }

    /// The times between the chunks that were delivered.
    public Gaps gaps() {
        return gaps;
    }
}
