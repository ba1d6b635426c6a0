package io.intertie.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.platform.persistence.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecomputedTest {
    private static final int REQUESTS = Integer.getInteger("requests", 150);
    private final Trade trade = new Trade(TestDatabase.fresh(), 20261125, 40);
    private final Dossier dossier = new Dossier(trade.database, new DocumentStore(trade.database));
    private final List<UUID> requests = new ArrayList<>();

    @BeforeAll
    void someTrade() {
        IntStream.range(0, REQUESTS).forEach(_ -> requests.add(trade.request()));
        assertEquals(List.of(), trade.ledger.coherence().faults());
    }

    @Test
    void everyFigureOfEveryChargeIsRecomputedBitForBit() {
        var figures = 0;
        for (var request : requests) {
            for (var figure : figures(request)) {
                assertTrue(figure.isEqual(), () -> request + " " + figure);
                figures++;
            }
        }
        assertTrue(figures > 15 * REQUESTS, "only " + figures);
    }

    @ParameterizedTest
    @CsvSource({
        "usage_record, output_tokens, charge",
        "usage_record, energy_watt_hours, energy",
        "usage_record, buyer_pico, charge",
        "usage_record, provider_pico, owed",
        "price_version, \"pue\":\", inputs",
        "price_version, \"margin\":\"0., net.OUTPUT",
        "price_version, inputs_hash, inputs",
        "tariff_version, demand_per_kw_month, per-kwh",
        "tariff_version, table_hash, tariff-table",
        "fx_quote, mid, list.OUTPUT",
        "fx_quote, spread_bps, list.OUTPUT",
        "fx_quote, buffer_bps, list.OUTPUT",
        "carry_step, buyer_before, buyer.after",
        "carry_step, provider_after, provider.after",
        "carry_step, share_before, share.after",
        "carry_step, fee_bps, fee-rate",
        "journal_line, micro, posted",
    })
    void aChangedInputIsNoticed(String table, String column, String figure) {
        var lines = new ArrayList<String>();
        for (var request : requests) {
            lines.clear();
            dossier.of(request).forEach(document -> lines.addAll(document.lines()));
            if (lines.stream().anyMatch(line -> line.startsWith("fx_quote"))
                    && lines.stream().anyMatch(line -> line.startsWith("journal"))
                    // A lock has a spread of its own, whatever its quote says.
                    && lines.stream().noneMatch(line -> line.contains("\"lock\":"))
                    // Nor does an hour at its floor or ceiling show what demand costs.
                    && lines.stream().noneMatch(line -> line.contains("\"hour\":"))
                    && !lines.getFirst().contains("output_tokens=0")) {
                break;
            }
        }
        var mark = column.contains("\"") ? column : "\t" + column + "=";
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(table + "\t") && lines.get(i).contains(mark)) {
                lines.set(i, changed(lines.get(i), lines.get(i).indexOf(mark) + mark.length()));
                break;
            }
        }
        var wrong = Verify.figures(lines).stream().filter(one -> !one.isEqual()).toList();
        assertFalse(wrong.isEmpty());
        assertTrue(
                wrong.stream().anyMatch(one -> one.name().equals(figure)),
                () -> "not " + figure + " in " + wrong);
    }

    /// The first digit after a place becomes another.
    private static String changed(String line, int from) {
        var at = from;
        while (!Character.isDigit(line.charAt(at))) {
            at++;
        }
        var other = line.charAt(at) == '1' ? '2' : '1';
        return line.substring(0, at) + other + line.substring(at + 1);
    }

    private List<Verify.Figure> figures(UUID request) {
        return Verify.figures(
                dossier.of(request).stream()
                        .flatMap(document -> document.lines().stream())
                        .toList());
    }
}
