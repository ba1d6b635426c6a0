package io.intertie.tariff.feed;

import static io.intertie.tariff.feed.Documents.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.audit.TestTrail;
import io.intertie.platform.files.Sha256;
import io.intertie.platform.http.Problem;
import io.intertie.tariff.Band;
import io.intertie.tariff.TariffVersion;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Monthly tables over three sites of two providers.
class MonthlyTablesTest {
    private static final Grid STILL = new Grid();
    private static final String OF_A_SITE = "site,currency,effective_from,band,price_per_kwh";
    private static final String HEAD =
            "region,voltage,currency,effective_from,band,price_per_kwh\n";
    private static final String RISE =
            HEAD
                    + "CN-GD,10 kV,CNY,2026-12-01,valley,0.30\n"
                    + "CN-GD,10 kV,CNY,2026-12-01,peak,1.20\n";

    private final Grid grid = new Grid();
    private final MonthlyTables tables = grid.tables;

    @Test
    void aTableIsTriedAndThenDraftedAtEverySiteOfItsRegion() {
        var tried = tables.tryOut("december.csv", bytes(RISE), grid.ada);
        assertEquals(List.of(), tried.faults());
        assertEquals(List.of("shenzhen", "foshan"), names(tried));
        assertEquals(
                List.of("2 price_per_kwh VALLEY 0.25 -> 0.3", "3 price_per_kwh PEAK 1 -> 1.2"),
                cells(tried));
        assertEquals("gpt", tried.sites().getFirst().listings().getFirst().upstreamModel());
        assertEquals(0, grid.drafts());

        var applied = tables.apply(tried.documentId().orElseThrow(), false, grid.ada);
        assertEquals(0, applied.open());
        assertEquals(2, grid.drafts());
        var draft = grid.draft(applied.sites().getFirst().draftId().orElseThrow());
        assertEquals(TariffVersion.State.DRAFT, draft.state());
        assertEquals("2026-11-30T16:00:00Z", draft.effectiveFrom().toString());
        assertEquals("december.csv", draft.source());
        assertEquals(new BigDecimal("0.85"), draft.loadFactor());
        assertEquals(Sha256.of(bytes(RISE)), draft.evidence().orElseThrow().sha256());
        assertArrayEquals(bytes(RISE), grid.tariffs.document(draft.id()).orElseThrow());
        assertEquals(
                new BigDecimal("1.2"),
                draft.table().rules().stream()
                        .filter(rule -> rule.band() == Band.PEAK)
                        .findFirst()
                        .orElseThrow()
                        .pricePerKwh());
    }

    @Test
    void aRegionMayBeCalledByItsCodeOrByItsName() {
        var tried = tables.tryOut("t", bytes(RISE.replace("CN-GD", "Guangdong")), grid.ada);
        assertEquals(List.of("shenzhen", "foshan"), names(tried));
    }

    @Test
    void aFaultHasACodeAndItsArgumentsForPrograms() {
        var file = RISE.replace("2026-12-01,peak", "2020-01-01,peak");
        var fault = tables.tryOut("t", bytes(file), grid.pam).faults().getFirst();
        assertEquals("table.past", fault.code());
        assertEquals(List.of("2020-01-01"), fault.arguments());
        assertEquals("2020-01-01 lies in the past", fault.what());
    }

    @Test
    void aTableIsDraftedOnceAndASecondPersonVerifies() {
        var id = tables.tryOut("t", bytes(RISE), grid.ada).documentId().orElseThrow();
        var drafts = tables.apply(id, false, grid.ada).sites();
        tables.apply(id, false, grid.bo);
        assertEquals(2, grid.drafts());
        var draft = drafts.getFirst().draftId().orElseThrow();
        assertThrows(Problem.class, () -> grid.tariffs.verify(draft, grid.ada));
        var _ = grid.tariffs.verify(draft, grid.bo);
        assertEquals(2, tables.latest(grid.ada).getFirst().drafts());
    }

    @Test
    void aProvidersTableChangesTheirOwnSitesAloneAndIsTheirsToSee() {
        var tried = tables.tryOut("t", bytes(RISE), grid.pam);
        assertEquals(List.of("shenzhen"), names(tried));
        var id = tried.documentId().orElseThrow();
        assertThrows(Problem.class, () -> tables.shown(id, grid.quin));
        assertThrows(Problem.class, () -> tables.apply(id, true, grid.quin));
        assertThrows(Problem.class, () -> tables.shown(id, grid.ada));
        assertEquals(List.of(), tables.latest(grid.quin));
        tables.apply(id, false, grid.pam);
        assertEquals(1, grid.drafts());
        var others = OF_A_SITE + "\n";
        var foreign =
                tables.tryOut("t", bytes(others + "foshan,CNY,2026-12-01,peak,1.1\n"), grid.pam);
        assertEquals("\"foshan\" is no site of yours", foreign.faults().getFirst().what());
    }

    @Test
    void aLineThatNamesASiteDecidesAmongVoltages() {
        var several = RISE + "CN-GD,110 kV,CNY,2026-12-01,valley,0.28\n";
        var tried = tables.tryOut("t", bytes(several), grid.ada);
        assertEquals(List.of("shenzhen", "foshan"), tried.undecided());
        assertEquals(List.of(), tried.sites());
        assertEquals(List.of(2, 3, 4), tried.unused());
        var named =
                several.replace("\nCN-GD", "\n,CN-GD").replace("region,", "site,region,")
                        + "shenzhen,,110 kV,CNY,2026-12-01,valley,0.28\n"
                        + "shenzhen,,110 kV,CNY,2026-12-01,peak,1.1\n";
        var decided = tables.tryOut("t", bytes(named), grid.ada);
        assertEquals(List.of(), decided.faults());
        assertEquals(List.of("shenzhen"), names(decided));
        assertEquals(List.of("foshan"), decided.undecided());
    }

    @Test
    void aTableThatTellsHoursTakesThePlaceOfTheHoursInForce() {
        var head = OF_A_SITE + ",from,until,levy_per_kwh,demand_per_kw_month\n";
        var file =
                head
                        + "shenzhen,CNY,2026-12-01,valley,0.30,00:00,10:00,0.02,40\n"
                        + "shenzhen,CNY,2026-12-01,sharp,1.20,10:00,24:00,0.02,40\n";
        var tried = tables.tryOut("t", bytes(file), grid.ada);
        assertEquals(List.of(), tried.faults());
        assertEquals(
                List.of(
                        "2 price_per_kwh 00:00–10:00 VALLEY 0.25 -> VALLEY 0.3",
                        "3 price_per_kwh 10:00–00:00 PEAK 1 -> SHARP 1.2",
                        "2 levy_per_kwh  0 -> 0.02",
                        "2 demand_per_kw_month  31.2 -> 40"),
                cells(tried));
        var applied = tables.apply(tried.documentId().orElseThrow(), false, grid.ada);
        var draft = grid.draft(applied.sites().getFirst().draftId().orElseThrow());
        assertEquals(new BigDecimal("40"), draft.demandPerKwMonth());
        assertEquals(1, draft.table().components().size());
    }

    @Test
    void aPriceFarFromItsLastIsDraftedOnlyWhenConfirmed() {
        for (var unlikely : List.of("0.0249", "0", "2.51")) {
            var file = RISE.replace("0.30", unlikely);
            var tried = tables.tryOut("t", bytes(file), grid.ada);
            assertTrue(tried.needsConfirmation(), unlikely);
            assertEquals("line 2, price_per_kwh", tried.faults().getFirst().cell());
            var id = tried.documentId().orElseThrow();
            var refused = assertThrows(Problem.class, () -> tables.apply(id, false, grid.ada));
            assertTrue(refused.fields().containsKey("line 2, price_per_kwh"));
            assertEquals(0, grid.drafts());
        }
        for (var likely : List.of("0.025", "2.5")) {
            var file = RISE.replace("0.30", likely);
            assertEquals(List.of(), tables.tryOut("t", bytes(file), grid.ada).faults());
        }
        var meant = tables.tryOut("t", bytes(RISE.replace("0.30", "2.51")), grid.ada);
        tables.apply(meant.documentId().orElseThrow(), true, grid.ada);
        assertEquals(2, grid.drafts());
    }

    @Test
    void whatBecameWrongSinceItWasTriedIsNotDrafted() {
        var id = tables.tryOut("t", bytes(RISE), grid.ada).documentId().orElseThrow();
        grid.clock.set("2026-12-01T00:00:00Z");
        var refused = assertThrows(Problem.class, () -> tables.apply(id, true, grid.ada));
        assertTrue(refused.detail().contains("lies in the past"), refused.detail());
        assertEquals(0, grid.drafts());
    }

    @Test
    void aTableThatChangesNothingDraftsNothing() {
        var same = RISE.replace("0.30", "0.25").replace("1.20", "1.00");
        var tried = tables.tryOut("t", bytes(same), grid.ada);
        assertEquals(0, tried.open());
        tables.apply(tried.documentId().orElseThrow(), false, grid.ada);
        assertEquals(0, grid.drafts());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    valley,0.30 | valley,-0.30   | line 2, price_per_kwh   | -0.30 is below 0
                    valley,0.30 | valley,abc     | line 2, price_per_kwh   | no number
                    valley,0.30 | valley,1e9     | line 2, price_per_kwh   | no number
                    valley,0.30 | valley,        | line 2, price_per_kwh   | no number
                    valley,0.30 | valley         | line 2                  | has 5 cells, the header
                    valley,0.30 | "valley,0.30   | line 2                  | a quote that does not
                    valley,     | night,         | line 2, band            | none of
                    valley,     | sharp,         | line 2, band            | no hours of SHARP
                    valley,     | peak,          | line 3, band            | PEAK is told twice
                    valley,     | peak,          | line 2, band            | no line prices them
                    CN-GD       | CN-XX          | line 2, region          | no known grid region
                    CN-GD       | ''             | line 2, region          | neither a region nor
                    CNY         | CNX            | line 2, currency        | no currency of ISO
                    CNY         | USD            | line 2, currency        | is paid in CNY
                    2026-12-01  | 2026-13-01     | line 2, effective_from  | no day like
                    2026-12-01  | 2026-11-25     | line 2, effective_from  | lies in the past
                    01,peak     | 02,peak        | line 3, effective_from  | begins on 2026-12-01
                    voltage     | voltages       | line 1, voltages        | no known column
                    voltage     | region         | line 1, region          | is there twice
                    band        | from           | line 1, band            | is missing
                    """)
    void aFaultNamesItsCellAndNothingIsStored(
            String right, String wrong, String cell, String what) {
        refused(RISE.replace(right, wrong), cell, what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    00:00,10:00 ; 00:00,09:45 ; line 2, from   ; no band in JANUARY 09:45–10:00
                    00:00,10:00 ; 00:00,10:15 ; line 3, from   ; a second band in JANUARY 10:00
                    00:00,10:00 ; 10:00,10:00 ; line 2, until  ; no time between
                    00:00,10:00 ; 00:10,10:00 ; line 2, from   ; not on a quarter hour
                    00:00,10:00 ; 00:00,25:00 ; line 2, until  ; no time like
                    00:00,10:00 ; ,10:00      ; line 2, from   ; no time like
                    ,0.02,1|2   ; ,0.02,13    ; line 2, months ; no month
                    ,0.02,      ; ,0.03,      ; line 3, levy_per_kwh ; differs from line 2
                    ,0.02,      ; ,1.5,       ; line 2, price_per_kwh ; come to more than its price
                    """)
    void aFaultOfTheHoursNamesItsCell(String right, String wrong, String cell, String what) {
        var head = OF_A_SITE + ",from,until,levy_per_kwh,months\n";
        var file =
                head
                        + "shenzhen,CNY,2026-12-01,valley,0.30,00:00,10:00,0.02,"
                        + "1|2|3|4|5|6|7|8|9|10|11|12\n"
                        + "shenzhen,CNY,2026-12-01,peak,1.20,10:00,24:00,0.02,\n";
        var at = file.indexOf(right);
        var changed =
                wrong.equals(",1.5,")
                        ? file.replace(right, wrong)
                        : file.substring(0, at) + wrong + file.substring(at + right.length());
        refused(changed, cell, what);
    }

    @Test
    void linesWithAndWithoutHoursDoNotGoTogether() {
        var head = OF_A_SITE + ",from,until\n";
        refused(
                head
                        + "shenzhen,CNY,2026-12-01,valley,0.30,,\n"
                        + "shenzhen,CNY,2026-12-01,peak,1.20,10:00,24:00\n",
                "line 3, from",
                "other lines tell no hours");
    }

    @Test
    void whatIsNoTableAtAllIsRefused() {
        var latin = new byte[] {(byte) 0xe4, ','};
        assertThrows(Problem.class, () -> tables.tryOut("t", latin, grid.ada));
        assertThrows(Problem.class, () -> tables.tryOut("t", new byte[0], grid.ada));
        assertThrows(Problem.class, () -> tables.tryOut("t", new byte[1_000_001], grid.ada));
        assertThrows(Problem.class, () -> tables.tryOut("t", bytes("\n".repeat(20_001)), grid.ada));
        assertThrows(Problem.class, () -> tables.shown(UUID.randomUUID(), grid.ada));
    }

    private static void refused(String file, String cell, String what) {
        var tried = STILL.tables.tryOut("t", bytes(file), STILL.ada);
        assertTrue(
                tried.faults().stream()
                        .anyMatch(it -> it.cell().equals(cell) && it.what().contains(what)),
                tried.faults().toString());
        assertTrue(tried.isRefused());
        assertFalse(tried.documentId().isPresent());
        assertEquals(List.of(), STILL.tables.latest(STILL.ada));
        var told = TestTrail.lines(STILL.trail).getLast();
        assertTrue(told.startsWith("ada feed.refused"), told);
    }

    private static List<String> names(TableDiff diff) {
        return diff.sites().stream().map(TableDiff.SiteChange::site).toList();
    }

    /// The cells of the first site.
    private static List<String> cells(TableDiff diff) {
        return diff.sites().getFirst().cells().stream()
                .map(cell ->
                        "%d %s %s %s -> %s"
                                .formatted(
                                        cell.line(),
                                        cell.column(),
                                        cell.of(),
                                        cell.before().orElse("-"),
                                        cell.now()))
                .toList();
    }
}
