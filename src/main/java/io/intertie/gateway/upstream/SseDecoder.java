package io.intertie.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads server-sent events out of bytes that come in any pieces.
///
/// A line ends with LF or CRLF. The `data` lines of an event are joined by LF; comments and other
/// fields are skipped, and so are events without data.
final class SseDecoder {
    static final int LONGEST = 8 * 1024 * 1024;

    private static final byte[] EMPTY = {};
    private static final int FIELD = 0x64617461; // "data"
    private static final int BYTE_ORDER_MARK = 0xEFBBBF;

    private final Consumer<byte[]> events;

    /// The start of a line whose end is still to come.
    private byte[] held = EMPTY;

    private int heldLength;
    private byte @Nullable [] data;
    private boolean atStart = true;

    SseDecoder(Consumer<byte[]> events) {
        this.events = events;
    }

    /// Passes on each event that the bytes complete; false if a line or an event is too long.
    boolean decode(ByteBuf in) {
        while (in.isReadable()) {
            var length = in.bytesBefore((byte) '\n');
            if (length < 0) {
                return hold(in, in.readableBytes());
            }
            if (length > LONGEST - heldLength) {
                return false;
            }
            boolean fits;
            if (heldLength == 0) {
                fits = line(in, in.readerIndex(), length);
                in.skipBytes(length + 1);
            } else {
                hold(in, length);
                in.skipBytes(1);
                fits = heldLine();
            }
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /// The stream has ended well: a last event counts, even where its empty line is missing.
    boolean end() {
        var fits = heldLength == 0 || heldLine();
        dispatch();
        return fits;
    }

    private boolean hold(ByteBuf in, int length) {
        if (length > LONGEST - heldLength) {
            return false;
        }
        if (heldLength + length > held.length) {
            var larger = Math.max(heldLength + length, Math.min(LONGEST, held.length * 2));
            held = Arrays.copyOf(held, larger);
        }
        in.readBytes(held, heldLength, length);
        heldLength += length;
        return true;
    }

    private boolean heldLine() {
        var fits = line(Unpooled.wrappedBuffer(held), 0, heldLength);
        heldLength = 0;
        held = EMPTY;
        return fits;
    }

    private boolean line(ByteBuf in, int from, int length) {
        var start = from;
        var end = from + length;
        if (end > start && in.getByte(end - 1) == '\r') {
            end--;
        }
        if (atStart) {
            atStart = false;
            if (end - start >= 3 && in.getUnsignedMedium(start) == BYTE_ORDER_MARK) {
                start += 3;
            }
        }
        if (start == end) {
            dispatch();
            return true;
        }
        var isData = end - start >= 4 && in.getInt(start) == FIELD;
        if (!isData || (end - start > 4 && in.getByte(start + 4) != ':')) {
            return true;
        }
        start = Math.min(end, start + 5);
        if (start < end && in.getByte(start) == ' ') {
            start++;
        }
        return add(in, start, end - start);
    }

    private boolean add(ByteBuf in, int start, int length) {
        var before = data;
        if (before == null) {
            data = new byte[length];
            in.getBytes(start, data);
            return true;
        }
        if (length >= LONGEST - before.length) {
            return false;
        }
        var joined = Arrays.copyOf(before, before.length + 1 + length);
        joined[before.length] = '\n';
        in.getBytes(start, joined, before.length + 1, length);
        data = joined;
        return true;
    }

    private void dispatch() {
        var event = data;
        data = null;
        if (event != null && event.length > 0) {
            events.accept(event);
        }
    }
}
