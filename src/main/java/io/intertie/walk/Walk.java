package io.intertie.walk;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// One completion, to the payout: a real upstream is listed, bought, called streamed and not; the
/// window closes, a second admin approves, the bank file is written, and the books are in balance.
public final class Walk {
    /// Where the market is, who walks, and which OpenAI-compatible server is listed.
    ///
    /// `upstreamKey` is empty when the upstream asks for none.
    public record Route(
            URI market,
            URI gateway,
            String buyerKey,
            String providerKey,
            String adminKey,
            String secondAdminKey,
            URI upstream,
            String upstreamModel,
            String upstreamKey) {}

    private final Route route;
    private final Path folder;
    private final PrintStream out;

    public Walk(Route route, Path folder, PrintStream out) {
        this.route = route;
        this.folder = folder;
        this.out = out;
    }

    /// Reads the route from the environment, as `deploy/walk` sets it, and walks it.
    public static void main(String[] arguments) throws IOException {
        var environment = System.getenv();
        var route =
                new Route(
                        URI.create(needed(environment, "INTERTIE_URL")),
                        URI.create(needed(environment, "INTERTIE_GATEWAY_URL")),
                        needed(environment, "INTERTIE_BUYER_MANAGEMENT_KEY"),
                        needed(environment, "INTERTIE_PROVIDER_MANAGEMENT_KEY"),
                        needed(environment, "INTERTIE_ADMIN_MANAGEMENT_KEY"),
                        needed(environment, "INTERTIE_ADMIN2_MANAGEMENT_KEY"),
                        URI.create(needed(environment, "WALK_UPSTREAM")),
                        needed(environment, "WALK_UPSTREAM_MODEL"),
                        environment.getOrDefault("WALK_UPSTREAM_KEY", ""));
        try {
            new Walk(route, Path.of(needed(environment, "WALK_FOLDER")), System.out).run();
        } catch (WalkFailed failed) {
            System.err.println("The walk ended: " + failed.getMessage());
            System.exit(1);
        }
    }

    private static String needed(Map<String, String> environment, String name) {
        var value = environment.get(name);
        if (value == null) {
            throw new WalkFailed(name + " is not set");
        }
        return value;
    }

    /// Walks; what it prints was read from the market.
    public void run() throws IOException {
        var supply = new Supplying(route, out);
        var listing = supply.list();
        var demand = new Buying(route, listing, out);
        demand.subscribeAndFund();
        demand.callOnce();
        demand.callStreamed();
        demand.callUntilWorthPaying();
        var file = new Settling(route, out).closeApproveAndPay(listing);
        Files.createDirectories(folder);
        var target = folder.resolve("pain.001.xml");
        Files.writeString(target, file);
        out.println("   written to " + target);
        new Balancing(route, out).check();
    }
}
