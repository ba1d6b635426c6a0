package io.intertie.gateway.front;

/// By when a connection's client must have done its next step.
///
/// One that is late is not if it still takes what it was sent. All of it on the event loop.
final class Patience {
    private static final long NEVER = Long.MAX_VALUE;

    private final Watch watch;
    private final FrontLimits limits;
    private final Outflow outflow;
    private long deadline = NEVER;

    Patience(Watch watch, FrontLimits limits, Outflow outflow) {
        this.watch = watch;
        this.limits = limits;
        this.outflow = outflow;
    }

    /// The client has until then to send a head.
    void untilHead() {
        deadline = watch.after(limits.head());
    }

    /// The client has until then to send some more of its body.
    void untilBody() {
        deadline = watch.after(limits.body());
    }

    /// The client may ask again, once it has taken its answer.
    void untilNext() {
        outflow.begin();
        deadline = watch.after(limits.idle());
    }

    /// The client has until then to take some of what it was sent.
    void untilTaken() {
        outflow.begin();
        deadline = watch.after(limits.stalled());
    }

    /// The client has until then to close.
    void untilParted() {
        deadline = watch.after(limits.parting());
    }

    /// It is not the client who is waited for.
    void forever() {
        deadline = NEVER;
    }

    boolean isOver(long tick) {
        return deadline <= tick;
    }

    /// Whether the client still takes what it was sent; then it has some more time.
    boolean isGiven() {
        var isMoving = outflow.isMoving();
        if (isMoving) {
            deadline = watch.after(limits.stalled());
        }
        return isMoving;
    }
}
