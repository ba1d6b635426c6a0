package io.intertie.gateway.upstream;

import io.intertie.gateway.wire.Failure;
import io.intertie.gateway.wire.Failure.Kind;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One connection to a provider, which carries one call after another.
///
/// It carries the next one only after the answer to the last was read to its end. Its one timer is
/// never late: it looks at the deadline at least as often as the shortest time limit.
final class Connection extends ChannelInboundHandlerAdapter {
    private static final int MOST_UNREAD = 64 * 1024;
    private static final long LONGEST_UNREAD_MILLIS = 100;

    private final Lane lane;
    private final Answers answers = new Answers();
    private final ChannelFutureListener written = write -> sent = write.isSuccess();
    private final Runnable look = this::look;
    private final long tick;
    private final long oldest;
    private @Nullable Channel channel;
    private @Nullable Exchange call;
    private @Nullable Answer answer;
    private @Nullable Future<?> timer;
    private @Nullable Future<?> unreadLimit;
    private long deadline;
    private int unread;
    private int carried;
    private boolean sent;
    private boolean interim;
    private boolean staysOpen;
    private boolean dropped;

    Connection(Lane lane) {
        this.lane = lane;
        var patience = lane.equipment().patience();
        var bounds = lane.equipment().bounds();
        tick =
                Math.min(
                        bounds.rest().toNanos(),
                        Math.min(patience.betweenBytes().toNanos(), patience.whole().toNanos()));
        oldest = System.nanoTime() + bounds.age().toNanos();
    }

    Answers answers() {
        return answers;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    private Channel channel() {
        return Objects.requireNonNull(channel);
    }

    boolean isUsable() {
        return !dropped && channel().isActive();
    }

    /// It is connected, and counts as open until it is closed.
    void open() {
        channel().closeFuture().addListener(closed -> lane.released());
        deadline = System.nanoTime() + tick;
        timer = lane.loop().schedule(look, tick, TimeUnit.NANOSECONDS);
    }

    /// Sends a call's request; what comes is its answer.
    void carry(Exchange next) {
        call = next;
        answer = null;
        unread = 0;
        sent = false;
        carried++;
        answers.expect();
        next.isOn(this);
        var own = channel();
        deadline = System.nanoTime() + limit(next);
        if (next.isPaused()) {
            own.config().setAutoRead(false);
        }
        var request = next.target().request(own.alloc(), next.isStreamed(), next.body());
        own.writeAndFlush(request).addListener(written);
    }

    private long limit(Exchange of) {
        var patience = lane.equipment().patience();
        return (of.isStreamed() ? patience.betweenBytes() : patience.whole()).toNanos();
    }

    /// Stops reading, or goes on.
    void read(boolean reads) {
        var of = call;
        if (reads && of != null && of.isStreamed()) {
            deadline = System.nanoTime() + limit(of);
        }
        channel().config().setAutoRead(reads);
    }

    /// Closes it now.
    void drop() {
        dropped = true;
        var _ = channel().close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            var of = call;
            if (of == null || !(message instanceof HttpObject part)) {
                // Nothing was asked.
                drop();
            } else if (part.decoderResult().isFailure()) {
                of.failed(new Failure(Kind.FAILED, "the answer is no HTTP"));
                drop();
            } else {
                hear(of, part);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void hear(Exchange of, HttpObject part) {
        if (part instanceof HttpResponse head) {
            interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            if (!interim) {
                staysOpen = HttpUtil.isKeepAlive(head);
                answer = Answer.to(of, head);
            } else if (head.status().code() == 101) {
                of.failed(new Failure(Kind.FAILED, "status 101"));
            }
        }
        var to = answer;
        if (part instanceof HttpContent content && !interim && to != null) {
            if (of.isOver()) {
                unread += content.content().readableBytes();
            } else if (!to.take(content.content())) {
                drop();
            }
            if (unread > MOST_UNREAD) {
                drop();
            } else if (content instanceof LastHttpContent) {
                finish(of, to);
            }
        }
    }

    private void finish(Exchange of, Answer whole) {
        if (!of.isOver()) {
            whole.end();
        }
        call = null;
        answer = null;
        if (unreadLimit != null) {
            unreadLimit.cancel(false);
            unreadLimit = null;
        }
        var now = System.nanoTime();
        if (!staysOpen || !sent || !isUsable() || oldest - now < 0) {
            drop();
            return;
        }
        if (of.isPaused()) {
            channel().config().setAutoRead(true);
        }
        deadline = now + lane.equipment().bounds().rest().toNanos();
        lane.rest(this);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        var of = call;
        if (of == null) {
            if (answers.hasLeftOver()) {
                // Half a word that nobody asked for.
                drop();
            }
        } else if (of.isOver()) {
            if (unreadLimit == null && !dropped) {
                if (of.isPaused()) {
                    channel().config().setAutoRead(true);
                }
                unreadLimit =
                        lane.loop()
                                .schedule(this::drop, LONGEST_UNREAD_MILLIS, TimeUnit.MILLISECONDS);
            }
        } else if (of.isStreamed() && !(answer instanceof Answer.Reason)) {
            deadline = System.nanoTime() + limit(of);
        }
    }

    private void look() {
        var of = call;
        var left = of != null && of.isPaused() ? tick : deadline - System.nanoTime();
        if (left > 0) {
            timer = lane.loop().schedule(look, Math.min(left, tick), TimeUnit.NANOSECONDS);
        } else {
            if (of != null) {
                var silence = answer == null ? "no answer in time" : "the provider fell silent";
                of.failed(new Failure(Kind.TIMED_OUT, silence));
            }
            drop();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        dropped = true;
        if (timer != null) {
            timer.cancel(false);
        }
        if (unreadLimit != null) {
            unreadLimit.cancel(false);
        }
        var of = call;
        call = null;
        if (of == null) {
            lane.forget(this);
        } else if (!of.isOver()) {
            // The provider closed it just as we used it again: it has processed nothing.
            if (carried > 1 && !answers.hasHeard() && of.mayGoAgain()) {
                lane.carryFresh(of);
            } else {
                of.failed(new Failure(Kind.BROKEN, "the connection broke"));
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable broken) {
        // Whatever it was, the call hears of it when the connection has gone.
        drop();
    }
}
