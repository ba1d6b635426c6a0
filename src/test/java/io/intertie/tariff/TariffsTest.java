package io.intertie.tariff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.identity.Actor;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TariffsTest {
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
}
