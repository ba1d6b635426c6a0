package io.intertie.fx;

import io.intertie.money.Currency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The rates that ship with the market, so that a demonstration runs without a feed.
///
/// The named exception among the sources: a development seed never goes stale, every quote made
/// from it says so, and only a demonstration market reads it.
final class ShippedFile implements RateSource {
    /// How the quality of every rate and quote of it begins.
    static final String SEED = "development seed";

    private static final String FILE = "/data/fx_snapshot_2026-09-29.csv";

    @Override
    public String name() {
        return "npm @fawazahmed0/currency-api 2026.9.29 (github fawazahmed0/exchange-api)";
    }

    @Override
    public String quality() {
        return SEED + ": aggregated third-party, for development only";
    }

    @Override
    public List<Line> read(byte[] payload, LocalDate today) {
        return new String(payload, StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> line.split(",", 5))
                .flatMap(ShippedFile::line)
                .toList();
    }

    private static Stream<Line> line(String[] cells) {
        return Symbol.of(cells[2]).stream()
                .map(symbol ->
                        new Line(
                                LocalDate.parse(cells[0]),
                                Currency.of(cells[1]),
                                symbol.currency(),
                                symbol.venue(),
                                new BigDecimal(cells[3]),
                                Optional.empty()));
    }

    static byte[] payload() {
        try (var file = ShippedFile.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not in the archive");
            }
            return file.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
