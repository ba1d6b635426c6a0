package io.intertie.api;

import io.intertie.certification.Certification;
import io.intertie.certification.Run;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.jobs.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// Tells followers of a run of each change, on whichever node it goes on, until it ends.
@ApplicationScoped
class ProgressStream {
    private static final int FOLLOWERS = 200;
    private static final long LOOK_NANOS = Duration.ofMillis(300).toNanos();
    private static final long SILENCE_NANOS = Duration.ofSeconds(15).toNanos();
    private static final long LONGEST_NANOS = Duration.ofMinutes(90).toNanos();
    private static final int SLOWEST_SECONDS = 10;

    private final Certification certification;
    private final Jobs jobs;
    private final Semaphore places = new Semaphore(FOLLOWERS);

    @Inject
    ProgressStream(Certification certification, Jobs jobs) {
        this.certification = certification;
        this.jobs = jobs;
    }

    /// Follows a run, on a thread of its own.
    void follow(Run run, SseEventSink sink, Sse sse) {
        if (!places.tryAcquire()) {
            throw new Problem(
                    ProblemType.TOO_MANY_REQUESTS, "Too many follow runs now. Read the run.");
        }
        var _ =
                jobs.now(
                        "following " + run.id(),
                        () -> {
                            try (sink) {
                                tell(run, sink, sse);
                            } catch (ExecutionException | TimeoutException left) {
                                // Whoever does not read any more is not told any more.
                            } catch (InterruptedException stopped) {
                                Thread.currentThread().interrupt();
                            } finally {
                                places.release();
                            }
                        });
    }

    private void tell(Run first, SseEventSink sink, Sse sse)
            throws InterruptedException, ExecutionException, TimeoutException {
        var seen = first;
        var began = System.nanoTime();
        var told = began;
        send(seen, sink, sse);
        while (seen.isRunning() && System.nanoTime() - began < LONGEST_NANOS) {
            LockSupport.parkNanos(LOOK_NANOS);
            var now = certification.run(first.listingId(), first.id()).orElse(seen);
            if (!now.equals(seen)) {
                seen = now;
                told = System.nanoTime();
                send(seen, sink, sse);
            } else if (System.nanoTime() - told > SILENCE_NANOS) {
                told = System.nanoTime();
                await(sink, sse.newEventBuilder().comment("ping").build());
            }
        }
    }

    private static void send(Run run, SseEventSink sink, Sse sse)
            throws InterruptedException, ExecutionException, TimeoutException {
        await(
                sink,
                sse.newEventBuilder()
                        .name(run.isRunning() ? "progress" : "end")
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(
                                CertificationsResource.Seen.class,
                                CertificationsResource.Seen.of(run))
                        .build());
    }

    private static void await(SseEventSink sink, jakarta.ws.rs.sse.OutboundSseEvent event)
            throws InterruptedException, ExecutionException, TimeoutException {
        var _ = sink.send(event).toCompletableFuture().get(SLOWEST_SECONDS, TimeUnit.SECONDS);
    }
}
