package io.intertie.gateway;

import io.intertie.gateway.Decisions.Decision;
import io.intertie.gateway.admission.Rates;
import io.intertie.gateway.relay.Ending;
import io.intertie.gateway.relay.Tally;
import io.intertie.gateway.wire.Client;
import io.intertie.gateway.wire.Conversation;
import io.intertie.gateway.wire.Fault;
import io.intertie.metering.Reservation;
import io.intertie.replay.Again;
import io.intertie.replay.Kept;
import io.intertie.replay.Marked;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// One request from its arrival to its end: decided, counted, its ceiling set aside, then served
/// ([Serving]).
///
/// Everything happens on the client's event loop and waits for nothing there; what must wait does
/// so on a virtual thread, and comes back.
final class Exchange implements Conversation {
    /// A body above this takes too long to read while others wait.
    private static final int LONG_BODY = 128 * 1024;

    private enum Stage {
        DECIDING,
        MARKING,
        RESERVING,
        SERVING,
        OVER
    }

    private final Kit kit;
    private final Request request;
    private final Heading heading;
    private final Delivery delivery;
    private final Turns turns;
    private final Deadline deadline;
    private Stage stage = Stage.DECIDING;
    private int decisions;
    private boolean hasLeft;
    private @Nullable Snapshot snapshot;
    private Rates.@Nullable Entry entry;
    private @Nullable Order order;
    private @Nullable Marked marked;
    private @Nullable Serving serving;
    private @Nullable Transcript transcript;

    Exchange(Kit kit, Request request, Client client) {
        this.kit = kit;
        this.request = request;
        var page = kit.recording().page(request.arrival().requestId());
        heading = new Heading(request, page, kit.clock());
        delivery = new Delivery(request, client, heading, new Tally(request.startedNanos()));
        turns = new Turns(client.loop(), request.arrival(), this::broke);
        deadline = new Deadline(turns, this::overdue);
    }

    private Order order() {
        return Objects.requireNonNull(order);
    }

    void begin() {
        turns.now(() -> decide(kit.snapshots().current()));
    }

    private void decide(Snapshot known) {
        snapshot = known;
        if (request.arrival().body().length > LONG_BODY && decisions == 0) {
            turns.apart(() -> kit.decisions().of(request, known), this::decided);
        } else {
            decided(kit.decisions().of(request, known));
        }
    }

    private void decided(Decision decision) {
        if (stage == Stage.OVER) {
            return;
        }
        decisions++;
        switch (decision) {
            case Decision.Refused(var fault, var doubt) ->
                    kit.snapshots()
                            .told(request.arrival(), doubt, decisions)
                            .ifPresentOrElse(this::decideAgain, () -> refuse(fault));
            case Decision.NoWay(var fault, var choice) -> {
                kit.ways().choices().record(choice);
                heading.why(choice);
                refuse(fault);
            }
            case Decision.Planned(var planned, var choice) -> {
                kit.ways().choices().record(choice);
                heading.why(choice);
                order = planned;
                once();
            }
        }
    }

    /// A key or what it may do is newer than what was in memory.
    private void decideAgain(CompletionStage<Snapshot> read) {
        deadline.begin();
        read.whenComplete((newer, failed) -> turns.later(() -> decide(Turns.known(newer, failed))));
    }

    /// What has come before is not run again.
    private void once() {
        var its = Repeats.marked(order());
        if (its.isEmpty()) {
            again(kit.repeats().recent(order()));
            return;
        }
        stage = Stage.MARKING;
        deadline.begin();
        turns.apart(
                () -> kit.repeats().begin(its.get()),
                again -> {
                    if (again instanceof Again.Never) {
                        marked = its.get();
                        delivery.keepFrames();
                    }
                    again(again);
                });
    }

    private void again(Again again) {
        switch (again) {
            case Again _ when hasLeft -> over(0);
            case Again.Never _ -> count();
            case Again.UnderWay(var first) -> refuse(Repeats.underWay(first));
            case Again.Other(var first) -> refuse(Repeats.other(first));
            case Again.Answered(var first, var answer) -> {
                delivery.replay(answer, first);
                over(0);
            }
            case Again.Gone(var first) -> refuse(Repeats.gone(kit.recording().page(first)));
        }
    }

    private void count() {
        if (stage == Stage.OVER) {
            return;
        }
        stage = Stage.DECIDING;
        var caller = order().buyer().caller();
        switch (kit.rates().enter(caller, order().tokensAtMost(), System.nanoTime())) {
            case Rates.Entered(var entered, var standing) -> {
                entry = entered;
                heading.limits(standing);
                reserve();
            }
            case Rates.Exceeded over -> {
                heading.limits(over.standing());
                refuse(Objects.requireNonNull(snapshot).admission().refusal(over));
            }
            case Rates.Unknown(var asked) -> {
                deadline.begin();
                asked.whenComplete((known, failed) ->
                        turns.later(() -> {
                            var _ = Turns.known(known, failed);
                            count();
                        }));
            }
        }
    }

    private void reserve() {
        stage = Stage.RESERVING;
        var ceiling = order().ceiling();
        var known = kit.metering().reserveNow(ceiling);
        if (known.isPresent()) {
            reserved(known.get());
        } else {
            deadline.begin();
            turns.apart(() -> kit.metering().reserve(ceiling), this::reserved);
        }
    }

    private void reserved(Reservation reservation) {
        switch (reservation) {
            case Reservation.Reserved _ when hasLeft -> giveBack();
            case Reservation.Reserved _ -> serve();
            case Reservation.Insufficient _, Reservation.LimitReached _ when isCheaperNow() ->
                    reserve();
            case Reservation.Insufficient lacking ->
                    refuse(Faults.insufficient(lacking, heading.receipt()));
            case Reservation.LimitReached limit ->
                    refuse(Faults.limitReached(limit, heading.receipt()));
            case Reservation.Unpriced _ -> refuse(Faults.unpriced());
        }
    }

    /// Whether less would do, without the dearer candidates.
    private boolean isCheaperNow() {
        var cheaper = order().cheaper();
        cheaper.ifPresent(less -> order = less);
        return cheaper.isPresent();
    }

    private void giveBack() {
        apart(() -> kit.metering().release(order().id()));
        over(0);
    }

    private void serve() {
        stage = Stage.SERVING;
        deadline.end();
        if (order().isLogged()) {
            transcript = delivery.transcribe();
        }
        serving = new Serving(kit, order(), delivery, turns, this::served);
        serving.begin();
    }

    /// Whoever was told is as one who has gone: what is under way ends, and nobody hears of it.
    private void overdue() {
        delivery.refuse(Faults.away());
        left();
    }

    @Override
    public void left() {
        hasLeft = true;
        if (serving != null) {
            turns.now(serving::left);
        } else if (stage == Stage.DECIDING) {
            over(0);
        }
        // What is being set aside is given back when that is known.
    }

    @Override
    public void writable() {
        if (serving != null) {
            serving.writable();
        }
    }

    private void refuse(Fault fault) {
        if (!hasLeft) {
            delivery.refuse(fault);
        }
        over(0);
    }

    private void broke(Fault fault) {
        if (serving != null) {
            serving.broke();
        } else if (stage != Stage.OVER) {
            refuse(fault);
        }
    }

    private void served(Served served) {
        if (transcript != null) {
            kit.ways().logs().add(transcript.log(order()));
        }
        var its = marked;
        var answer =
                served.ending() instanceof Ending.ClientLeft
                        ? Optional.<Kept>empty()
                        : delivery.kept();
        if (its != null) {
            marked = null;
            apart(() -> kit.repeats().ended(its, order(), served, answer));
        } else if (served.isWhole() && !order().request().streamed()) {
            kit.repeats().answered(order(), answer);
        }
        over(served.outcome().tokens());
    }

    private void apart(Runnable work) {
        turns.apart(
                () -> {
                    work.run();
                    return true;
                },
                _ -> {});
    }

    private void over(long tokens) {
        var its = marked;
        if (its != null) {
            marked = null;
            apart(() -> kit.repeats().refused(its));
        }
        if (stage != Stage.OVER) {
            stage = Stage.OVER;
            deadline.end();
            if (entry != null) {
                entry.leave(tokens);
            }
            kit.gate().leave();
        }
    }
}
