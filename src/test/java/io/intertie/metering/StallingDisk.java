package io.intertie.metering;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A folder of the machine's own, on a disk whose flushes do not end while it is stalled.
final class StallingDisk extends FileSystemProvider {
    private final FileSystemProvider real;
    private final FileSystem mounted;
    private volatile CountDownLatch going = new CountDownLatch(0);

    private StallingDisk(FileSystem machine) {
        real = machine.provider();
        mounted = new MountedDisk(machine, this);
    }

    /// A folder, and the disk that it is seen on.
    record Mount(StallingDisk disk, Path folder) {
        static Mount of(Path folder) {
            var disk = new StallingDisk(folder.getFileSystem());
            return new Mount(disk, disk.seen(folder));
        }
    }

    /// A while in which no flush ends.
    record Stall(StallingDisk disk) implements AutoCloseable {
        void begin() {
            disk.going = new CountDownLatch(1);
        }

        /// All flushes end.
        void end() {
            disk.going.countDown();
        }

        @Override
        public void close() {
            end();
        }
    }

    void flush() throws IOException {
        try {
            going.await();
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    /// How paths of this disk are told from the machine's.
    private interface Seen {
        Path real();
    }

    private Path seen(Path path) {
        return (Path)
                Proxy.newProxyInstance(
                        StallingDisk.class.getClassLoader(),
                        new Class<?>[] {Path.class, Seen.class},
                        (_, method, arguments) ->
                                switch (method.getName()) {
                                    case "real" -> path;
                                    case "getFileSystem" -> mounted;
                                    default -> step(path, method, arguments);
                                });
    }

    private @Nullable Object step(Path path, Method method, Object @Nullable [] arguments)
            throws Throwable {
        var plain = arguments == null ? new Object[0] : arguments.clone();
        for (int at = 0; at < plain.length; at++) {
            plain[at] = plain[at] instanceof Seen one ? one.real() : plain[at];
        }
        try {
            var result = method.invoke(path, plain);
            return result instanceof Path there ? seen(there) : result;
        } catch (InvocationTargetException failed) {
            throw failed.getTargetException();
        }
    }

    private static Path real(Path path) {
        return path instanceof Seen seen ? seen.real() : path;
    }

    @Override
    public FileChannel newFileChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        var channel = real.newFileChannel(real(path), options, attributes);
        return path.toString().endsWith(".usage") ? new StallingFile(channel, this) : channel;
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return real.newByteChannel(real(path), options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
            Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
        return real.newDirectoryStream(real(folder), filter);
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        real.createDirectory(real(folder), attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        real.delete(real(path));
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) throws IOException {
        real.copy(real(from), real(to), options);
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        real.move(real(from), real(to), options);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return real.isSameFile(real(one), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return real.isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return real.getFileStore(real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        real.checkAccess(real(path), modes);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return real.getFileAttributeView(real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
            Path path, Class<A> type, LinkOption... options) throws IOException {
        return real.readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
            throws IOException {
        return real.readAttributes(real(path), names, options);
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options)
            throws IOException {
        real.setAttribute(real(path), name, value, options);
    }

    @Override
    public String getScheme() {
        return "stalling";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }
}
