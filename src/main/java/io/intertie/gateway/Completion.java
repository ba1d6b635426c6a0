package io.intertie.gateway;

import static java.util.Comparator.comparingLong;

import io.intertie.access.ApiKey;
import io.intertie.gateway.admission.Admission;
import io.intertie.gateway.admission.Admitted;
import io.intertie.gateway.relay.Ending;
import io.intertie.gateway.relay.Tally;
import io.intertie.gateway.routing.Breakers;
import io.intertie.gateway.routing.Candidate;
import io.intertie.gateway.routing.RoutePlan;
import io.intertie.gateway.routing.Router;
import io.intertie.gateway.upstream.Upstream;
import io.intertie.gateway.wire.Call;
import io.intertie.gateway.wire.Failure;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Heads;
import io.intertie.gateway.wire.ModelRequest;
import io.intertie.metering.Ceiling;
import io.intertie.metering.Metering;
import io.intertie.metering.Reservation;
import io.intertie.platform.http.Problem;
import io.intertie.platform.persistence.DatabaseAway;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The story of this room: a call passes, finds its way, has its ceiling set aside, is served, and
/// is on record before its last byte leaves.
///
/// Blocks its thread until the answer begins; fronts call it from virtual threads.
@ApplicationScoped
public class Completion {
    private static final Logger LOG = Logger.getLogger(Completion.class.getName());
    private static final Duration HOLD_BEYOND_ANSWER = Duration.ofMinutes(5);
    private static final Duration GLANCE = Duration.ofMillis(100);

    // A call does not tell where it came from: a key that asks for addresses is refused.
    static final InetAddress NOWHERE = InetAddress.ofLiteral("0.0.0.0");

    private final Snapshots snapshots;
    private final Metering metering;
    private final Upstream upstream;
    private final Breakers breakers;
    private final Recording recording;
    private final Clock clock;

    @Inject
    Completion(
            Snapshots snapshots,
            Metering metering,
            Upstream upstream,
            Breakers breakers,
            Recording recording,
            Clock clock) {
        this.snapshots = snapshots;
        this.metering = metering;
        this.upstream = upstream;
        this.breakers = breakers;
        this.recording = recording;
        this.clock = clock;
    }

    /// Answers a call; every refusal and failure is an answer too.
    public Answer answer(Call call) {
        var reply = new Reply(call, recording.page(call.requestId()), clock);
        try {
            return decided(call, reply);
        } catch (Problem problem) {
            return reply.fault(Fault.of(problem));
        } catch (IOException gone) {
            return reply.fault(Faults.ours());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return reply.fault(Faults.away());
        } catch (RuntimeException failed) {
            if (DatabaseAway.isCauseOf(failed)) {
                return reply.fault(Faults.away());
            }
            LOG.log(Level.SEVERE, "request " + call.requestId(), failed);
            return reply.fault(Faults.ours());
        }
    }

    private Answer decided(Call call, Reply reply) throws IOException, InterruptedException {
        var body = new Body(call);
        var decision = decision(snapshots.current(), call, body);
        if (decision instanceof Decision.Refused && call.authorization().isPresent()) {
            // A key or a subscription may be newer than what is in memory.
            decision = decision(snapshots.since(call.receivedAt()), call, body);
        }
        return switch (decision) {
            case Decision.Refused(var fault) -> reply.fault(fault);
            case Decision.Planned(var order) -> reserved(order, reply);
        };
    }

    /// May the call pass, and where to?
    private sealed interface Decision {
        record Refused(Fault fault) implements Decision {}

        record Planned(Order order) implements Decision {}
    }

    /// The request in a call's body, read once, and only for who has a key.
    private static final class Body {
        private final Call call;
        private @Nullable ModelRequest request;

        Body(Call call) {
            this.call = call;
        }

        ModelRequest read() throws IOException {
            if (request == null) {
                request = ModelRequest.read(call.endpoint(), call.body());
            }
            return request;
        }
    }

    private Decision decision(Snapshot snapshot, Call call, Body body) throws IOException {
        var admission = snapshot.admission();
        var at = call.receivedAt();
        return switch (admission.identify(heads(call), NOWHERE, scope(call), at)) {
            case Admission.Identity.Refused(var fault, _) -> new Decision.Refused(fault);
            case Admission.Identity.Known(var caller) -> {
                var request = body.read();
                yield switch (admission.admit(caller, request.model(), call.endpoint(), at)) {
                    case Admission.Outcome.Refused(var fault, _) -> new Decision.Refused(fault);
                    case Admission.Outcome.Passed(var buyer) ->
                            planned(snapshot, call, request, buyer);
                };
            }
        };
    }

    private static Heads heads(Call call) {
        return name -> name.equals("authorization") ? call.authorization() : Optional.empty();
    }

    private static ApiKey.Scope scope(Call call) {
        return switch (call.endpoint()) {
            case CHAT_COMPLETIONS -> ApiKey.Scope.CHAT;
            case EMBEDDINGS -> ApiKey.Scope.EMBEDDINGS;
        };
    }

    private Decision planned(Snapshot snapshot, Call call, ModelRequest request, Admitted buyer) {
        var now = clock.instant();
        var plan =
                snapshot.router()
                        .plan(
                                Router.Ask.of(buyer.model(), buyer.subscription(), now)
                                        .wishing(request.wishes()),
                                breakers);
        return switch (plan) {
            case RoutePlan.NoWay(var fault, _, _) -> new Decision.Refused(fault);
            case RoutePlan.Way(var candidates, _, _) ->
                    new Decision.Planned(
                            new Order(call, request, buyer, candidates, now, System.nanoTime()));
        };
    }

    /// One amount is set aside for whichever candidate will serve: the dearest one's ceiling, or
    /// the first one's where wallet or limits leave no more.
    private Answer reserved(Order order, Reply reply) throws InterruptedException {
        var first = order.candidates().getFirst();
        var dearest = Collections.max(order.candidates(), comparingLong(order::ceilingPico));
        return switch (metering.reserve(ceiling(order, dearest))) {
            case Reservation.Reserved _ -> dispatched(order, reply);
            case Reservation.Insufficient _, Reservation.LimitReached _
                    when order.ceilingPico(first) < order.ceilingPico(dearest) ->
                    reserved(order.within(order.ceilingPico(first)), reply);
            case Reservation.Insufficient lacking -> reply.insufficient(lacking);
            case Reservation.LimitReached limit -> reply.limitReached(limit);
            case Reservation.Unpriced _ -> reply.fault(Faults.unpriced());
        };
    }

    private static Ceiling ceiling(Order order, Candidate candidate) {
        return new Ceiling(
                order.id(),
                order.buyer().key().organisationId(),
                order.spender(),
                candidate.currency(),
                candidate.price(),
                order.inputTokensAtMost(),
                order.outputTokensAtMost(candidate),
                order.admittedAt().plus(Order.WHOLE).plus(HOLD_BEYOND_ANSWER));
    }

    private Answer dispatched(Order order, Reply reply) throws InterruptedException {
        var pursuit = new Pursuit(order, upstream, breakers);
        pursuit.begin();
        var tally = new Tally(order.startedNanos());
        var delivery = new Delivered(order, pursuit, tally, recording);
        var pingAt = System.nanoTime() + Delivered.PING_AFTER.toNanos();
        while (true) {
            var start = pursuit.start(GLANCE);
            if (start.isPresent()) {
                return start.get()
                        .map(failure -> failed(delivery, failure, reply))
                        .orElseGet(() -> begun(order, delivery, reply));
            }
            if (!order.call().presence().isThere()) {
                delivery.abandon();
                return reply.fault(Faults.ours());
            }
            if (order.isLate(System.nanoTime())) {
                pursuit.cancel();
                var late = new Failure(Failure.Kind.TIMED_OUT, "the answer took too long");
                return failed(delivery, late, reply);
            }
            if (order.request().streamed() && System.nanoTime() - pingAt >= 0) {
                // The client must hear something; a later failure will be an event of the stream.
                return reply.streamed(delivery);
            }
        }
    }

    private static Answer failed(Delivered delivery, Failure failure, Reply reply) {
        delivery.ended(new Ending.Stopped(failure));
        return reply.fault(Faults.uncharged(failure));
    }

    private static Answer begun(Order order, Delivered delivery, Reply reply) {
        if (order.request().streamed()) {
            return reply.streamed(delivery);
        }
        return delivery.whole(reply);
    }
}
