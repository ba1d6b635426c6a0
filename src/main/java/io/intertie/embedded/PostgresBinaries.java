package io.intertie.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// PostgreSQL's programs, unpacked once from the jar that brings them.
record PostgresBinaries(Path home) {
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    /// Where they lie once unpacked; the folder's name tells one version from another.
    static PostgresBinaries in(Path dist) {
        try {
            var connection = (JarURLConnection) archive().openConnection();
            String version = Long.toHexString(connection.getJarEntry().getCrc());
            return new PostgresBinaries(dist.resolve("postgresql-" + version));
        } catch (IOException e) {
            throw new MarketProblem("The archive of PostgreSQL cannot be read.", e);
        }
    }

    /// Unpacks on first use.
    void unpack() {
        if (Files.exists(home)) {
            return;
        }
        try (InputStream in = archive().openStream()) {
            Path dist = Files.createDirectories(home.getParent());
            Path fresh = Files.createTempDirectory(dist, "unpacking-");
            unpack(in, fresh);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new MarketProblem("PostgreSQL cannot be unpacked to " + home + ".", e);
        }
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static URL archive() {
        URL archive = PostgresBinaries.class.getResource(ARCHIVE);
        String processor = System.getProperty("os.arch");
        if (archive == null || !processor.equals("amd64")) {
            throw new MarketProblem(
                    "No PostgreSQL is shipped for %s: run one and set INTERTIE_DB_URL."
                            .formatted(processor));
        }
        return archive;
    }

    private static void unpack(InputStream archive, Path into) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    if ((entry.getMode() & 0100) != 0) {
                        Files.setPosixFilePermissions(
                                target, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
        }
    }
}
