package io.intertie.tariff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.identity.Actor;
import io.intertie.money.Currency;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.tariff.TariffVersion.Component.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TariffsTest {
    private static final Instant NATIONAL_DAY = Instant.parse("2026-10-01T03:30:00Z");

    private final World world = new World();

    @Test
    void aDraftPricesNothingUntilASecondPersonVerifiesIt() {
        var draft = world.tariffs.draft(world.draft(Golden.table(), world.now()), world.drafter);
        assertEquals(TariffVersion.State.DRAFT, draft.state());
        assertEquals(Optional.empty(), world.tariffs.inForce(world.site.id(), world.now()));

        var verified = world.tariffs.verify(draft.id(), world.verifier);
        assertEquals(TariffVersion.State.VERIFIED, verified.state());
        assertEquals(Optional.of(verified), world.tariffs.inForce(world.site.id(), world.now()));
        assertEquals(List.of("ada tariff.drafted", "bo tariff.verified"), world.acts);
    }

    @Test
    void nobodyVerifiesTheirOwnDraft() {
        var draft = world.tariffs.draft(world.draft(Golden.table(), world.now()), world.drafter);
        var refused =
                assertThrows(Problem.class, () -> world.tariffs.verify(draft.id(), world.drafter));
        assertEquals(ProblemType.FORBIDDEN, refused.type());
        assertEquals(Optional.empty(), world.tariffs.inForce(world.site.id(), world.now()));
    }

    @Test
    void aTariffIsVerifiedOnce() {
        var tariff = world.tariff(Golden.table());
        var refused =
                assertThrows(
                        Problem.class, () -> world.tariffs.verify(tariff.id(), world.person("cy")));
        assertEquals(ProblemType.CONFLICT, refused.type());
    }

    @Test
    void anotherProvidersSiteIsNotTheirs() {
        var stranger = new Actor("eve", UUID.randomUUID(), Set.of(), "-");
        var draft = world.draft(Golden.table(), world.now());
        var refused = assertThrows(Problem.class, () -> world.tariffs.draft(draft, stranger));
        assertEquals(ProblemType.FORBIDDEN, refused.type());
        world.tariffs.draft(draft, world.drafter);
        assertThrows(Problem.class, () -> world.tariffs.verify(draft.id(), stranger));
    }

    @Test
    void onlyASitesFirstTariffMayBeginInThePast() {
        var monthAgo = world.now().minus(Duration.ofDays(30));
        var first = world.tariff(Golden.table(), monthAgo);
        assertEquals(monthAgo, first.effectiveFrom());

        var late = world.draft(Golden.table(), monthAgo);
        var refused = assertThrows(Problem.class, () -> world.tariffs.draft(late, world.drafter));
        assertEquals(Set.of("effectiveFrom"), refused.fields().keySet());
    }

    @Test
    void aDraftVerifiedAfterItsDateBeginsAtItsVerification() {
        world.tariff(Golden.table());
        var draft = world.tariffs.draft(world.draft(Golden.table(), world.now()), world.drafter);
        world.pass(Duration.ofHours(3));
        var verified = world.tariffs.verify(draft.id(), world.verifier);
        assertEquals(world.now(), verified.effectiveFrom());
    }

    @Test
    void aSupersededTariffIsExpiredAndStillFound() {
        var first = world.tariff(Golden.table());
        world.pass(Duration.ofDays(1));
        var second = world.tariff(World.nightAndDay("0.2", "0.6"));
        var before = world.now().minusSeconds(1);
        assertEquals(2, second.number());
        assertEquals(
                List.of(TariffVersion.State.VERIFIED, TariffVersion.State.EXPIRED),
                world.tariffs.of(world.site.id()).stream().map(TariffVersion::state).toList());
        assertEquals(first.id(), world.tariffs.inForce(world.site.id(), before).orElseThrow().id());
        assertEquals(
                second.id(),
                world.tariffs.inForce(world.site.id(), world.now()).orElseThrow().id());
    }

    @Test
    void aTableComesBackAsItWasWritten() {
        for (var reference : world.tariffs.references()) {
            assertEquals(
                    TableText.hash(reference.table()),
                    TableText.hash(TableText.read(TableText.write(reference.table()))),
                    reference.code());
        }
    }

    @Test
    void aTableWithPartsDaysAndTriggersComesBackToo() {
        var random = new java.util.Random(61);
        for (int i = 0; i < 100; i++) {
            var table = RandomTables.next(random);
            var again = TableText.read(TableText.write(table));
            assertEquals(TableText.write(table), TableText.write(again));
            assertEquals(TableText.hash(table), TableText.hash(again));
            assertEquals(table.tellsDaysApart(), again.tellsDaysApart());
            assertEquals(table.components().size(), again.components().size());
        }
        var guangdong = world.tariffs.reference("CN-GD").orElseThrow().table();
        assertEquals(guangdong, TableText.read(TableText.write(guangdong)));
        assertEquals(2, guangdong.triggers().size());
    }

    @Test
    void theHashKnowsDaysPartsAndWhatMovedThem() {
        var flat = TableText.hash(Golden.table());
        assertEquals(
                "eeea0461", flat.substring(0, 8), "a plain table hashes as it always did: " + flat);
        var table = Golden.table();
        var levy =
                new TariffVersion.Component(
                        Kind.LEVY,
                        TariffVersion.Component.Unit.PER_KWH,
                        new BigDecimal("0.0277"),
                        false,
                        "government funds");
        var parted = new TariffTable(table.zone(), "", List.of(levy), List.of(), table.rules());
        assertNotEquals(flat, TableText.hash(parted));
        var once = moved(levy, "1");
        var twice = moved(levy, "2");
        assertEquals(once.at(NATIONAL_DAY), twice.at(NATIONAL_DAY));
        assertNotEquals(TableText.hash(once), TableText.hash(twice));
        var anhui = Grids.of("CN-AH").table(BigDecimal.ONE, BigDecimal.ONE);
        var otherDays =
                new TariffTable(
                        anhui.zone(), "CN", anhui.components(), anhui.triggers(), anhui.rules());
        assertNotEquals(TableText.hash(anhui), TableText.hash(otherDays));
    }

    /// One price, of which a levy that floats is more or less.
    private static TariffTable moved(TariffVersion.Component levy, String multiplier) {
        var floats =
                new TariffVersion.Component(
                        levy.kind(), levy.unit(), levy.amount(), true, levy.name());
        var rule = Golden.table().rules().getFirst();
        return new TariffTable(
                World.SHANGHAI,
                "",
                List.of(floats),
                List.of(),
                List.of(
                        new TariffTable.Rule(
                                rule.months(),
                                rule.days(),
                                rule.from(),
                                rule.until(),
                                rule.band(),
                                rule.pricePerKwh(),
                                new BigDecimal(multiplier))));
    }

    @Test
    void theHashIsOfTheHoursNotOfTheWayTheyAreWritten() {
        var zone = ZoneId.of("Asia/Shanghai");
        var halves =
                new TariffTable(
                        zone,
                        List.of(
                                World.rule("00:00", "12:00", Band.FLAT, "0.4425250"),
                                World.rule("12:00", "00:00", Band.FLAT, "0.442525")));
        assertEquals(TableText.hash(Golden.table()), TableText.hash(halves));
        assertNotEquals(
                TableText.hash(Golden.table()),
                TableText.hash(TariffTable.flat(zone, new BigDecimal("0.442526"))));
        assertNotEquals(
                TableText.hash(Golden.table()),
                TableText.hash(
                        TariffTable.flat(ZoneId.of("Asia/Tokyo"), new BigDecimal("0.442525"))));
    }

    @Test
    void everyMistakeInADraftIsNamedAtItsField() {
        var faulty =
                new TariffVersion(
                        UUID.randomUUID(),
                        world.site.id(),
                        0,
                        Golden.CNY,
                        Golden.table(),
                        new BigDecimal("-1"),
                        BigDecimal.ZERO,
                        new BigDecimal("1.1"),
                        world.now(),
                        TariffVersion.State.DRAFT,
                        " ",
                        "",
                        "");
        var refused = assertThrows(Problem.class, () -> world.tariffs.draft(faulty, world.drafter));
        assertEquals(
                Set.of("source", "quality", "demandPerKwMonth", "loadFactor", "lossFraction"),
                refused.fields().keySet());
        assertTrue(world.acts.isEmpty());
    }

    @Test
    void aDraftInAnotherCurrencyThanItsProvidersIsRefused() {
        var dollars = withCurrency(Golden.USD);
        var refused =
                assertThrows(Problem.class, () -> world.tariffs.draft(dollars, world.drafter));
        assertEquals(Map.of("currency", "is USD, the provider is paid in CNY"), refused.fields());
    }

    private TariffVersion withCurrency(Currency currency) {
        var draft = world.draft(Golden.table(), world.now());
        return new TariffVersion(
                draft.id(),
                draft.dataCenterId(),
                0,
                currency,
                draft.table(),
                draft.demandPerKwMonth(),
                draft.loadFactor(),
                draft.lossFraction(),
                draft.effectiveFrom(),
                draft.state(),
                draft.source(),
                draft.quality(),
                "");
    }

    @Test
    void anInstantAtASiteHasABandAPriceAndWhatItIsMadeOf() {
        assertEquals(Optional.empty(), world.tariffs.resolve(world.site.id(), world.now()));
        var anhui = Grids.of("CN-AH").table(new BigDecimal("0.6"), new BigDecimal("0.4"));
        world.tariff(anhui);
        // October 1 at 11:30 in Beijing: a deep valley, because National Day is long.
        var found = world.tariffs.resolve(world.site.id(), NATIONAL_DAY).orElseThrow();
        assertEquals(Band.DEEP_VALLEY, found.band());
        assertEquals(TariffTable.DayType.HOLIDAY, found.day());
        assertEquals(Optional.of("National Day (decreed)"), found.dayName());
        var energy = found.breakdown().getOrDefault(Kind.ENERGY, BigDecimal.ZERO);
        assertEquals(0, new BigDecimal("0.32224").compareTo(energy), energy::toPlainString);
        assertEquals(Set.of(Kind.ENERGY, Kind.DEMAND), found.breakdown().keySet());
        assertEquals(
                found.perKwh(), found.version().delivered().ruleAt(NATIONAL_DAY).pricePerKwh());
    }
}
