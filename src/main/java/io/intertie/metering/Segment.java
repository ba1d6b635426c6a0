package io.intertie.metering;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A file of the log that is written to, with how many of its records are not on the books.
final class Segment {
    private static final Logger LOG = Logger.getLogger(Segment.class.getName());
    // A flush into room that the file has already does not wait for the file system's journal.
    private static final int ROOM = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    // One stands for being written to.
    private final AtomicInteger pending = new AtomicInteger(1);
    private long end;
    private long room;

    Segment(Path path) throws IOException {
        this.path = path;
        this.channel =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /// How long it is, without the room behind its records.
    long size() {
        return end;
    }

    /// Some records more are in it and not on the books.
    void expect(int records) {
        pending.addAndGet(records);
    }

    /// Writes a frame that is durable when this returns.
    void write(ByteBuffer frame) throws IOException {
        if (end + frame.remaining() > room) {
            room = end + frame.remaining() + ROOM;
            write(ByteBuffer.allocate((int) (room - end)), end);
        }
        end = write(frame, end);
        channel.force(false);
    }

    private long write(ByteBuffer bytes, long from) throws IOException {
        var at = from;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        return at;
    }

    /// Ends the writing, and leaves no room behind the records.
    void close() throws IOException {
        if (channel.isOpen()) {
            channel.truncate(end);
            channel.close();
        }
    }

    /// A record is on the books, or the file is not written to any more; it goes with the last.
    void settled() {
        if (pending.decrementAndGet() == 0) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException stays) {
                // It is read once more at the next start, and changes nothing.
                LOG.log(Level.WARNING, path + " could not be deleted", stays);
            }
        }
    }
}
