package io.intertie.gateway;

import io.intertie.gateway.relay.Ending;
import io.intertie.gateway.relay.Tally;
import io.intertie.gateway.routing.Candidate;
import io.intertie.gateway.wire.Chunk;
import io.intertie.gateway.wire.Client;
import io.intertie.gateway.wire.Failure;
import io.netty.util.concurrent.Future;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An order from the first call to a provider until it is on record and the client has heard all.
///
/// **Always true** it ends once: in one record, by one ending.
final class Serving implements Pursuit.Follower {
    private enum Stage {
        SERVING,
        DRAINING,
        RECORDING,
        OVER
    }

    private final Kit kit;
    private final Order order;
    private final Client client;
    private final Turns turns;
    private final Delivery delivery;
    private final Consumer<Served> over;
    private final Tally tally;
    private final Pursuit pursuit;
    private Stage stage = Stage.SERVING;
    private @Nullable Future<?> timer;
    private Drains.@Nullable Place drain;

    /// @param over hears how it ended
    Serving(Kit kit, Order order, Delivery delivery, Turns turns, Consumer<Served> over) {
        this.kit = kit;
        this.order = order;
        this.client = delivery.client();
        this.turns = turns;
        this.delivery = delivery;
        this.over = over;
        tally = delivery.tally();
        if (order.buyer().model().tokenizer().isPresent()) {
            tally.keepWords();
        }
        pursuit = new Pursuit(order, kit.ways(), turns.loop(), this);
    }

    void begin() {
        watch();
        pursuit.go();
    }

    private long endNanos() {
        return order.asked().startedNanos() + Order.WHOLE.toNanos();
    }

    private void watch() {
        var now = System.nanoTime();
        var ping = delivery.spokeAtNanos() + kit.pingAfter().toNanos();
        var end = endNanos();
        var next = order.request().streamed() && ping - end < 0 ? ping : end;
        timer =
                turns.loop()
                        .schedule(
                                () -> turns.now(this::look),
                                Math.max(1, next - now),
                                TimeUnit.NANOSECONDS);
    }

    private void look() {
        if (stage != Stage.SERVING) {
            return;
        }
        var now = System.nanoTime();
        if (now - endNanos() >= 0) {
            pursuit.giveUp();
            failed(new Failure(Failure.Kind.TIMED_OUT, "the answer took too long"));
            return;
        }
        if (now - delivery.spokeAtNanos() >= kit.pingAfter().toNanos()) {
            delivery.ping();
        }
        watch();
    }

    @Override
    public void begun(Candidate candidate) {
        turns.now(() -> delivery.speak(order.voice(candidate)));
    }

    @Override
    public void chunk(Chunk chunk) {
        if (stage == Stage.SERVING) {
            turns.now(() -> passOn(chunk));
        } else if (stage == Stage.DRAINING) {
            turns.now(() -> readOn(chunk));
        }
    }

    private void passOn(Chunk chunk) {
        delivery.chunk(chunk);
        if (!client.isWritable()) {
            pursuit.pause();
        }
    }

    @Override
    public void ended(boolean marked) {
        if (marked || tally.finishReason().isPresent()) {
            record(new Ending.Complete());
        } else {
            failed(new Failure(Failure.Kind.BROKEN, "the stream ended early"));
        }
    }

    @Override
    public void failed(Failure failure) {
        record(new Ending.Stopped(failure));
    }

    /// The client takes more.
    void writable() {
        if (stage == Stage.SERVING) {
            pursuit.resume();
        }
    }

    /// The client has gone; what is being written is written.
    void left() {
        if (stage != Stage.SERVING) {
            return;
        }
        tally.left(System.nanoTime());
        var place = placeToDrain();
        if (place.isEmpty()) {
            giveUp();
            return;
        }
        drain = place.get();
        stage = Stage.DRAINING;
        stopTimer();
        var most = TimeUnit.SECONDS.toNanos(candidate().offer().listing().drainSeconds());
        var left = Math.min(most, endNanos() - System.nanoTime());
        timer = turns.loop().schedule(() -> turns.now(this::giveUp), left, TimeUnit.NANOSECONDS);
        pursuit.resume();
    }

    /// Only a stream of which the client has had a part is worth it, while nobody has counted it.
    private Optional<Drains.Place> placeToDrain() {
        if (!order.request().streamed() || !tally.anyOutput() || tally.isCounted()) {
            return Optional.empty();
        }
        var listing = candidate().offer().listing();
        return kit.ways().drains().enter(listing, () -> turns.later(this::giveUp));
    }

    private void readOn(Chunk chunk) {
        tally.heard(chunk);
        if (!Objects.requireNonNull(drain).takes(chunk.data().length)) {
            giveUp();
        }
    }

    /// Nobody hears it any more.
    private void giveUp() {
        if (stage == Stage.SERVING || stage == Stage.DRAINING) {
            pursuit.cancel();
            record(new Ending.ClientLeft());
        }
    }

    /// An error of ours.
    void broke() {
        switch (stage) {
            case DRAINING -> giveUp();
            case SERVING -> {
                pursuit.cancel();
                failed(new Failure(Failure.Kind.FAILED, "an error of ours"));
            }
            case RECORDING -> {
                client.cut();
                over(new Served(new Ending.ClientLeft(), new Recording.Outcome.Unknown()));
            }
            case OVER -> {}
        }
    }

    private void record(Ending met) {
        if (stage != Stage.SERVING && stage != Stage.DRAINING) {
            return;
        }
        // However the rest ended that nobody heard.
        var ending = stage == Stage.DRAINING ? new Ending.ClientLeft() : met;
        stage = Stage.RECORDING;
        stopTimer();
        kit.recording()
                .record(order, candidate(), tally, ending)
                .whenComplete((outcome, failed) -> {
                    if (failed == null && turns.loop().inEventLoop()) {
                        turns.now(() -> recorded(ending, outcome));
                    } else {
                        turns.later(() -> recorded(ending, Turns.known(outcome, failed)));
                    }
                });
    }

    private Candidate candidate() {
        return pursuit.serving().orElseGet(pursuit::tried);
    }

    private void recorded(Ending ending, Recording.Outcome outcome) {
        delivery.end(ending, outcome);
        kit.recording().sample(order, pursuit, tally, ending);
        if (ending instanceof Ending.Complete) {
            var listing = candidate().offer().listing().id();
            order.conversation().ifPresent(key -> kit.ways().conversations().served(key, listing));
        }
        over(new Served(ending, outcome));
    }

    private void over(Served served) {
        stage = Stage.OVER;
        if (drain != null) {
            drain.close();
        }
        over.accept(served);
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
