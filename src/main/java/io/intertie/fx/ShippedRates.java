package io.intertie.fx;

import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Fingerprint;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/// The rates that ship with the market, so that it runs without a feed; for development only, and
/// every quote made from them says so.
///
/// Lines that name no ISO currency are left out: CNH is the yuan again, traded offshore.
@ApplicationScoped
class ShippedRates {
    private static final String FILE = "/data/fx_snapshot_2026-09-29.csv";

    private final Database database;
    private final Clock clock;

    @Inject
    ShippedRates(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Reads the file in unless its rates are on record.
    void readInOnce() {
        var text = text();
        var hash = Fingerprint.of(List.of(text));
        if (!areOnRecord(hash)) {
            text.lines()
                    .skip(1)
                    .map(Line::parsed)
                    .filter(line -> Currency.isKnown(line.quote()))
                    .forEach(line -> write(line, hash));
        }
    }

    private boolean areOnRecord(String hash) {
        return database.sql("select 1 from fx_rate where payload_sha256 = ? limit 1", hash)
                .first(row -> true)
                .isPresent();
    }

    private void write(Line line, String hash) {
        var now = clock.instant();
        database.sql(
                        """
                        insert into fx_rate (id, source, quality, base, quote, rate, as_of,
                            fetched_at, payload_sha256)
                        values (?, ?, ?, ?, ?, ?, cast(? as date), ?, ?)
                        on conflict (source, base, quote, as_of) do nothing\
                        """,
                        UuidV7.at(now),
                        line.source(),
                        line.quality(),
                        line.base(),
                        line.quote(),
                        line.rate(),
                        line.asOf(),
                        now,
                        hash)
                .update();
    }

    private record Line(
            String asOf,
            String base,
            String quote,
            BigDecimal rate,
            String source,
            String quality) {
        static Line parsed(String line) {
            var cells = line.split(",", 6);
            return new Line(
                    cells[0],
                    cells[1],
                    cells[2],
                    new BigDecimal(cells[3]),
                    cells[4],
                    cells[5].replace("\"", ""));
        }
    }

    private static String text() {
        try (var file = ShippedRates.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not in the archive");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
