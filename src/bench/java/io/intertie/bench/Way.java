package io.intertie.bench;

import java.net.URI;
import java.time.Duration;

/// A way to the mock: where it begins, and whose processor time it takes.
///
/// @param warmUp requests before anything is measured: a cold route costs ten times a warm one
/// @param requests of one round
record Way(String name, URI target, ProcessHandle process, int warmUp, int requests) {
    static final String NGINX = "nginx, a reverse proxy";
    static final String DIRECT = "no proxy at all";

    static Way of(String name, String url, ProcessHandle process, int warmUp, int requests) {
        return new Way(name, URI.create(url + "/v1"), process, warmUp, requests);
    }

    static Way of(String name, int port, ProcessHandle process, int warmUp, int requests) {
        return of(name, "http://127.0.0.1:" + port, process, warmUp, requests);
    }

    /// Processor time so far.
    Duration cpu() {
        var all = Machine.cpu(process);
        for (var child : process.children().toList()) {
            all = all.plus(Machine.cpu(child));
        }
        return all;
    }

    boolean isOurs() {
        return name.startsWith("Intertie");
    }

    boolean isPortkey() {
        return name.startsWith("Portkey");
    }
}
