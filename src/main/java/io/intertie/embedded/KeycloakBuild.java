package io.intertie.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Keycloak after its own build step, which fits it to one kind of database; done once.
///
/// The unpacked distribution stays as it came: the build writes into a copy of the one folder that
/// it changes, and the result is moved into place whole.
record KeycloakBuild(Path home) {
    private static final List<String> OPTIONS =
            List.of("build", "--db=dev-file", "--health-enabled=true");

    /// Builds on first use; of two markets that begin at once, one builds and one waits.
    static KeycloakBuild in(Path dist, VarFolder folder, Terminal terminal) {
        Path unpacked = unpacked(dist);
        Path home = dist.resolve(unpacked.getFileName() + "-built");
        Path lock = dist.resolve("keycloak.lock");
        try (var channel =
                FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Given back with the channel, or by the kernel when this process dies.
            channel.lock();
            if (!Files.exists(home)) {
                terminal.busy("Keycloak", "is being built, once");
                Path fresh = dist.resolve(unpacked.getFileName() + "-building");
                VarFolder.delete(fresh);
                link(unpacked, fresh);
                build(fresh, folder);
                Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
            }
            return new KeycloakBuild(home);
        } catch (IOException e) {
            throw new MarketProblem("Keycloak cannot be built in " + dist + ".", e);
        }
    }

    /// A server's home with data of its own; all else is this build's.
    void furnish(Path server) {
        try {
            Files.createDirectories(server.resolve("data/import"));
            for (String part : List.of("lib", "conf", "providers", "themes")) {
                Path link = server.resolve(part);
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, home.resolve(part));
            }
        } catch (IOException e) {
            throw new MarketProblem("Keycloak's folder %s cannot be made.".formatted(server), e);
        }
    }

    /// What `bin/kc.sh` would run, without the shell between us and the process.
    static List<String> command(Path home, VarFolder folder, String heap, List<String> rest) {
        var flags =
                Stream.of(
                        Stream.of(
                                "-XX:TieredStopAtLevel=1",
                                "-Xms64m",
                                heap,
                                "-Duser.language=en",
                                "-Duser.country=US",
                                "-Dkc.home.dir=" + home,
                                "-Djboss.server.config.dir=" + home.resolve("conf"),
                                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                                        + "io.quarkus.bootstrap.forkjoin"
                                        + ".QuarkusForkJoinWorkerThreadFactory",
                                "-Dpicocli.disable.closures=true",
                                "-Dquarkus-log-max-startup-records=10000",
                                "--enable-native-access=ALL-UNNAMED"),
                        Stream.of("util", "util.concurrent", "security", "lang")
                                .map(each -> "--add-opens=java.base/java." + each + "=ALL-UNNAMED"),
                        Stream.of(
                                "-cp",
                                home.resolve("lib/quarkus-run.jar").toString(),
                                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"),
                        rest.stream());
        return Jvm.ofThisProcess()
                .command("keycloak", folder, flags.flatMap(each -> each).toList());
    }

    private static Path unpacked(Path dist) {
        try (Stream<Path> all = Files.list(dist)) {
            return all.filter(path -> path.getFileName().toString().matches("keycloak-[0-9.]+"))
                    .max(Path::compareTo)
                    .orElseThrow(() ->
                            new MarketProblem(
                                    "Keycloak is missing in %s: deploy/start fetches it."
                                            .formatted(dist)));
        } catch (IOException e) {
            throw new MarketProblem("%s is missing: deploy/start makes it.".formatted(dist), e);
        }
    }

    private static void link(Path unpacked, Path fresh) throws IOException {
        Files.createDirectories(fresh.resolve("lib/quarkus"));
        for (String part : List.of("conf", "providers", "themes", "lib/app", "lib/lib")) {
            Files.createSymbolicLink(fresh.resolve(part), unpacked.resolve(part));
        }
        Files.copy(unpacked.resolve("lib/quarkus-run.jar"), fresh.resolve("lib/quarkus-run.jar"));
        try (Stream<Path> generated = Files.list(unpacked.resolve("lib/quarkus"))) {
            generated.forEach(file -> copy(file, fresh.resolve("lib/quarkus")));
        }
    }

    private static void copy(Path file, Path folder) {
        try {
            Files.copy(file, folder.resolve(file.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void build(Path fresh, VarFolder folder) throws IOException {
        Path log = folder.log("keycloak-build");
        var builder = new ProcessBuilder(command(fresh, folder, "-Xmx512m", OPTIONS));
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Child.surround(builder.environment(), Map.of());
        Process process = builder.start();
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new MarketProblem(
                        "Keycloak's build ended (%d). From %s:\n%s"
                                .formatted(code, log, new LogTail(log).lastWords()));
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new MarketProblem("Interrupted while building Keycloak.", e);
        }
    }
}
