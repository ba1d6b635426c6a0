package io.intertie.platform.jobs;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Work that time drives: each run on a virtual thread, one run of a job at a time.
///
/// A run that fails is logged and the next one comes as planned.
@ApplicationScoped
public class Jobs {
    private static final Logger LOG = Logger.getLogger(Jobs.class.getName());

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("jobs").daemon().factory());
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final ClassLoader application = Jobs.class.getClassLoader();

    /// Runs a job again and again, `pause` after each end.
    public void every(String name, Duration pause, Runnable job) {
        later(name, pause, job);
    }

    /// Runs a job once, soon; the result is there when it has ended, well or not.
    public Future<?> now(String name, Runnable job) {
        return workers.submit(() -> guarded(name, job));
    }

    /// Runs each of its tasks once, soon, as a job of a name.
    public Executor named(String name) {
        return task -> {
            var _ = now(name, task);
        };
    }

    private void later(String name, Duration pause, Runnable job) {
        var _ =
                timer.schedule(
                        () -> workers.execute(() -> runAndPlan(name, pause, job)),
                        pause.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void runAndPlan(String name, Duration pause, Runnable job) {
        guarded(name, job);
        if (!timer.isShutdown()) {
            later(name, pause, job);
        }
    }

    private void guarded(String name, Runnable job) {
        Thread.currentThread().setContextClassLoader(application);
        try {
            job.run();
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "job " + name + " failed", failed);
        }
    }

    @PreDestroy
    public void stop() {
        timer.shutdownNow();
        workers.shutdownNow();
    }
}
