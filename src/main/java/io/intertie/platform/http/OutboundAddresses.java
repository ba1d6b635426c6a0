package io.intertie.platform.http;

import io.intertie.platform.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Where the market may connect to when a stranger has named the host: the public internet only.
///
/// Private, link-local, metadata, carrier-grade NAT, multicast, documentation and translated
/// addresses are refused, and so is a host of which any address is one of these. Whoever connects
/// uses an address that came from here, not the name again, or a second look-up could differ.
@ApplicationScoped
public class OutboundAddresses {
    private static final Pattern IPV4 =
            Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    // What a resolver may take for an IPv4 address: the last label is a decimal or hex number.
    private static final Pattern ENDS_IN_NUMBER =
            Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9a-fA-F]*)\\.?");
    private static final Pattern IPV6 = Pattern.compile("\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\\]?");
    private static final Pattern NAME =
            Pattern.compile(
                    "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?"
                            + "(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\\.?");

    // IANA's special-purpose registries; what is not globally reachable or may lead inside.
    private static final List<AddressBlock> REFUSED =
            blocks(
                    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12"
                            + " 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16"
                            + " 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3"
                            + " 2001::/23 2001:db8::/32 2002::/16 3fff::/20");
    private static final AddressBlock GLOBAL_IPV6 = AddressBlock.of("2000::/3");

    private final boolean loopbackAllowed;

    @Inject
    OutboundAddresses(Settings settings) {
        this(settings.upstreamLoopbackAllowed());
    }

    private OutboundAddresses(boolean loopbackAllowed) {
        this.loopbackAllowed = loopbackAllowed;
    }

    /// The rule without the settings: for a program outside the container.
    public static OutboundAddresses of(boolean loopbackAllowed) {
        return new OutboundAddresses(loopbackAllowed);
    }

    /// All addresses of a host, each of which may be connected to.
    ///
    /// @throws Problem at the field `endpoint` if the host is unknown or any address is refused
    public List<InetAddress> resolve(String host) {
        var addresses = lookedUp(host);
        for (var address : addresses) {
            if (!isAllowed(address)) {
                throw Problem.field(
                        "endpoint",
                        Wording.of(
                                "host.private",
                                "The host leads to an address that is not public: %s",
                                host));
            }
        }
        return addresses;
    }

    /// Whether the market may connect to the address.
    public boolean isAllowed(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return loopbackAllowed;
        }
        if (!(address instanceof Inet4Address) && !GLOBAL_IPV6.contains(address)) {
            return false;
        }
        return REFUSED.stream().noneMatch(block -> block.contains(address));
    }

    private static List<InetAddress> lookedUp(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        boolean literal6 = IPV6.matcher(name).matches();
        if (!literal6 && !isPlainHost(name)) {
            throw Problem.field(
                    "endpoint", Wording.of("host.malformed", "This is not a host: %s", host));
        }
        try {
            var addresses = List.of(InetAddress.getAllByName(name));
            // ::ffff:10.0.0.1 comes back as IPv4: an address in disguise, whatever it is.
            if (literal6 && addresses.stream().anyMatch(Inet4Address.class::isInstance)) {
                throw Problem.field(
                        "endpoint",
                        Wording.of("host.plain", "This is not a plain address: %s", host));
            }
            return addresses;
        } catch (UnknownHostException unknown) {
            throw Problem.field(
                    "endpoint", Wording.of("host.unknown", "The host cannot be found: %s", host));
        }
    }

    private static boolean isPlainHost(String name) {
        return ENDS_IN_NUMBER.matcher(name).matches()
                ? IPV4.matcher(name).matches()
                : NAME.matcher(name).matches();
    }

    private static List<AddressBlock> blocks(String all) {
        return Pattern.compile(" ").splitAsStream(all).map(AddressBlock::of).toList();
    }
}
