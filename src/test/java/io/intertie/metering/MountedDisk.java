package io.intertie.metering;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Set;

/// The machine's file system with another disk below it.
final class MountedDisk extends FileSystem {
    private final FileSystem machine;
    private final FileSystemProvider disk;

    MountedDisk(FileSystem machine, FileSystemProvider disk) {
        this.machine = machine;
        this.disk = disk;
    }

    @Override
    public FileSystemProvider provider() {
        return disk;
    }

    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return machine.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return machine.getRootDirectories();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return machine.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return machine.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
        return machine.getPath(first, more);
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        return machine.getPathMatcher(pattern);
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return machine.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
