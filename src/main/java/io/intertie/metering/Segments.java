package io.intertie.metering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/// The files of a node's log: a line that says what it is, then frames.
///
/// A frame is the length and the CRC-32C of what follows: the records that one `fsync` made
/// durable, each [UsageFormat]'s bytes after their length. A frame is begun when the one before is
/// durable, so only the last can be torn. What comes after the last is room for more, all zero; a
/// log that was closed has none.
final class Segments {
    private static final int OVERHEAD = 8;
    private static final Logger LOG = Logger.getLogger(Segments.class.getName());
    private static final String HEADER = "intertie usage 1\n";
    private static final String SUFFIX = ".usage";

    private Segments() {}

    static byte[] header() {
        return HEADER.getBytes(StandardCharsets.US_ASCII);
    }

    static List<Path> in(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
        }
    }

    /// The name of the next file.
    static Path next(Path folder) throws IOException {
        var last =
                in(folder).stream()
                        .map(file -> file.getFileName().toString().replace(SUFFIX, ""))
                        .mapToLong(Long::parseLong)
                        .max()
                        .orElse(0);
        return folder.resolve("%010d%s".formatted(last + 1, SUFFIX));
    }

    /// Makes a folder's new and gone files durable.
    static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Records as one frame.
    static ByteBuffer frame(List<byte[]> records) {
        var length = records.stream().mapToInt(record -> Integer.BYTES + record.length).sum();
        var frame = ByteBuffer.allocate(OVERHEAD + length).position(OVERHEAD);
        records.forEach(record -> frame.putInt(record.length).put(record));
        frame.flip();
        var crc = crc(frame.array(), OVERHEAD, length);
        return frame.putInt(0, length).putInt(Integer.BYTES, crc);
    }

    private static int crc(byte[] bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /// A file's records. The last frame of the newest may be torn: it was being written when the
    /// node stopped, and nobody was told that its records are kept.
    ///
    /// @throws LogDamaged if anything else is not as it was written
    static List<UsageRecords.Rated> read(Path file, boolean isNewest) {
        var bytes = bytes(file);
        var records = new ArrayList<UsageRecords.Rated>();
        var header = header();
        if (bytes.length < header.length && isNewest) {
            return records;
        }
        if (!Arrays.equals(Arrays.copyOf(bytes, header.length), header)) {
            throw new LogDamaged(file, 0, "it does not begin as a log");
        }
        var buffer = ByteBuffer.wrap(bytes).position(header.length);
        while (buffer.hasRemaining()) {
            var at = buffer.position();
            var length = frameLength(bytes, at);
            if (length == 0 && isRoom(bytes, at)) {
                break;
            }
            if (length == 0) {
                if (!isNewest || isFollowed(bytes, at)) {
                    throw new LogDamaged(file, at, "a checksum is wrong");
                }
                LOG.log(
                        Level.WARNING,
                        "{0} ends in {1} torn bytes: records that nobody was told of",
                        new Object[] {file, bytes.length - at});
                break;
            }
            buffer.position(at + OVERHEAD);
            while (buffer.position() < at + OVERHEAD + length) {
                var record = new byte[buffer.getInt()];
                buffer.get(record);
                records.add(parsed(file, at, record));
            }
        }
        return records;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// How long the frame at a place is; 0 where there is none as it was written.
    private static int frameLength(byte[] bytes, int at) {
        if (bytes.length - at < OVERHEAD) {
            return 0;
        }
        var buffer = ByteBuffer.wrap(bytes);
        var length = buffer.getInt(at);
        return length > 0
                        && length <= bytes.length - at - OVERHEAD
                        && buffer.getInt(at + Integer.BYTES) == crc(bytes, at + OVERHEAD, length)
                ? length
                : 0;
    }

    /// Whether nothing has been written from a place on.
    private static boolean isRoom(byte[] bytes, int from) {
        return IntStream.range(from, bytes.length).allMatch(at -> bytes[at] == 0);
    }

    /// Whether a whole frame comes after a broken place: then that is no torn end.
    private static boolean isFollowed(byte[] bytes, int broken) {
        for (int at = broken + 1; at + OVERHEAD < bytes.length; at++) {
            if (frameLength(bytes, at) > 0) {
                return true;
            }
        }
        return false;
    }

    private static UsageRecords.Rated parsed(Path file, int at, byte[] record) {
        try {
            return UsageFormat.rated(record);
        } catch (IllegalArgumentException unknown) {
            throw new LogDamaged(file, at, String.valueOf(unknown.getMessage()));
        }
    }
}
