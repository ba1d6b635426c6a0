package io.intertie.catalog;

import io.intertie.platform.http.OutboundAddresses;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;

/// What an endpoint must be before the market ever connects to it: hostile until proven otherwise.
@ApplicationScoped
class EndpointRules {
    private final OutboundAddresses addresses;

    @Inject
    EndpointRules(OutboundAddresses addresses) {
        this.addresses = addresses;
    }

    /// @throws Problem at the field `endpoint`
    void check(URI endpoint) {
        refuseIf(
                endpoint.toString().length() > 500,
                Wording.of("endpoint.long", "The endpoint is longer than 500 characters."));
        refuseIf(
                endpoint.getHost() == null,
                Wording.of("endpoint.host", "The endpoint needs a host."));
        refuseIf(
                endpoint.getRawUserInfo() != null,
                Wording.of("endpoint.user", "The endpoint must not hold a user or password."));
        refuseIf(
                endpoint.getRawFragment() != null || endpoint.getRawQuery() != null,
                Wording.of("endpoint.query", "The endpoint must not hold a query or a fragment."));
        refuseIf(
                endpoint.getPort() == 0 || endpoint.getPort() > 65_535,
                Wording.of("endpoint.port", "There is no such port."));
        refuseIf(
                !isPlainPath(endpoint.getRawPath()),
                Wording.of("endpoint.path", "The endpoint must end in /v1."));
        var resolved = addresses.resolve(endpoint.getHost());
        boolean local = resolved.stream().allMatch(InetAddress::isLoopbackAddress);
        boolean secure = "https".equalsIgnoreCase(endpoint.getScheme());
        boolean plain = "http".equalsIgnoreCase(endpoint.getScheme());
        refuseIf(
                !secure && !(plain && local),
                Wording.of("endpoint.https", "The endpoint must be https."));
    }

    private static boolean isPlainPath(String path) {
        return path.endsWith("/v1")
                && path.matches("(/[A-Za-z0-9._~-]+)+")
                && !path.matches(".*/\\.\\.?/.*");
    }

    private static void refuseIf(boolean fault, Wording message) {
        if (fault) {
            throw Problem.field("endpoint", message);
        }
    }
}
