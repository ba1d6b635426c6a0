package io.intertie.gateway;

import io.intertie.gateway.relay.OwnCount;
import io.intertie.gateway.relay.Prompt;
import io.intertie.gateway.relay.Spoken;
import io.intertie.gateway.relay.Tally;
import io.intertie.gateway.wire.InputSize;
import io.intertie.gateway.wire.ModelRequest;
import io.intertie.metering.UsageRecord.CountedBy;
import io.intertie.platform.inject.Direct;
import io.intertie.tokens.Counter;
import io.intertie.tokens.Tokenizer;
import jakarta.inject.Inject;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Counts by the model's tokenizer what a provider did not: never on an event loop, because it
/// takes a tenth of a second a megabyte, and much longer where somebody wants it to.
@Direct
class OwnCounts {
    private static final Logger LOG = Logger.getLogger(OwnCounts.class.getName());

    private final Counter counter;

    @Inject
    OwnCounts(Counter counter) {
        this.counter = counter;
    }

    /// Whether a served request has to be counted, and can be.
    boolean isWanted(Order order, Tally tally) {
        return tally.uncounted().isPresent() && order.buyer().model().tokenizer().isPresent();
    }

    /// Ends when the tally has a count, or will have none.
    CompletionStage<Void> take(Order order, Tally tally) {
        var taken = new CompletableFuture<Void>();
        Thread.ofVirtual()
                .name("count " + order.id())
                .start(() -> {
                    try {
                        count(order, tally);
                    } catch (RuntimeException | Error bug) {
                        LOG.log(Level.SEVERE, "request " + order.id() + " is not counted", bug);
                    }
                    taken.complete(null);
                });
        return taken;
    }

    private void count(Order order, Tally tally) {
        var tokenizer = order.buyer().model().tokenizer().orElseThrow();
        var spoken = tally.uncounted().orElseThrow();
        var input = input(tokenizer, order.request());
        var thoughts = counter.count(tokenizer, spoken.thoughts());
        var words = counter.count(tokenizer, spoken.words());
        if (input.isPresent() && thoughts.isPresent() && words.isPresent()) {
            var output = thoughts.getAsLong() + words.getAsLong();
            tally.counted(
                    new OwnCount(
                            by(tokenizer),
                            input.getAsLong(),
                            whole(output, spoken, tally.outputBytes()),
                            thoughts.getAsLong()));
        }
    }

    /// What was delivered and not kept has as many tokens a byte.
    private static long whole(long tokens, Spoken spoken, long delivered) {
        var kept = spoken.bytes();
        if (kept >= delivered) {
            return tokens;
        }
        return kept == 0
                ? InputSize.estimate(delivered)
                : Math.ceilDiv(Math.multiplyExact(tokens, delivered), kept);
    }

    /// The tokens of what a model is given to read; empty where there was no turn to count.
    OptionalLong input(Tokenizer tokenizer, ModelRequest request) {
        var prompt = Prompt.of(request);
        var texts = counter.count(tokenizer, prompt.texts());
        return texts.isEmpty() ? texts : OptionalLong.of(texts.getAsLong() + prompt.framing());
    }

    static CountedBy by(Tokenizer tokenizer) {
        return switch (tokenizer) {
            case O200K_BASE -> CountedBy.O200K_BASE;
            case CL100K_BASE -> CountedBy.CL100K_BASE;
            case P50K_BASE -> CountedBy.P50K_BASE;
            case R50K_BASE -> CountedBy.R50K_BASE;
        };
    }
}
