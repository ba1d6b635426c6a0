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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

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
    private static final int FULL = 4 << 20;
    private static final int MOST_AT_ONCE = 4_096;
    // A flush takes more of the processor than all else of a request, so those that come within a
    // moment share one; a request that comes alone does not wait for others. Where many share one,
    // each waits longer for the processor than for the flush, and more may share it.
    private static final long GATHERING = TimeUnit.MICROSECONDS.toNanos(1_000);
    private static final long CROWD_GATHERING = TimeUnit.MICROSECONDS.toNanos(2_500);
    private static final int CROWD = 8;
    private static final long LULL = TimeUnit.MICROSECONDS.toNanos(2_000);
    private static final long STALLED = TimeUnit.SECONDS.toNanos(1);

    private final Path folder;
    private final FileChannel lock;
    private final UUID nodeId;
    private final List<Path> old;
    private final LinkedBlockingQueue<Append> queue = new LinkedBlockingQueue<>();
    private final Thread writer;
    private volatile Optional<IOException> broken = Optional.empty();
    private volatile boolean closed;
    // When the oldest of what the writer has taken up came; 0 while that is nothing.
    private volatile long openSince;
    private Segment segment;

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
        private final long cameAt = System.nanoTime();
        private final CompletableFuture<Kept> kept = new CompletableFuture<>();

        Append(UsageRecords.Rated rated) {
            this(UsageFormat.bytes(rated));
        }

        private Append(byte[] bytes) {
            this.bytes = bytes;
        }

        /// Wakes the writer to see that the log is closed. An interrupt would shut the file amid a
        /// flush.
        static Append nothing() {
            return new Append(new byte[0]);
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
        if ((closed || broken.isPresent()) && queue.remove(append)) {
            append.kept.completeExceptionally(why());
        }
        return append.kept;
    }

    /// Whether what is not durable yet has waited for longer than that, or always will.
    boolean isBehind(Duration most) {
        var now = System.nanoTime();
        // The writer itself may be kept from taking up what waits. Looked at first: what it takes
        // up meanwhile is open then, where the other way round neither would tell of it.
        var waiting = queue.peek();
        var since = openSince;
        return closed
                || broken.isPresent()
                || (since != 0 && now - since > most.toNanos())
                || (waiting != null && now - waiting.cameAt > most.toNanos());
    }

    /// Whether a flush has been under way for so long that nobody should wait for the next one.
    boolean isStalled() {
        var since = openSince;
        return since != 0 && System.nanoTime() - since > STALLED;
    }

    boolean isBroken() {
        return broken.isPresent();
    }

    private IOException why() {
        return broken.orElseGet(() -> new IOException("the log is closed"));
    }

    private void refuse() {
        for (var append = queue.poll(); append != null; append = queue.poll()) {
            append.kept.completeExceptionally(why());
        }
    }

    private void write() {
        var group = new ArrayList<Append>();
        var isCrowded = false;
        while (!closed) {
            try {
                var free = System.nanoTime();
                var first = queue.take();
                openSince = first.cameAt;
                group.add(first);
                if (System.nanoTime() - free < LULL && !closed) {
                    LockSupport.parkNanos(isCrowded ? CROWD_GATHERING : GATHERING);
                }
                queue.drainTo(group, MOST_AT_ONCE - 1);
                isCrowded = group.size() >= CROWD;
                if (closed) {
                    group.removeIf(append -> append.bytes.length == 0);
                }
                if (!group.isEmpty()) {
                    write(group);
                }
                openSince = 0;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                break;
            } catch (IOException failed) {
                // After a failed fsync nobody knows what is on the disk: not another word on it.
                broken = Optional.of(failed);
                break;
            }
            group.clear();
        }
        queue.addAll(group);
        refuse();
    }

    private void write(List<Append> group) throws IOException {
        if (segment.size() >= FULL) {
            turn();
        }
        var open = segment;
        open.expect(group.size());
        var records = new ArrayList<byte[]>(group.size());
        group.forEach(append -> records.add(append.bytes));
        open.write(Segments.frame(records));
        for (var append : group) {
            append.kept.complete(new Kept(open));
        }
    }

    private void turn() throws IOException {
        var full = segment;
        segment = new Segment(Segments.next(folder));
        begin(segment);
        full.close();
        // The one that stood for being written to.
        full.settled();
    }

    private void begin(Segment fresh) throws IOException {
        fresh.write(ByteBuffer.wrap(Segments.header()));
        Segments.sync(folder);
    }

    /// Ends the writing; what is not on the books waits in the folder for the next run.
    @Override
    public void close() throws IOException {
        closed = true;
        queue.add(Append.nothing());
        try {
            writer.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        segment.close();
        if (broken.isEmpty()) {
            segment.settled();
        }
        lock.close();
    }
}
