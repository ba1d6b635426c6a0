package io.intertie.gateway.front;

import static java.util.Objects.requireNonNull;

import io.intertie.platform.persistence.UuidV7;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketAddress;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One client's connection: a request is read, answered, then the next; each step has its time.
///
/// Everything here runs on the connection's event loop.
final class Connection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = Logger.getLogger(Connection.class.getName());

    private enum State {
        IDLE,
        HEAD,
        BODY,
        EXCHANGE,
        CLOSING
    }

    private final Desk desk;
    private final Watch watch;
    private final boolean isSurplus;
    private final RequestDecoder decoder = new RequestDecoder(this::headBegun);

    private State state = State.IDLE;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Question question;
    private @Nullable NettyClient client;
    private @Nullable Patience patience;

    /// @param isSurplus there are too many already: it is told so, and closed
    Connection(Desk desk, Watch watch, boolean isSurplus) {
        this.desk = desk;
        this.watch = watch;
        this.isSurplus = isSurplus;
    }

    RequestDecoder decoder() {
        return decoder;
    }

    private ChannelHandlerContext context() {
        return requireNonNull(context);
    }

    /// How long the client is waited for.
    Patience patience() {
        return requireNonNull(patience);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        patience = new Patience(watch, desk.limits(), new Outflow(added.channel()));
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        watch.add(this);
        if (isSurplus) {
            refuse(Refusal.CROWDED);
        } else {
            // One that says nothing at all has no longer than one that does not go on.
            patience().untilHead();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        watch.remove(this);
        state = State.CLOSING;
        patience().forever();
        release();
        var leaving = client;
        client = null;
        if (leaving != null) {
            leaving.left();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof HttpRequest head
                    && (state == State.IDLE || state == State.HEAD)) {
                head(head);
            }
            if (message instanceof HttpContent content && state == State.BODY) {
                content(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void headBegun() {
        if (state == State.IDLE) {
            state = State.HEAD;
            patience().untilHead();
        }
    }

    private void head(HttpRequest head) {
        var refusal = HeadRules.refusal(head);
        var target = Target.of(head.uri());
        if (refusal.isPresent() || target.isEmpty()) {
            refuse(refusal.orElse(Refusal.MALFORMED));
            return;
        }
        if (watch.isLeaving()) {
            refuse(Refusal.LEAVING);
            return;
        }
        question = new Question(head, target.get(), desk.room());
        state = State.BODY;
        patience().untilBody();
        if (HeadRules.isContinueExpected(head)) {
            var _ = context().writeAndFlush(HeadRules.carryOn(context().alloc()));
        }
    }

    private void content(HttpContent content) {
        var asked = requireNonNull(question);
        var refusal = asked.add(content);
        if (refusal.isPresent()) {
            refuse(refusal.get());
            return;
        }
        if (asked.hasProgressed()) {
            patience().untilBody();
        }
        if (content instanceof LastHttpContent) {
            decoder.hold();
            answer(asked);
        }
    }

    private void answer(Question asked) {
        state = State.EXCHANGE;
        patience().forever();
        var receivedAt = desk.clock().instant();
        var id = UuidV7.at(receivedAt);
        var answering = new NettyClient(this, context(), id, asked.manner());
        client = answering;
        try {
            var known = asked.known();
            if (known.isPresent()) {
                known.get().to(answering);
                return;
            }
            var arrival = asked.arrival(id, desk.origins(), peer(), receivedAt);
            answering.talksTo(desk.reception().take(arrival, answering));
        } catch (RuntimeException ours) {
            LOG.log(Level.SEVERE, "request " + id + " failed in the gateway", ours);
            answering.broke();
        }
    }

    private SocketAddress peer() {
        return context().channel().remoteAddress();
    }

    /// Whether no further request will be answered here.
    boolean isLast() {
        return watch.isLeaving() || decoder.isDiscarding();
    }

    byte[] date() {
        return watch.date();
    }

    boolean isBusy() {
        return state == State.BODY || state == State.EXCHANGE;
    }

    /// The answer is complete.
    void over(boolean isClosed) {
        client = null;
        release();
        if (!context().channel().isActive()) {
            return;
        }
        if (isClosed) {
            part();
            return;
        }
        state = State.IDLE;
        patience().untilNext();
        try {
            decoder.release(requireNonNull(context().pipeline().context(decoder)));
        } catch (Exception failed) {
            exceptionCaught(context(), failed);
        }
    }

    private void release() {
        var asked = question;
        question = null;
        if (asked != null) {
            asked.release();
        }
    }

    private void refuse(Refusal refusal) {
        if (state == State.CLOSING || client != null) {
            cut();
            return;
        }
        UUID id = UuidV7.at(desk.clock().instant());
        client = new NettyClient(this, context(), id, HeadRules.PARTING);
        client.whole(refusal.status(), refusal.headers(), refusal.body());
    }

    /// Sends nothing more and waits for the client to close: closing at once, while it still sends,
    /// would take from it what it was told.
    private void part() {
        state = State.CLOSING;
        patience().untilTaken();
        decoder.discard();
        var _ =
                context()
                        .writeAndFlush(Unpooled.EMPTY_BUFFER)
                        .addListener(_ -> {
                            patience().untilParted();
                            Outflow.end(context());
                        });
    }

    /// Closes now, without telling who talks to the client: it is who wants it.
    void abort(boolean isHard) {
        client = null;
        context().flush();
        if (isHard) {
            Outflow.closeHard(context());
        } else {
            var _ = context().close();
        }
    }

    /// Ends whatever is under way; who talks to the client hears that it has left.
    void cut() {
        var talking = client;
        if (talking != null && talking.endsByClosing()) {
            Outflow.closeHard(context());
        } else {
            var _ = context().close();
        }
    }

    /// Its time is over, unless the client still takes what it was sent.
    void late() {
        if (patience().isGiven()) {
            return;
        }
        switch (state) {
            case HEAD, BODY -> refuse(Refusal.LATE);
            case IDLE, EXCHANGE, CLOSING -> cut();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        var talking = client;
        if (state != State.EXCHANGE || talking == null) {
            return;
        }
        if (ctx.channel().isWritable()) {
            patience().forever();
            talking.drained();
        } else {
            patience().untilTaken();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        var refusal = HeadRules.refusal(cause);
        if (refusal.isPresent()) {
            refuse(refusal.get());
            return;
        }
        if (!HeadRules.isUsual(cause)) {
            LOG.log(Level.WARNING, "a client's connection failed", cause);
        }
        cut();
    }
}
