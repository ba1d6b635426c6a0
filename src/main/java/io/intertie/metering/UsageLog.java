package io.intertie.metering;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A gateway node's own log: what it has served and not yet put on the books.
///
/// | file | holds |
/// |---|---|
/// | `node` | the node's id: whoever runs on this folder is this node |
/// | `lock` | nothing; locked while a process runs here |
/// | `0000000001.usage`, … | records, as [Segments] reads them |
///
/// **Always true** an append that has ended well survives a power cut: many of them share one
/// `fsync`. A file goes when all its records are on the books.
final class UsageLog implements Closeable {
    private static final Logger LOG = Logger.getLogger(UsageLog.class.getName());
    private static final int FULL = 4 << 20;
    private static final int MOST_AT_ONCE = 4_096;
    // Where several came together, more will: one flush for them costs less than one each, and a
    // request that comes alone does not wait.
    private static final long GATHERING = TimeUnit.MICROSECONDS.toNanos(500);

    private final Path folder;
    private final FileChannel lock;
    private final UUID nodeId;
    private final List<Path> old;
    private final LinkedBlockingQueue<Append> queue = new LinkedBlockingQueue<>();
    private final Thread writer;
    private volatile Optional<IOException> broken = Optional.empty();
    private volatile boolean closed;
    private Segment segment;

    /// A file that is written to, with how many of its records are not on the books.
    private static final class Segment {
        private final Path path;
        private final FileChannel channel;
        private final AtomicInteger pending = new AtomicInteger(1);

        Segment(Path path) throws IOException {
            this.path = path;
            this.channel =
                    FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }

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

    /// A record that is durable; it stays in the log until it is [#settled].
    static final class Kept {
        private final Segment segment;

        private Kept(Segment segment) {
            this.segment = segment;
        }

        /// The record is on the books: the log may forget it.
        void settled() {
            segment.settled();
        }
    }

    /// Written out by whoever appends it: what cannot be written is its own fault alone.
    private static final class Append {
        private final byte[] bytes;
        private final CompletableFuture<Kept> kept = new CompletableFuture<>();

        Append(UsageRecords.Rated rated) {
            this.bytes = UsageFormat.bytes(rated);
        }
    }

    private UsageLog(Path folder, FileChannel lock) throws IOException {
        this.folder = folder;
        this.lock = lock;
        this.nodeId = nodeId(folder);
        this.old = Segments.in(folder);
        this.segment = new Segment(Segments.next(folder));
        begin(segment);
        this.writer = Thread.ofPlatform().name("usage log").daemon().unstarted(this::write);
        writer.start();
    }

    /// Opens a node's folder, made if need be.
    ///
    /// @throws IOException if it cannot be written, or another process runs on it
    static UsageLog open(Path folder) throws IOException {
        Files.createDirectories(folder);
        var lock =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (!isLocked(lock)) {
                throw new IOException(folder + " is another node's");
            }
            return new UsageLog(folder, lock);
        } catch (IOException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException here) {
            return false;
        }
    }

    private static UUID nodeId(Path folder) throws IOException {
        var file = folder.resolve("node");
        if (!Files.exists(file)) {
            var begun = folder.resolve("node.new");
            Files.writeString(
                    begun,
                    UUID.randomUUID() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DSYNC);
            Files.move(begun, file);
            Segments.sync(folder);
        }
        return UUID.fromString(Files.readString(file).strip());
    }

    UUID nodeId() {
        return nodeId;
    }

    /// What earlier runs left, file by file in their order; the caller puts all of it on the books
    /// and then tells [#forget].
    ///
    /// @throws LogDamaged if a record is not as it was written
    List<UsageRecords.Rated> left() {
        var left = new ArrayList<UsageRecords.Rated>();
        for (var path : old) {
            left.addAll(Segments.read(path, path.equals(old.getLast())));
        }
        return left;
    }

    /// All that earlier runs left is on the books.
    void forget() {
        try {
            for (var path : old) {
                Files.deleteIfExists(path);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    /// Keeps a record; ends when it is durable, and badly if it is not known to be.
    CompletableFuture<Kept> append(UsageRecords.Rated rated) {
        var append = new Append(rated);
        queue.add(append);
        if (closed || broken.isPresent()) {
            refuse();
        }
        return append.kept;
    }

    boolean isBroken() {
        return broken.isPresent();
    }

    private void refuse() {
        var why = broken.orElseGet(() -> new IOException("the log is closed"));
        for (var append = queue.poll(); append != null; append = queue.poll()) {
            append.kept.completeExceptionally(why);
        }
    }

    private void write() {
        var group = new ArrayList<Append>();
        var isBusy = false;
        while (!closed) {
            try {
                group.add(queue.take());
                if (isBusy) {
                    LockSupport.parkNanos(GATHERING);
                }
                queue.drainTo(group, MOST_AT_ONCE - 1);
                isBusy = group.size() > 1;
                write(group);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                break;
            } catch (IOException failed) {
                // After a failed fsync nobody knows what is on the disk: not another word on it.
                broken = Optional.of(failed);
                group.forEach(append -> append.kept.completeExceptionally(failed));
                break;
            }
            group.clear();
        }
        refuse();
    }

    private void write(List<Append> group) throws IOException {
        if (segment.channel.size() >= FULL) {
            turn();
        }
        var open = segment;
        open.pending.addAndGet(group.size());
        var frame = Segments.frame(group.stream().map(append -> append.bytes).toList());
        while (frame.hasRemaining()) {
            open.channel.write(frame);
        }
        open.channel.force(false);
        for (var append : group) {
            append.kept.complete(new Kept(open));
        }
    }

    private void turn() throws IOException {
        var full = segment;
        segment = new Segment(Segments.next(folder));
        begin(segment);
        full.channel.close();
        // The one that stood for being written to.
        full.settled();
    }

    private void begin(Segment fresh) throws IOException {
        fresh.channel.write(ByteBuffer.wrap(Segments.header()));
        fresh.channel.force(true);
        Segments.sync(folder);
    }

    /// Ends the writing; what is not on the books waits in the folder for the next run.
    @Override
    public void close() throws IOException {
        closed = true;
        writer.interrupt();
        try {
            writer.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        segment.channel.close();
        if (broken.isEmpty()) {
            segment.settled();
        }
        lock.close();
    }
}
