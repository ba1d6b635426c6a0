package io.intertie.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBlockTable {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24,          192.0.2.0,          true",
        "192.0.2.0/24,          192.0.2.255,        true",
        "192.0.2.0/24,          192.0.3.0,          false",
        "192.0.2.128/25,        192.0.2.127,        false",
        "192.0.2.128/25,        192.0.2.128,        true",
        "192.0.2.4/30,          192.0.2.7,          true",
        "192.0.2.4/30,          192.0.2.8,          false",
        "192.0.2.7,             192.0.2.7,          true",
        "192.0.2.7,             192.0.2.6,          false",
        "0.0.0.0/0,             203.0.113.9,        true",
        "0.0.0.0/0,             2001:db8::1,        false",
        "::/0,                  2001:db8::1,        true",
        "::/0,                  203.0.113.9,        false",
        "2001:db8::/32,         2001:db8:ffff::1,   true",
        "2001:db8::/32,         2001:db9::1,        false",
        "2001:db8:0:8000::/49,  2001:db8:0:7fff::,  false",
        "2001:db8:0:8000::/49,  2001:db8:0:ffff::,  true",
        "2001:db8::7,           2001:db8::7,        true",
        "::ffff:192.0.2.0/120,  192.0.2.9,          true",
        "::ffff:192.0.2.0/120,  192.0.3.9,          false",
        "::ffff:192.0.2.9,      192.0.2.9,          true",
    })
    void anAddressLiesInABlockOrNot(String block, String address, boolean isIn) {
        var from = InetAddress.ofLiteral(address);
        assertEquals(isIn, AddressBlock.of(block).contains(from));
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3, true", "10.2.0.0, false"})
    void ipv4ThatCameOverAnIpv6SocketIsThatIpv4(String address, boolean isIn) throws Exception {
        var mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        System.arraycopy(InetAddress.ofLiteral(address).getAddress(), 0, mapped, 12, 4);
        // With a scope the class keeps its sixteen bytes.
        var from = Inet6Address.getByAddress(null, mapped, 0);
        assertEquals(16, from.getAddress().length);
        assertEquals(isIn, AddressBlock.of("10.1.0.0/16").contains(from));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "10.0.0.1/8",
                "10.0.0",
                "10.1/16",
                "256.0.0.0/8",
                "010.0.0.0/8",
                "2001:db8::/129",
                "2001:db8::1/32",
                "::ffff:10.0.0.0/95",
                "fe80::1%eth0",
                "example.org",
                "localhost",
                "10.0.0.0/8,11.0.0.0/8",
                "10.0.0.0/8 ",
            })
    void whatIsNoBlockIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> AddressBlock.of(text));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8, 10.0.0.0/8", "10.0.0.7, 10.0.0.7", "10.0.0.7/32, 10.0.0.7"})
    void aBlockIsWrittenAsItIsRead(String text, String written) {
        assertEquals(written, AddressBlock.of(text).toString());
        assertEquals(AddressBlock.of(text), AddressBlock.of(written));
    }
}
