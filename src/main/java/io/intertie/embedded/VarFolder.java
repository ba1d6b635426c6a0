package io.intertie.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The data folder of one market: what lies where, and who may work on it.
record VarFolder(Path root) {
    private static final List<String> DATA =
            List.of("postgres", "postgres.new", "keycloak", "usage", "intertie.env", "secrets");

    /// Makes the folder, readable by its owner only.
    static VarFolder at(Path root) {
        try {
            var ownerOnly = PosixFilePermissions.fromString("rwx------");
            if (!Files.exists(root)) {
                Files.createDirectories(root, PosixFilePermissions.asFileAttribute(ownerOnly));
            }
            Files.createDirectories(root.resolve("log"));
            Files.createDirectories(root.resolve("run"));
            return new VarFolder(root);
        } catch (IOException e) {
            throw new MarketProblem("The data folder %s cannot be made.".formatted(root), e);
        }
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    Path keycloak() {
        return root.resolve("keycloak");
    }

    Path log(String name) {
        return root.resolve("log").resolve(name + ".log");
    }

    Path run(String name) {
        return root.resolve("run").resolve(name);
    }

    Path pidFile(String name) {
        return run(name + ".pid");
    }

    /// The number that a process was started with; it may be dead since.
    Optional<Long> pid(String name) {
        try {
            return Optional.of(Long.valueOf(Files.readString(pidFile(name)).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    EnvFile sharedFile() {
        return new EnvFile(root.resolve("intertie.env"));
    }

    EnvFile secretsFile() {
        return new EnvFile(root.resolve("secrets"));
    }

    /// The options that the present launcher runs with.
    EnvFile optionsFile() {
        return new EnvFile(run("options.env"));
    }

    /// Deletes a market's data and nothing else that may lie here.
    void wipe() {
        DATA.forEach(name -> delete(root.resolve(name)));
    }

    /// The right to be the one market on this folder; the kernel takes it back from the dead.
    Optional<FileLock> lock() {
        try {
            @SuppressWarnings("resource") // closing the channel would give the lock back
            var channel =
                    FileChannel.open(
                            run("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                Optional<FileLock> lock = Optional.ofNullable(channel.tryLock());
                if (lock.isEmpty()) {
                    channel.close();
                }
                return lock;
            } catch (OverlappingFileLockException e) {
                channel.close();
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether somebody holds the lock.
    boolean isTaken() {
        Optional<FileLock> lock = lock();
        lock.ifPresent(VarFolder::release);
        return lock.isEmpty();
    }

    static void release(FileLock lock) {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes a file, a link or a folder with all it holds.
    static void delete(Path path) {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
