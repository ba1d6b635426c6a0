package io.intertie.gateway.front;

import io.intertie.gateway.wire.ModelRequest;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.Optional;

/// A request's body while it arrives, counted against its own limit and that of the node.
///
/// It grows with what has come, whatever length was announced.
final class RequestBody {
    private static final int FIRST = 16 * 1024;
    private static final byte[] NONE = {};

    private final BodyRoom room;
    private final long announced;
    private byte[] bytes = NONE;
    private int size;

    /// @param announced the length that its head tells, negative if none
    RequestBody(BodyRoom room, long announced) {
        this.room = room;
        this.announced = announced;
    }

    /// Takes some more of it, or tells why not.
    Optional<Refusal> add(ByteBuf part) {
        var wanted = (long) size + part.readableBytes();
        if (wanted > ModelRequest.LARGEST) {
            return Optional.of(Refusal.TOO_LARGE);
        }
        if (wanted > bytes.length && !grow((int) wanted)) {
            return Optional.of(Refusal.CROWDED);
        }
        var length = part.readableBytes();
        part.readBytes(bytes, size, length);
        size += length;
        return Optional.empty();
    }

    private boolean grow(int wanted) {
        var length = Math.max(wanted, Math.max(FIRST, bytes.length * 2));
        var ceiling = announced < 0 ? ModelRequest.LARGEST : (int) announced;
        var longer = Math.max(wanted, Math.min(length, ceiling));
        if (!room.take(longer - bytes.length)) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, longer);
        return true;
    }

    int size() {
        return size;
    }

    byte[] whole() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    /// Nobody needs it any more.
    void release() {
        room.give(bytes.length);
        bytes = NONE;
        size = 0;
    }
}
