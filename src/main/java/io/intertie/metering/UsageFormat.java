package io.intertie.metering;

import io.intertie.money.Currency;
import io.intertie.tariff.Band;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/// A rated record as bytes, for the node's log.
///
/// | field | as |
/// |---|---|
/// | version | one byte: 2 |
/// | ids | 16 bytes |
/// | counts, amounts, instants in microseconds | 8 bytes, the highest first |
/// | names and decimals | UTF-8 after its length in two bytes |
final class UsageFormat {
    private static final byte VERSION = 2;

    /// The bytes of all but two texts at most.
    private static final int MOST_BESIDE = 400;

    private UsageFormat() {}

    static byte[] bytes(UsageRecords.Rated rated) {
        var usage = rated.usage();
        var energy = usage.energyWattHours().toString();
        // Names of ours are of ASCII; a provider's reason has three bytes a letter at most.
        var room = MOST_BESIDE + energy.length() + 3 * usage.finishReason().length();
        var out = ByteBuffer.allocate(room);
        out.put(VERSION);
        write(out, usage, energy);
        out.putLong(rated.charge().buyerPico());
        out.putLong(rated.charge().providerPico());
        return Arrays.copyOf(out.array(), out.position());
    }

    private static void write(ByteBuffer out, UsageRecord usage, String energy) {
        write(out, usage.requestId());
        write(out, usage.buyerId());
        write(out, usage.apiKeyId());
        write(out, usage.listingId());
        write(out, usage.modelId());
        write(out, usage.providerId());
        write(out, usage.priceVersionId());
        write(out, usage.band().name());
        write(out, usage.quoteId().isPresent());
        usage.quoteId().ifPresent(quote -> write(out, quote));
        write(out, usage.buyerCurrency().code());
        write(out, usage.providerCurrency().code());
        out.putLong(usage.tokens().input());
        out.putLong(usage.tokens().cachedInput());
        out.putLong(usage.tokens().output());
        out.putLong(usage.tokens().reasoning());
        write(out, usage.countedBy().name());
        write(out, usage.streamed());
        write(out, usage.state().name());
        write(out, usage.finishReason());
        write(out, energy);
        out.putLong(usage.firstTokenMillis());
        out.putLong(usage.durationMillis());
        write(out, usage.admittedAt());
        write(out, usage.servedAt());
    }

    private static void write(ByteBuffer out, UUID id) {
        out.putLong(id.getMostSignificantBits());
        out.putLong(id.getLeastSignificantBits());
    }

    private static void write(ByteBuffer out, boolean is) {
        out.put((byte) (is ? 1 : 0));
    }

    private static void write(ByteBuffer out, Instant at) {
        out.putLong(Math.addExact(at.getEpochSecond() * 1_000_000, at.getNano() / 1_000));
    }

    /// As `DataInput` reads it: its length in two bytes, then UTF-8 of each `char` by itself.
    private static void write(ByteBuffer out, String text) {
        var start = out.position();
        out.position(start + 2);
        for (int at = 0; at < text.length(); at++) {
            var c = text.charAt(at);
            if (c > 0 && c < 0x80) {
                out.put((byte) c);
            } else if (c < 0x800) {
                out.put((byte) (0xc0 | (c >> 6)));
                out.put((byte) (0x80 | (c & 0x3f)));
            } else {
                out.put((byte) (0xe0 | (c >> 12)));
                out.put((byte) (0x80 | ((c >> 6) & 0x3f)));
                out.put((byte) (0x80 | (c & 0x3f)));
            }
        }
        var length = out.position() - start - 2;
        if (length > 0xffff) {
            throw new IllegalArgumentException("a text of " + length + " bytes in a usage record");
        }
        out.putShort(start, (short) length);
    }

    /// @throws IllegalArgumentException if the bytes are no record of this version
    static UsageRecords.Rated rated(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("a usage record of version " + version);
            }
            var usage = usage(in);
            var charge =
                    new Charge(
                            usage.requestId(),
                            usage.buyerCurrency(),
                            in.readLong(),
                            usage.providerCurrency(),
                            in.readLong());
            return new UsageRecords.Rated(usage, charge, Optional.empty());
        } catch (IOException tooShort) {
            throw new IllegalArgumentException("a usage record is cut off", tooShort);
        }
    }

    private static UsageRecord usage(DataInputStream in) throws IOException {
        return new UsageRecord(
                id(in),
                id(in),
                id(in),
                id(in),
                id(in),
                id(in),
                id(in),
                Band.valueOf(in.readUTF()),
                in.readBoolean() ? Optional.of(id(in)) : Optional.empty(),
                Currency.of(in.readUTF()),
                Currency.of(in.readUTF()),
                new TokenCount(in.readLong(), in.readLong(), in.readLong(), in.readLong()),
                UsageRecord.CountedBy.valueOf(in.readUTF()),
                in.readBoolean(),
                UsageRecord.State.valueOf(in.readUTF()),
                in.readUTF(),
                new BigDecimal(in.readUTF()),
                in.readLong(),
                in.readLong(),
                instant(in),
                instant(in));
    }

    private static UUID id(DataInputStream in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    private static Instant instant(DataInputStream in) throws IOException {
        var micros = in.readLong();
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000L);
    }
}
