package io.intertie.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Payara Micro with the WAR at `/`: the portal.
final class Payara implements Part {
    // What the application needs to stop when the last answer has ended: jobs, log, connections.
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final MarketOptions options;
    private final VarFolder folder;
    private final Child child;

    Payara(MarketOptions options, VarFolder folder, Secrets secrets, Terminal terminal) {
        this.options = options;
        this.folder = folder;
        var spec =
                ChildSpec.server("payara", title(), command(), environment(options, secrets))
                        .withScratch(scratch())
                        .withGrace(options.drain().plus(CLOSING));
        this.child = new Child(spec, folder, new Deployed(healthUrl()), terminal);
    }

    @Override
    public String title() {
        return "portal";
    }

    @Override
    public String address() {
        return options.portalUrl();
    }

    @Override
    public void start() {
        Path war = options.project().resolve("target/intertie.war");
        if (!war.toFile().exists()) {
            throw new MarketProblem(war + " is missing: deploy/start builds it.");
        }
        child.start();
    }

    @Override
    public boolean isUp() {
        return HealthCheck.http(healthUrl()).passes();
    }

    @Override
    public void close() {
        child.close();
    }

    List<String> command() {
        var jvm = new ArrayList<String>();
        if (options.fastStart()) {
            jvm.add("-XX:TieredStopAtLevel=1");
        }
        // Netty's buffers are slower without; it goes on without once Java has taken it away.
        jvm.add("--sun-misc-unsafe-memory-access=allow");
        // The server unpacks itself into its temporary folder; a kill leaves that behind.
        jvm.add("-Djava.io.tmpdir=" + scratch());
        // Each request leaves twenty kilobytes of garbage: with half of the heap for them a
        // collection comes half as often, and what waits for the books has gone by the next one.
        jvm.addAll(List.of("-Xms64m", "-Xmx448m", "-XX:NewRatio=1"));
        // Tests look at each buffer for leaks; here one of so many is enough.
        jvm.add("-Dio.netty.leakDetection.samplingInterval=4096");
        jvm.add("-jar");
        jvm.add(options.dist().resolve("payara-micro.jar").toString());
        // --nohazelcast alone: with --nocluster beside it Hazelcast starts after all.
        jvm.addAll(List.of("--nohazelcast", "--disablephonehome"));
        // In a folder of its own making it would delete our classes at once when asked to stop, and
        // what is not loaded by then is missing while the last answers end. It must begin empty.
        jvm.addAll(List.of("--rootDir", scratch().resolve("root").toString()));
        jvm.addAll(List.of("--prebootcommandfile", deployed("preboot")));
        jvm.addAll(List.of("--logproperties", deployed("logging.properties")));
        jvm.addAll(List.of("--port", Integer.toString(options.ports().portal())));
        jvm.addAll(List.of("--contextroot", "/", "--deploy"));
        jvm.add(options.project().resolve("target/intertie.war").toString());
        return Jvm.ofThisProcess().command("payara", folder, jvm);
    }

    /// Every variable that the WAR reads; it refuses to start on one that it does not know.
    static Map<String, String> environment(MarketOptions options, Secrets secrets) {
        var environment = new LinkedHashMap<String, String>();
        var database = options.database().orElseGet(() -> Postgres.access(options, secrets));
        environment.put("INTERTIE_DB_URL", database.url());
        environment.put("INTERTIE_DB_USER", database.user());
        environment.put("INTERTIE_DB_PASSWORD", database.password());
        database.owner()
                .ifPresent(owner -> {
                    environment.put("INTERTIE_DB_OWNER", owner.user());
                    environment.put("INTERTIE_DB_OWNER_PASSWORD", owner.password());
                });
        var identity = options.identity().orElseGet(() -> Keycloak.access(options, secrets));
        environment.put("INTERTIE_OIDC_ISSUER", identity.issuer());
        environment.put("INTERTIE_OIDC_CLIENT_ID", Secrets.CLIENT_ID);
        environment.put("INTERTIE_OIDC_CLIENT_SECRET", identity.clientSecret());
        environment.put("INTERTIE_URL", options.portalUrl());
        environment.put("INTERTIE_GATEWAY_PORT", Integer.toString(options.ports().gateway()));
        environment.put("INTERTIE_GATEWAY_URL", options.gatewayUrl());
        environment.put(
                "INTERTIE_GATEWAY_DRAIN_SECONDS", Long.toString(options.drain().toSeconds()));
        environment.put("INTERTIE_MASTER_KEY", secrets.of("INTERTIE_MASTER_KEY"));
        environment.put("INTERTIE_USAGE_LOG", options.usageLog().toString());
        environment.put("INTERTIE_DEMO", "true");
        environment.put("INTERTIE_DEMO_API_KEY", secrets.of("INTERTIE_API_KEY"));
        for (String role : Secrets.MANAGERS) {
            environment.put(
                    "INTERTIE_DEMO_" + role + "_MANAGEMENT_KEY",
                    secrets.of(Secrets.managementKeyName(role)));
        }
        environment.put("INTERTIE_SANDBOX_URL", options.sandboxUrl());
        // A demonstration is looked at in minutes, and its endpoint is a simulator.
        environment.put("INTERTIE_CERTIFICATION_LOAD_SECONDS", "2");
        environment.put("INTERTIE_UPSTREAM_ALLOW_LOOPBACK", "true");
        environment.putAll(options.portal());
        return environment;
    }

    private String healthUrl() {
        return "http://127.0.0.1:%d/health/ready".formatted(options.ports().portal());
    }

    private Path scratch() {
        return folder.run("payara-tmp");
    }

    private String deployed(String name) {
        return options.project().resolve("deploy/payara").resolve(name).toString();
    }

    /// The server stays up, empty, when its application failed: then its health says so.
    private record Deployed(String url) implements HealthCheck {
        @Override
        public boolean passes() {
            return HealthCheck.answer(url).status() == 200;
        }

        @Override
        public boolean isHopeless(LogTail log) {
            // The log first: an application that is deployed in between is then not missed.
            return log.text().contains(") ready in ")
                    && HealthCheck.answer(url).body().contains("No Application deployed");
        }
    }
}
