package io.intertie.gateway.admission;

import io.intertie.access.ApiKey;
import io.intertie.gateway.admission.Meter.Kind;
import io.intertie.platform.inject.Direct;
import io.intertie.platform.jobs.Jobs;
import io.intertie.platform.persistence.Database;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// How often keys and organisations call, how many tokens that is, and how many calls run at once.
///
/// Requests and tokens: never more than the limit in any 60 seconds, on all nodes together. A call
/// counts in the second of its admission, with the tokens that it may need at most; what it did not
/// need is given back when it ends. A refused call counts nothing.
@Direct
public class Rates {
    private static final Logger LOG = Logger.getLogger(Rates.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(250);

    /// Longer than the pause between two rounds, in which another node gives.
    private static final Duration SECOND_TRY = Duration.ofMillis(300);

    private static final long LEAST = 1_000_000;
    private static final List<Kind> KINDS = List.of(Kind.values());

    private final ConcurrentHashMap<UUID, Subject> subjects = new ConcurrentHashMap<>();
    private final Sharing sharing;

    @Inject
    Rates(Database database, Jobs jobs) {
        this(database, jobs.named("rates"), System::nanoTime, SECOND_TRY);
    }

    /// Limits that are shared through a database, by such workers.
    public Rates(Database database, Executor workers) {
        this(database, workers, System::nanoTime, SECOND_TRY);
    }

    Rates(Database database, Executor workers, LongSupplier nanos, Duration secondTry) {
        var store = new ShareStore(database, UUID.randomUUID());
        this.sharing = new Sharing(subjects, store, workers, nanos, secondTry);
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context, Jobs jobs) {
        jobs.every("rates", PAUSE, this::round);
    }

    void round() {
        sharing.round();
    }

    /// How many keys and organisations are counted.
    int size() {
        return subjects.size();
    }

    @PreDestroy
    void end() {
        try {
            sharing.leave();
        } catch (RuntimeException away) {
            LOG.log(Level.WARNING, "this node's shares of limits end by themselves", away);
        }
    }

    /// Whose limit it is.
    public enum Whose {
        KEY,
        ORGANISATION
    }

    /// What is limited.
    public enum Which {
        REQUESTS,
        TOKENS,
        AT_ONCE
    }

    /// What came of asking to call.
    public sealed interface Outcome {}

    /// The call counts; it must leave.
    public record Entered(Entry entry, Standing standing) implements Outcome {}

    /// The call is above a limit and counts nothing: `remaining` of it is left, and there is room
    /// for the call after `retryAfter`; empty where the call alone is above the limit.
    public record Exceeded(
            Whose whose,
            Which which,
            long limit,
            long remaining,
            Optional<Duration> retryAfter,
            Standing standing)
            implements Outcome {}

    /// This node does not know whether other nodes leave enough of the limit: `known` ends in some
    /// milliseconds, then ask again. It fails where the database is away.
    public record Unknown(CompletionStage<Boolean> known) implements Outcome {}

    /// A call under way, counted at its key and its organisation.
    public static final class Entry {
        private static final Entry FREE = new Entry(List.of(), new Call(0, 0));

        private final List<Counted> counted;
        private final Call call;
        private boolean hasLeft;

        private Entry(List<Counted> counted, Call call) {
            this.counted = counted;
            this.call = call;
        }

        /// The call has ended and needed so many tokens. Only the first time counts.
        public void leave(long tokensUsed) {
            if (counted.isEmpty() || !isFirst()) {
                return;
            }
            for (var one : counted) {
                synchronized (one.subject) {
                    switch (one.meter.kind()) {
                        case REQUESTS -> {}
                        case TOKENS -> one.meter.add(call.second(), tokensUsed - call.tokens);
                        case AT_ONCE -> one.meter.add(call.second(), -1);
                    }
                }
            }
        }

        private synchronized boolean isFirst() {
            var isFirst = !hasLeft;
            hasLeft = true;
            return isFirst;
        }
    }

    private record Counted(Subject subject, Meter meter) {}

    private record Call(long tokens, long nanos) {
        long amount(Kind kind) {
            return kind == Kind.TOKENS ? tokens : 1;
        }

        long second() {
            return Window.second(nanos);
        }
    }

    /// Counts a call that needs at most so many tokens, if every limit has room for it.
    public Outcome enter(Caller caller, long tokens, long nanos) {
        if (caller.isUnmetered()) {
            return new Entered(Entry.FREE, Standing.FREE);
        }
        while (true) {
            var key = subjects.computeIfAbsent(caller.key().id(), Subject::new);
            var organisation =
                    subjects.computeIfAbsent(caller.key().organisationId(), Subject::new);
            // Always in this order, so that no two calls wait for each other.
            synchronized (key) {
                synchronized (organisation) {
                    if (!key.isClosed() && !organisation.isClosed()) {
                        return entered(caller, key, organisation, new Call(tokens, nanos));
                    }
                }
            }
            Thread.onSpinWait();
        }
    }

    private Outcome entered(Caller caller, Subject key, Subject organisation, Call call) {
        var counted = new ArrayList<Counted>(6);
        limit(counted, key, caller.rates());
        limit(counted, organisation, caller.together());
        var lacking = new ArrayList<Counted>(0);
        for (var one : counted) {
            var amount = call.amount(one.meter.kind());
            switch (one.meter.fit(amount, call.nanos, sharing.renewedAt())) {
                case YES -> {}
                case NO -> {
                    return exceeded(one, one.subject == key, standing(counted, call), call);
                }
                case ASK -> lacking.add(one);
            }
        }
        if (!lacking.isEmpty()) {
            return new Unknown(asked(lacking));
        }
        counted.forEach(one -> one.meter.add(call.second(), call.amount(one.meter.kind())));
        askEarly(counted, call.nanos);
        return new Entered(new Entry(counted, call), standing(counted, call));
    }

    private static void limit(List<Counted> counted, Subject subject, ApiKey.Rates rates) {
        for (var kind : KINDS) {
            var most = Subject.limit(rates, kind);
            if (most.isPresent()) {
                var meter = subject.meter(kind);
                meter.limitTo(most.get());
                counted.add(new Counted(subject, meter));
            }
        }
    }

    /// So that the next calls need not wait for the answer.
    private void askEarly(List<Counted> counted, long nanos) {
        for (var one : counted) {
            if (one.meter.isLow(nanos) && one.subject.question() == null) {
                var _ = sharing.ask(one.subject, List.of(one.meter));
            }
        }
    }

    private CompletionStage<Boolean> asked(List<Counted> lacking) {
        var first = lacking.getFirst().subject;
        var own = meters(lacking, first);
        var answer = sharing.ask(first, own);
        if (own.size() == lacking.size()) {
            return answer;
        }
        var second = lacking.getLast().subject;
        return answer.thenCombine(
                sharing.ask(second, meters(lacking, second)), (one, other) -> one && other);
    }

    private static List<Meter> meters(List<Counted> lacking, Subject subject) {
        return lacking.stream().filter(one -> one.subject == subject).map(Counted::meter).toList();
    }

    private static Exceeded exceeded(Counted one, boolean isKeys, Standing standing, Call call) {
        var meter = one.meter;
        var amount = call.amount(meter.kind());
        return new Exceeded(
                isKeys ? Whose.KEY : Whose.ORGANISATION,
                Which.valueOf(meter.kind().name()),
                meter.limit(),
                meter.remaining(call.nanos),
                amount > meter.limit()
                        ? Optional.empty()
                        : Optional.of(
                                Duration.ofNanos(
                                        Math.max(LEAST, meter.nanosUntil(amount, call.nanos)))),
                standing);
    }

    private static Standing standing(List<Counted> counted, Call call) {
        return new Standing(
                tightest(counted, Kind.REQUESTS, call.nanos),
                tightest(counted, Kind.TOKENS, call.nanos));
    }

    private static Optional<Standing.Of> tightest(List<Counted> counted, Kind kind, long nanos) {
        @Nullable Meter tightest = null;
        for (var one : counted) {
            if (one.meter.kind() == kind
                    && (tightest == null
                            || one.meter.remaining(nanos) < tightest.remaining(nanos))) {
                tightest = one.meter;
            }
        }
        return Optional.ofNullable(tightest)
                .map(meter ->
                        new Standing.Of(
                                meter.limit(),
                                meter.remaining(nanos),
                                Duration.ofNanos(meter.nanosUntil(0, nanos))));
    }
}
