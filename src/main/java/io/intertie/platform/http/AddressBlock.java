package io.intertie.platform.http;

import io.intertie.money.Check;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/// All addresses that begin with the same bits: `192.0.2.0/24`, `2001:db8::/32`; without a length
/// one address.
///
/// An IPv4 address that is written as IPv6 (`::ffff:192.0.2.1`) is that IPv4 address.
public record AddressBlock(InetAddress base, int bits) {
    private static final Pattern IPV4 =
            Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern LENGTH = Pattern.compile("0|[1-9]\\d{0,2}");
    private static final int MAPPED = 96;

    public AddressBlock {
        Check.that(bits >= 0 && bits <= size(base), "%s/%s", base, bits);
    }

    /// Reads a block as it is written; the bits behind its length must be zero.
    ///
    /// @throws IllegalArgumentException if it is none
    public static AddressBlock of(String text) {
        var slash = text.indexOf('/');
        var address = slash < 0 ? text : text.substring(0, slash);
        var isIpv6 = IPV6.matcher(address).matches();
        if (!isIpv6 && !IPV4.matcher(address).matches()) {
            throw new IllegalArgumentException("no address: " + text);
        }
        var base = InetAddress.ofLiteral(address);
        var bits = slash < 0 ? size(base) : length(text.substring(slash + 1));
        if (slash >= 0 && isIpv6 && size(base) == 32) {
            bits -= MAPPED;
        }
        if (bits < 0 || bits > size(base)) {
            throw new IllegalArgumentException("no length of a block: " + text);
        }
        var block = new AddressBlock(base, bits);
        if (!block.beginsAtItsBase()) {
            throw new IllegalArgumentException("bits behind the block's length: " + text);
        }
        return block;
    }

    private static int size(InetAddress address) {
        return address.getAddress().length * 8;
    }

    private static int length(String text) {
        if (!LENGTH.matcher(text).matches()) {
            throw new IllegalArgumentException("no length of a block: " + text);
        }
        return Integer.parseInt(text);
    }

    private boolean beginsAtItsBase() {
        var bytes = base.getAddress();
        for (int bit = bits; bit < bytes.length * 8; bit++) {
            if ((bytes[bit / 8] & 0x80 >> bit % 8) != 0) {
                return false;
            }
        }
        return true;
    }

    /// Whether an address lies in the block.
    public boolean contains(InetAddress address) {
        var ours = base.getAddress();
        var theirs = plain(address.getAddress());
        if (ours.length != theirs.length) {
            return false;
        }
        var whole = bits / 8;
        if (Arrays.mismatch(ours, 0, whole, theirs, 0, whole) >= 0) {
            return false;
        }
        return bits % 8 == 0 || ((ours[whole] ^ theirs[whole]) & 0xff00 >> bits % 8 & 0xff) == 0;
    }

    /// A socket may hand out IPv4 in the form of IPv6.
    private static byte[] plain(byte[] address) {
        if (address.length != 16 || address[10] != -1 || address[11] != -1) {
            return address;
        }
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return address;
            }
        }
        return Arrays.copyOfRange(address, 12, 16);
    }

    @Override
    public String toString() {
        return bits == size(base) ? base.getHostAddress() : base.getHostAddress() + "/" + bits;
    }
}
