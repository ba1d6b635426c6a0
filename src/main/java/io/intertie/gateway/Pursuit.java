package io.intertie.gateway;

import io.intertie.gateway.relay.Tally;
import io.intertie.gateway.routing.Breakers;
import io.intertie.gateway.routing.Candidate;
import io.intertie.gateway.upstream.Destination;
import io.intertie.gateway.upstream.UpstreamCall;
import io.intertie.gateway.upstream.UpstreamListener;
import io.intertie.gateway.upstream.UpstreamPool;
import io.intertie.gateway.wire.Chunk;
import io.intertie.gateway.wire.Failure;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request's way along its candidates: the next one is tried until the first output has come,
/// then the request stays where it is. On the request's event loop.
///
/// **Always true** all chunks come from one attempt; a follower hears the end once, and nothing
/// after it or after [#cancel].
final class Pursuit implements UpstreamListener {
    // A role alone is no output: until something of worth comes, another may still do better.
    private static final int HELD_BACK = 256;

    private final Order order;
    private final UpstreamPool pool;
    private final Breakers breakers;
    private final EventLoop loop;
    private final Follower follower;
    private final List<Missed> missed = new ArrayList<>(1);
    private final List<Chunk> heldBack = new ArrayList<>(4);
    private Candidate tried;
    private int next;
    private boolean begun;
    private Breakers.@Nullable Pass pass;
    private @Nullable UpstreamCall call;

    /// Who hears how a request fares.
    interface Follower {
        /// The first output has come; the answer is the candidate's from here on.
        void begun(Candidate candidate);

        /// A chunk of the stream, or the whole answer.
        void chunk(Chunk chunk);

        /// The provider has said all; `marked` if it said so.
        void ended(boolean marked);

        /// No candidate will say any more.
        void failed(Failure failure);
    }

    /// A candidate that did not answer, and why.
    record Missed(Candidate candidate, Failure failure) {}

    /// @param loop where all of it happens
    Pursuit(Order order, Ways ways, EventLoop loop, Follower follower) {
        this.order = order;
        this.pool = ways.pool();
        this.breakers = ways.breakers();
        this.loop = loop;
        this.follower = follower;
        this.tried = order.candidates().getFirst();
    }

    /// Calls the first candidate that takes a call, or the next one after a failure.
    void go() {
        var last = missed.isEmpty() ? Optional.<Missed>empty() : Optional.of(missed.getLast());
        while (next < order.candidates().size()) {
            var candidate = order.candidates().get(next++);
            var place = breakers.enter(candidate.offer().listing().id());
            if (place.isPresent()) {
                tried = candidate;
                pass = place.get();
                call(candidate);
                return;
            }
        }
        // All others were full or given a rest since the way was planned.
        follower.failed(
                last.map(Missed::failure)
                        .orElseGet(() -> new Failure(Failure.Kind.BUSY, "nobody is free")));
    }

    private void call(Candidate candidate) {
        var listing = candidate.offer().listing();
        var request = order.request();
        var body =
                request.forUpstream(
                        listing.upstreamModel(), order.outputTokensPerChoice(candidate));
        var destination =
                new Destination(
                        listing.endpoint(), request.endpoint(), candidate.offer().credential());
        heldBack.clear();
        call = pool.call(loop, destination, body, request.streamed(), this);
    }

    @Override
    public void event(byte[] data) {
        var chunk = Chunk.read(data);
        if (chunk.isEmpty()) {
            breakOff(new Failure(Failure.Kind.FAILED, "the answer is not JSON"));
        } else if (chunk.get().isError()) {
            breakOff(new Failure(Failure.Kind.FAILED, "the provider reported an error"));
        } else {
            heard(chunk.get());
        }
    }

    private void heard(Chunk chunk) {
        if (begun) {
            follower.chunk(chunk);
            return;
        }
        heldBack.add(chunk);
        if (Tally.isWorth(chunk)) {
            begun = true;
            follower.begun(tried);
            heldBack.forEach(follower::chunk);
            heldBack.clear();
        } else if (heldBack.size() > HELD_BACK) {
            breakOff(new Failure(Failure.Kind.FAILED, "the answer says nothing"));
        }
    }

    @Override
    public void body(byte[] json) {
        var answer = Chunk.read(json);
        if (answer.isEmpty()) {
            failed(new Failure(Failure.Kind.FAILED, "the answer is not JSON"));
        } else if (answer.get().isError()) {
            failed(new Failure(Failure.Kind.FAILED, "the provider reported an error"));
        } else {
            heard(answer.get());
            ended(true);
        }
    }

    @Override
    public void ended(boolean marked) {
        if (!begun) {
            failed(new Failure(Failure.Kind.FAILED, "the answer is empty"));
            return;
        }
        leave(Breakers.Pass::succeeded);
        follower.ended(marked);
    }

    private void breakOff(Failure failure) {
        stop();
        failed(failure);
    }

    @Override
    public void failed(Failure failure) {
        leave(one -> judge(one, failure));
        if (begun || !failure.isWorthFailover()) {
            follower.failed(failure);
            return;
        }
        missed.add(new Missed(tried, failure));
        go();
    }

    private static void judge(Breakers.Pass pass, Failure failure) {
        switch (failure.kind()) {
            // It works; what it got was wrong.
            case REJECTED -> pass.succeeded();
            case BUSY -> pass.toldToWait(failure.restFor());
            case UNREACHABLE, TIMED_OUT, FORBIDDEN, FAILED, BROKEN -> pass.failed();
        }
    }

    private interface Word {
        void of(Breakers.Pass pass);
    }

    private void leave(Word word) {
        var left = pass;
        pass = null;
        if (left != null) {
            word.of(left);
            left.close();
        }
    }

    private void stop() {
        var stopped = call;
        call = null;
        if (stopped != null) {
            stopped.cancel();
        }
    }

    /// Stops the provider's work at once, without a word against it.
    void cancel() {
        stop();
        leave(_ -> {});
        next = order.candidates().size();
    }

    /// The same where the provider took too long.
    void giveUp() {
        leave(Breakers.Pass::failed);
        cancel();
    }

    /// The client reads slowly: the provider must wait.
    void pause() {
        if (call != null) {
            call.pause();
        }
    }

    void resume() {
        if (call != null) {
            call.resume();
        }
    }

    /// Whose answer it is, once it has begun.
    Optional<Candidate> serving() {
        return begun ? Optional.of(tried) : Optional.empty();
    }

    /// Who serves the request, or was the last to try.
    Candidate tried() {
        return tried;
    }

    /// The candidates that failed before the answer began.
    List<Missed> missed() {
        return List.copyOf(missed);
    }
}
