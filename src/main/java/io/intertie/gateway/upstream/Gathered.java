package io.intertie.gateway.upstream;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// Bytes of a body, gathered up to a limit.
final class Gathered {
    /// A stranger's word for a body's length is believed up to here.
    private static final int BELIEVED = 256 * 1024;

    private final int most;
    private byte[] bytes;
    private int length;

    Gathered(int most, long announced) {
        this.most = most;
        bytes = new byte[Math.clamp(announced, 0, Math.min(most, BELIEVED))];
    }

    /// Takes what there is; false if it is more than the limit.
    boolean add(ByteBuf more) {
        var size = more.readableBytes();
        if (size > most - length) {
            return false;
        }
        if (length + size > bytes.length) {
            var larger = Math.max(length + size, Math.min(most, bytes.length * 2));
            bytes = Arrays.copyOf(bytes, larger);
        }
        more.readBytes(bytes, length, size);
        length += size;
        return true;
    }

    byte[] bytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
