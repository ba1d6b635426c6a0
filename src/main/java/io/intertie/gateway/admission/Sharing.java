package io.intertie.gateway.admission;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Divides limits among the nodes. A node may use what it has a share of; it asks for more before
/// the share is used up, gives half of what it does not use to a node that lacks, and all of it
/// when a minute went by without a call.
///
/// No more is used than the limit, because a share never falls below what was used of it in the
/// last minute, and the database keeps the sum of the shares within the limit. A share that its
/// node does not renew ends when what was used of it has left the minute.
final class Sharing {
    /// How long a node may use its shares after it has renewed them; others count it 10 s longer.
    static final long VALID = SECONDS.toNanos(65);

    private static final long RENEW_AFTER = SECONDS.toNanos(10);
    private static final long SWEEP_AFTER = SECONDS.toNanos(5);
    private static final int LEFT_AT_ONCE = 1_000;

    private final ConcurrentHashMap<UUID, Subject> subjects;
    private final ShareStore store;
    private final Executor workers;
    private final LongSupplier nanos;
    private final Duration secondTry;
    private volatile long renewedAt;
    private long sweptAt;

    Sharing(
            ConcurrentHashMap<UUID, Subject> subjects,
            ShareStore store,
            Executor workers,
            LongSupplier nanos,
            Duration secondTry) {
        this.subjects = subjects;
        this.store = store;
        this.workers = workers;
        this.nanos = nanos;
        this.secondTry = secondTry;
        this.renewedAt = nanos.getAsLong();
        this.sweptAt = renewedAt;
    }

    long renewedAt() {
        return renewedAt;
    }

    /// Asks for what a subject lacks; whoever lacks the same waits for the same answer.
    CompletableFuture<Boolean> ask(Subject subject, Collection<Meter> lacking) {
        CompletableFuture<Boolean> answer;
        synchronized (subject) {
            var running = subject.question();
            if (running != null) {
                return running;
            }
            answer = new CompletableFuture<>();
            subject.ask(answer);
        }
        var meters = new ArrayList<>(lacking);
        workers.execute(() ->
                answered(
                        subject,
                        answer,
                        () -> {
                            for (var meter : meters) {
                                if (!taken(subject, meter, true)) {
                                    Thread.sleep(secondTry);
                                    taken(subject, meter, true);
                                }
                            }
                        }));
        return answer;
    }

    private interface Talk {
        void run() throws InterruptedException;
    }

    private static void answered(Subject subject, CompletableFuture<Boolean> answer, Talk talk) {
        @Nullable Throwable failure = null;
        try {
            talk.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            failure = stopped;
        } catch (RuntimeException failed) {
            failure = failed;
        }
        synchronized (subject) {
            subject.ask(null);
        }
        if (failure == null) {
            answer.complete(true);
        } else {
            answer.completeExceptionally(failure);
        }
    }

    /// Tells the database what this node has and lacks of a limit; false if it got too little.
    private boolean taken(Subject subject, Meter meter, boolean isLacking) {
        ShareStore.Question asked;
        synchronized (subject) {
            asked =
                    new ShareStore.Question(
                            subject.id(),
                            meter.kind(),
                            meter.limit(),
                            Math.min(meter.share(), meter.limit()),
                            isLacking ? meter.need() : 0);
        }
        var share = store.take(asked);
        synchronized (subject) {
            meter.shared(share.share(), share.free(), !share.isShort(), nanos.getAsLong());
        }
        return !share.isShort();
    }

    /// What is to be done a few times a second.
    void round() {
        var now = nanos.getAsLong();
        if (now - renewedAt > VALID) {
            subjects.values()
                    .forEach(subject -> {
                        synchronized (subject) {
                            subject.meters().values().forEach(Meter::forfeit);
                        }
                    });
        }
        if (now - renewedAt > RENEW_AFTER) {
            store.renew();
            store.forget();
            renewedAt = now;
        }
        if (subjects.isEmpty()) {
            return;
        }
        for (var wanted : store.wanted()) {
            var subject = subjects.get(wanted.subject());
            if (subject != null) {
                give(subject, wanted.kind());
            }
        }
        subjects.values().forEach(this::follow);
        if (now - sweptAt > SWEEP_AFTER) {
            sweep(now);
            sweptAt = now;
        }
    }

    private void give(Subject subject, Meter.Kind kind) {
        var told = new CompletableFuture<Boolean>();
        Meter meter;
        synchronized (subject) {
            meter = subject.meters().get(kind);
            if (meter == null || subject.question() != null || !meter.giveHalf(nanos.getAsLong())) {
                return;
            }
            subject.ask(told);
        }
        answered(subject, told, () -> taken(subject, meter, false));
    }

    /// Asks again for what was short, before the next call does; and takes a cry back that is in
    /// vain.
    private void follow(Subject subject) {
        var isAsking = new CompletableFuture<Boolean>();
        Map<Meter, Boolean> open = new java.util.HashMap<>();
        synchronized (subject) {
            var now = nanos.getAsLong();
            subject.meters()
                    .values()
                    .forEach(meter -> {
                        if (meter.isShort(now) || meter.isShortInVain(now)) {
                            open.put(meter, meter.isShort(now));
                        }
                    });
            if (open.isEmpty() || subject.question() != null) {
                return;
            }
            subject.ask(isAsking);
        }
        answered(
                subject,
                isAsking,
                () -> open.forEach((meter, isLacking) -> taken(subject, meter, isLacking)));
    }

    /// Forgets who has not called for a minute.
    private void sweep(long now) {
        var gone = new ArrayList<Subject>();
        var left = new CompletableFuture<Boolean>();
        for (var subject : subjects.values()) {
            synchronized (subject) {
                if (gone.size() < LEFT_AT_ONCE && subject.isIdle(now)) {
                    subject.meters().values().forEach(Meter::forfeit);
                    subject.ask(left);
                    gone.add(subject);
                }
            }
        }
        if (gone.isEmpty()) {
            return;
        }
        try {
            store.leave(gone.stream().map(Subject::id).toList());
        } catch (RuntimeException failed) {
            // The database keeps what this node had, so it must remember whom to give it back for.
            gone.forEach(subject -> ended(subject, false));
            left.completeExceptionally(failed);
            throw failed;
        }
        gone.forEach(subject -> ended(subject, true));
        left.complete(true);
    }

    private void ended(Subject subject, boolean isGone) {
        synchronized (subject) {
            subject.ask(null);
            if (isGone) {
                subject.close();
                subjects.remove(subject.id(), subject);
            }
        }
    }

    /// Gives back what was not used, when this node's last call has ended: it may be used at once
    /// elsewhere.
    void leave() {
        for (var subject : subjects.values()) {
            await(subject);
            var meters = new ArrayList<Meter>();
            synchronized (subject) {
                meters.addAll(subject.meters().values());
                meters.forEach(meter -> meter.keepUsed(nanos.getAsLong()));
            }
            meters.forEach(meter -> taken(subject, meter, false));
        }
    }

    /// What was asked before must not be answered afterwards.
    private static void await(Subject subject) {
        @Nullable CompletableFuture<Boolean> running;
        synchronized (subject) {
            running = subject.question();
        }
        if (running != null) {
            var _ =
                    running.exceptionally(failed -> false)
                            .completeOnTimeout(false, 2, SECONDS)
                            .join();
        }
    }
}
