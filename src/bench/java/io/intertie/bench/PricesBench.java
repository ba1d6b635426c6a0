package io.intertie.bench;

import io.intertie.platform.persistence.DurableServer;
import io.intertie.tariff.PricesBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/// From a verified tariff to the published prices of all of a site's listings: `deploy/bench
/// prices`.
public final class PricesBench {
    private PricesBench() {}

    public static void main(String... arguments) throws Exception {
        var listings = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "bench");
        try (var server = DurableServer.in(folder)) {
            measure(server, listings);
        } finally {
            Trash.empty(folder);
        }
    }

    private static void measure(DurableServer server, int listings) throws IOException {
        var load = Machine.load();
        var bed = new PricesBed(server.node(), Clock.systemUTC(), listings);
        var cpu = Machine.cpu();
        var start = System.nanoTime();
        var published = bed.changeTariff();
        var took = Duration.ofNanos(System.nanoTime() - start);
        var read = System.nanoTime();
        var offered = bed.offered();
        var reading = Duration.ofNanos(System.nanoTime() - read);
        if (published != listings || offered != 2 * listings) {
            throw new IllegalStateException(published + " published, " + offered + " offered");
        }
        System.out.printf(
                "`deploy/bench prices %d`: %d cores, load %s before and %s after, Java %s.%n%n",
                listings, Machine.cores(), load, Machine.load(), Machine.java());
        System.out.println("| what | figure | processor time |\n|---|---|---|");
        System.out.printf(
                "| a verified tariff, %,d listings priced anew and published | %s | %s |%n",
                listings, Figures.seconds(took), Figures.seconds(Machine.cpu().minus(cpu)));
        System.out.printf(
                "| their prices read into a gateway's snapshot | %s | |%n",
                Figures.seconds(reading));
    }
}
