package io.intertie.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundAddressesTable {
    private static final OutboundAddresses STRICT = OutboundAddresses.of(false);
    private static final OutboundAddresses DEVELOPMENT = OutboundAddresses.of(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                // this network, private, carrier-grade NAT, link-local and its metadata service
                "0.0.0.0",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "100.127.255.255",
                "169.254.169.254",
                "169.254.0.1",
                // protocol assignments, documentation, benchmarks, old relays
                "192.0.0.170",
                "192.0.2.1",
                "198.51.100.1",
                "203.0.113.1",
                "198.18.0.1",
                "192.88.99.1",
                // multicast, reserved, broadcast
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                // the same in IPv6: unspecified, unique local, link-local, multicast
                "::",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                // IPv4 in disguise: mapped, compatible, NAT64, 6to4, Teredo
                "::ffff:10.0.0.1",
                "::ffff:8.8.8.8",
                "::ffff:a00:1",
                "::8.8.8.8",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "2002:a00:1::",
                "2001:0:a00:1::",
                // documentation, the cloud's metadata over IPv6, a zone
                "2001:db8::1",
                "3fff::1",
                "fd00:ec2::254",
                "fe80::1%1",
                // the host as a URI gives it
                "[fc00::1]",
                "[::ffff:10.0.0.1]"
            })
    @Tag("lesson-28")
    void anAddressThatLeadsInsideIsRefusedAlwaysToo(String host) {
        refused(STRICT, host);
        refused(DEVELOPMENT, host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "0177.0.0.1",
                "017700000001",
                "127.1",
                "10.1",
                "1.2.3",
                "1.2.3.4.5",
                "0xA9.0xFE.0xA9.0xFE",
                "0251.0376.0251.0376",
                "8.8.8.08",
                "256.1.1.1",
                "8.8.8.8.",
                "a.0x7f",
                "example.1"
            })
    void aNumberThatIsNoPlainAddressIsRefused(String host) {
        refused(STRICT, host);
        refused(DEVELOPMENT, host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "exa mple.com", "a..b", ".example.com", "user@example.com",
                "example.com:80", "example.com/x", "[::1", "bücher.example", "a%2eb", "-a.com"
            })
    void whatIsNoHostIsRefused(String host) {
        refused(STRICT, host);
        refused(DEVELOPMENT, host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.255.255.254", "::1", "[::1]", "localhost"})
    void loopbackIsForDevelopmentOnly(String host) {
        refused(STRICT, host);
        assertTrue(DEVELOPMENT.resolve(host).stream().allMatch(InetAddress::isLoopbackAddress));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8", "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255",
                "100.128.0.0", "172.15.255.255", "172.32.0.0", "169.253.0.1", "192.167.0.1",
                "223.255.255.255", "2606:4700:4700::1111", "[2a00:1450:4001::1]"
            })
    void aPublicAddressIsAllowed(String host) {
        assertEquals(1, STRICT.resolve(host).size());
        assertEquals(1, DEVELOPMENT.resolve(host).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "fc00::1", "169.254.169.254"})
    void anAddressIsCheckedAgainWhereItIsConnectedTo(String address) {
        assertFalse(STRICT.isAllowed(InetAddress.ofLiteral(address)));
    }

    private static void refused(OutboundAddresses addresses, String host) {
        var problem = assertThrows(Problem.class, () -> addresses.resolve(host), host);
        assertEquals(ProblemType.UNPROCESSABLE, problem.type());
        assertTrue(problem.fields().containsKey("endpoint"));
    }
}
