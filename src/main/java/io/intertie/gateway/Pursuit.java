package io.intertie.gateway;

import io.intertie.gateway.relay.Tally;
import io.intertie.gateway.routing.Breakers;
import io.intertie.gateway.routing.Candidate;
import io.intertie.gateway.upstream.Attempt;
import io.intertie.gateway.upstream.Destination;
import io.intertie.gateway.upstream.Upstream;
import io.intertie.gateway.wire.Failure;
import io.intertie.gateway.wire.Feed;
import io.intertie.gateway.wire.Piece;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/// One request's way along its candidates, on a thread of its own: the next one is tried until the
/// first output has come, then the request stays where it is.
///
/// **Always true** all pieces come from one attempt.
final class Pursuit implements Feed {
    private static final Logger LOG = Logger.getLogger(Pursuit.class.getName());
    private static final int AHEAD = 64;
    private static final int HELD_BACK = 256;

    private final Order order;
    private final Upstream upstream;
    private final Breakers breakers;
    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(AHEAD);
    private final CompletableFuture<Optional<Failure>> start = new CompletableFuture<>();
    private final List<Missed> missed = new CopyOnWriteArrayList<>();
    private volatile Candidate tried;
    private volatile Optional<Candidate> serving = Optional.empty();
    private volatile Optional<Attempt> current = Optional.empty();
    private volatile boolean cancelled;

    Pursuit(Order order, Upstream upstream, Breakers breakers) {
        this.order = order;
        this.upstream = upstream;
        this.breakers = breakers;
        this.tried = order.candidates().getFirst();
    }

    /// A candidate that did not answer, and why.
    record Missed(Candidate candidate, Failure failure) {}

    void begin() {
        Thread.ofVirtual().name("upstream " + order.id()).start(this::run);
    }

    private void run() {
        try {
            var failed = firstThatAnswers();
            failed.ifPresent(failure -> {
                start.complete(failed);
                put(new Piece.Broken(failure));
            });
        } catch (RuntimeException bug) {
            LOG.log(Level.SEVERE, "request " + order.id(), bug);
            var failure = new Failure(Failure.Kind.FAILED, "an error of ours");
            start.complete(Optional.of(failure));
            put(new Piece.Broken(failure));
        }
    }

    private Optional<Failure> firstThatAnswers() {
        Optional<Failure> last = Optional.empty();
        for (var candidate : order.candidates()) {
            tried = candidate;
            last = answers(candidate);
            if (last.isEmpty() || cancelled || !last.get().isWorthFailover()) {
                return last;
            }
            missed.add(new Missed(candidate, last.get()));
            breakers.failed(candidate.offer().listing().id());
        }
        return last;
    }

    /// Passes a candidate's answer on; or says why nothing of it was.
    private Optional<Failure> answers(Candidate candidate) {
        var listing = candidate.offer().listing();
        var request = order.request();
        var body =
                request.forUpstream(
                        listing.upstreamModel(), order.outputTokensPerChoice(candidate));
        var destination =
                new Destination(
                        listing.endpoint(), request.endpoint(), candidate.offer().credential());
        try (var attempt = upstream.attempt(destination, body, request.streamed())) {
            current = Optional.of(attempt);
            if (cancelled) {
                return Optional.of(new Failure(Failure.Kind.BROKEN, "the client left"));
            }
            var refused = attempt.open();
            return refused.isPresent() ? refused : passedOn(attempt, candidate);
        }
    }

    private Optional<Failure> passedOn(Attempt attempt, Candidate candidate) {
        // A role alone is no output: until something of worth comes, another may still do better.
        var heldBack = new ArrayList<Piece>();
        var piece = attempt.next();
        while (piece instanceof Piece.Chunk(var json) && !Tally.isWorth(json)) {
            heldBack.add(piece);
            if (heldBack.size() > HELD_BACK) {
                return Optional.of(new Failure(Failure.Kind.FAILED, "the answer says nothing"));
            }
            piece = attempt.next();
        }
        switch (piece) {
            case Piece.Broken(var failure) -> {
                return Optional.of(failure);
            }
            case Piece.End _ -> {
                return Optional.of(new Failure(Failure.Kind.FAILED, "the answer is empty"));
            }
            case Piece.Chunk _ -> heldBack.add(piece);
        }
        serving = Optional.of(candidate);
        start.complete(Optional.empty());
        heldBack.forEach(this::put);
        while (piece instanceof Piece.Chunk) {
            piece = attempt.next();
            put(piece);
        }
        judge(candidate, piece);
        return Optional.empty();
    }

    private void judge(Candidate candidate, Piece last) {
        var listing = candidate.offer().listing().id();
        if (last instanceof Piece.End) {
            breakers.succeeded(listing);
        } else if (!cancelled) {
            breakers.failed(listing);
        }
    }

    private void put(Piece piece) {
        try {
            // A client that reads slowly lets its provider wait, but not for ever.
            while (!cancelled && !pieces.offer(piece, 1, TimeUnit.SECONDS)) {
                if (order.isLate(System.nanoTime())) {
                    cancel();
                }
            }
        } catch (InterruptedException stopped) {
            cancel();
            Thread.currentThread().interrupt();
        }
    }

    /// Whether the answer has begun (an empty failure) or failed; empty while neither is known.
    Optional<Optional<Failure>> start(Duration wait) throws InterruptedException {
        try {
            return Optional.of(start.get(wait.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException notYet) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public Optional<Piece> next(Duration wait) throws InterruptedException {
        return Optional.ofNullable(pieces.poll(wait.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void cancel() {
        cancelled = true;
        current.ifPresent(Attempt::cancel);
    }

    /// Whose answer it is, once it has begun.
    Optional<Candidate> serving() {
        return serving;
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
