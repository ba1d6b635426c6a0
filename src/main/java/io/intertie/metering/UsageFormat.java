package io.intertie.metering;

import io.intertie.money.Currency;
import io.intertie.tariff.Band;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
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
    private static final int VERSION = 2;

    private UsageFormat() {}

    static byte[] bytes(UsageRecords.Rated rated) {
        var bytes = new ByteArrayOutputStream(400);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            write(out, rated.usage());
            out.writeLong(rated.charge().buyerPico());
            out.writeLong(rated.charge().providerPico());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, UsageRecord usage) throws IOException {
        write(out, usage.requestId());
        write(out, usage.buyerId());
        write(out, usage.apiKeyId());
        write(out, usage.listingId());
        write(out, usage.modelId());
        write(out, usage.providerId());
        write(out, usage.priceVersionId());
        out.writeUTF(usage.band().name());
        out.writeBoolean(usage.quoteId().isPresent());
        if (usage.quoteId().isPresent()) {
            write(out, usage.quoteId().get());
        }
        out.writeUTF(usage.buyerCurrency().code());
        out.writeUTF(usage.providerCurrency().code());
        out.writeLong(usage.tokens().input());
        out.writeLong(usage.tokens().cachedInput());
        out.writeLong(usage.tokens().output());
        out.writeLong(usage.tokens().reasoning());
        out.writeUTF(usage.countedBy().name());
        out.writeBoolean(usage.streamed());
        out.writeUTF(usage.state().name());
        out.writeUTF(usage.finishReason());
        out.writeUTF(usage.energyWattHours().toString());
        out.writeLong(usage.firstTokenMillis());
        out.writeLong(usage.durationMillis());
        write(out, usage.admittedAt());
        write(out, usage.servedAt());
    }

    private static void write(DataOutputStream out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static void write(DataOutputStream out, Instant at) throws IOException {
        // As fine as the database keeps it.
        out.writeLong(Math.addExact(at.getEpochSecond() * 1_000_000, at.getNano() / 1_000));
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
