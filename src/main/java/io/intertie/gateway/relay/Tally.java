package io.intertie.gateway.relay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Chunk;
import io.intertie.gateway.wire.InputSize;
import io.intertie.gateway.wire.Json;
import io.intertie.gateway.wire.Usage;
import io.intertie.metering.TokenCount;
import io.intertie.metering.UsageRecord.CountedBy;
import io.intertie.quality.Gaps;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Counts one answer: what was delivered, what the provider says it was, and how steadily it came.
///
/// Used by one thread. Times are of `System.nanoTime`.
public final class Tally {
    private final long startedNanos;
    private final Gaps gaps = new Gaps();
    private Optional<Usage> usage = Optional.empty();
    private Optional<Usage> afterwards = Optional.empty();
    private Optional<String> finishReason = Optional.empty();
    private @Nullable Spoken spoken;
    private @Nullable OwnCount own;
    private long outputBytes;
    private boolean anyOutput;
    private long firstOutputNanos;
    private long lastOutputNanos;
    private boolean hasLeft;
    private long leftNanos;

    public Tally(long startedNanos) {
        this.startedNanos = startedNanos;
    }

    /// What is billed, and whose count it is.
    public record Bill(TokenCount tokens, CountedBy countedBy, Usage usage) {}

    /// Keeps what is delivered from here on, in case that the provider does not count it.
    public void keepWords() {
        spoken = new Spoken();
    }

    /// What was delivered, where it was kept and the provider has not counted it.
    public Optional<Spoken> uncounted() {
        return usage.isEmpty() ? Optional.ofNullable(spoken) : Optional.empty();
    }

    /// The bytes of output that were delivered.
    public long outputBytes() {
        return outputBytes;
    }

    /// Takes our own count, for where there is no other.
    public void counted(OwnCount count) {
        own = count;
    }

    /// Whether a chunk decides that an answer has begun: it has output, or ends without any.
    public static boolean isWorth(Chunk chunk) {
        return chunk.isOutput() || chunk.finishReason().isPresent();
    }

    /// Notes what a provider says about the answer; true even where the client never gets it.
    public void heard(Chunk chunk) {
        var said = chunk.usage().filter(one -> !one.isZero());
        if (said.isPresent() && hasLeft) {
            afterwards = said;
        } else if (said.isPresent()) {
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
        if (spoken != null) {
            spoken.hear(chunk);
        }
        if (anyOutput) {
            gaps.add((nowNanos - lastOutputNanos) / 1_000);
        } else {
            firstOutputNanos = nowNanos;
        }
        anyOutput = true;
        lastOutputNanos = nowNanos;
    }

    /// Notes that the client has gone: what comes from here on reaches nobody.
    public void left(long nowNanos) {
        hasLeft = true;
        leftNanos = nowNanos;
    }

    /// Whether the provider has counted what was delivered.
    public boolean isCounted() {
        return usage.isPresent();
    }

    public boolean anyOutput() {
        return anyOutput;
    }

    /// Whether there is anything to bill: words, or the provider's own counts.
    public boolean isAnswer() {
        return anyOutput || (finishReason.isPresent() && usage.isPresent());
    }

    public Optional<String> finishReason() {
        return finishReason;
    }

    /// The counts to bill: the provider's where it sent any, never above the request's limits.
    public Bill bill(Limits limits) {
        var bill = usage.map(said -> limited(said, limits)).orElseGet(() -> counted(limits));
        return afterwards.map(said -> less(bill, said)).orElse(bill);
    }

    /// What a provider says once the client has gone tells of the whole answer, of which only a
    /// part was delivered: it can make the bill smaller, never larger.
    private static Bill less(Bill delivered, Usage said) {
        var own = delivered.tokens();
        var input = Math.min(own.input() + own.cachedInput(), said.input() + said.cachedInput());
        var cached = Math.min(said.cachedInput(), input);
        var output = Math.min(own.output(), said.output());
        var reasoning = Math.min(own.reasoning(), output);
        var tokens = new TokenCount(input - cached, cached, output, reasoning);
        var isPart = tokens.total() != said.input() + said.cachedInput() + said.output();
        var by = isPart ? delivered.countedBy() : CountedBy.PROVIDER;
        return new Bill(tokens, by, billed(tokens, said.json()));
    }

    private static Bill limited(Usage said, Limits limits) {
        var tokens = limits.cut(said.input(), said.cachedInput(), said.output(), said.reasoning());
        var isCut = tokens.total() != said.input() + said.cachedInput() + said.output();
        var by = isCut ? CountedBy.LIMIT : CountedBy.PROVIDER;
        return new Bill(tokens, by, billed(tokens, said.json()));
    }

    private Bill counted(Limits limits) {
        var count =
                own != null
                        ? own
                        : new OwnCount(
                                CountedBy.BYTES,
                                limits.inputEstimate(),
                                InputSize.estimate(outputBytes),
                                0);
        var tokens = limits.cut(count.input(), 0, count.output(), count.reasoning());
        return new Bill(tokens, count.by(), billed(tokens, Json.object()));
    }

    private static Usage billed(TokenCount tokens, ObjectNode json) {
        return new Usage(
                tokens.input(), tokens.cachedInput(), tokens.output(), tokens.reasoning(), json);
    }

    /// Time from the start to the first output, or to `nowNanos` where none came.
    public long firstTokenMillis(long nowNanos) {
        return ((anyOutput ? firstOutputNanos : nowNanos) - startedNanos) / 1_000_000;
    }

    /// Time from the start until `nowNanos`, or until the client left.
    public long durationMillis(long nowNanos) {
        return ((hasLeft ? leftNanos : nowNanos) - startedNanos) / 1_000_000;
    }

    /// The times between the chunks that were delivered.
    public Gaps gaps() {
        return gaps;
    }
}
