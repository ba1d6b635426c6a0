package io.intertie.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.api.TariffsResource.NewRule;
import io.intertie.api.TariffsResource.NewTable;
import io.intertie.api.TariffsResource.NewTariff;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Provider;
import io.intertie.fx.MovingClock;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.money.Currency;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.TestDatabase;
import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.Tariffs;
import io.intertie.tariff.TestTariffs;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the API refuses of a site's next tariff, at which field, and that nothing is drafted then.
class BadTariffTest {
    private final MovingClock clock = new MovingClock("2026-11-25T14:00:00Z");
    private final Provider provider =
            new Provider(UUID.randomUUID(), "delta", "Delta", "CN", Currency.of("CNY"), true);
    private final DataCenter site =
            new DataCenter(
                    UUID.randomUUID(),
                    provider.organisationId(),
                    "shenzhen",
                    "Shenzhen",
                    "CN",
                    ZoneId.of("Asia/Shanghai"),
                    "CN-GD",
                    new BigDecimal("1.2"),
                    "declared");
    private final Tariffs tariffs =
            TestTariffs.on(
                    TestDatabase.fresh(),
                    List.of(site),
                    Map.of(provider.organisationId(), provider),
                    clock);

    /// A tariff in force: 0.25 until eight o'clock, then 1.00.
    BadTariffTest() {
        var first = draft(tariff("0.25", "1.00", "CNY", null, null));
        var _ = tariffs.verify(first.id(), actor("vera"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.25,  1.00,   USD, ,                     currency,       tariff.currency",
        "0.25,  1.00,   QQQ, ,                     currency,       field.currency",
        "0.25,  1.00,   CNY, 2026-11-01T00:00:00Z, effectiveFrom,  tariff.past",
        "0.25,  1.00,   CNY, yesterday,            effective_from, field.instant",
        "0.25,  1.00,   CNY, +999999999-01-01T00:00:00Z, effective_from, field.years",
        "0,     1.00,   CNY, ,                     table.rules[0].price_per_kwh, tariff.unlikely",
        "0.024, 1.00,   CNY, ,                     table.rules[0].price_per_kwh, tariff.unlikely",
        "0.25,  10.01,  CNY, ,                     table.rules[1].price_per_kwh, tariff.unlikely",
    })
    void isRefusedAtItsFieldAndNothingIsDrafted(
            String night,
            String day,
            String currency,
            @Nullable String from,
            String field,
            String code) {
        var sent = tariff(night, day, currency, from, null);
        var refused = assertThrows(Problem.class, () -> draft(sent));
        assertEquals(Set.of(field), refused.fields().keySet());
        var codes = refused.faults().values().stream().map(Wording::code).toList();
        assertEquals(List.of(code), codes);
        assertEquals(1, tariffs.of(site.id()).size());
    }

    @ParameterizedTest
    @CsvSource({"1e-999999, load_factor", "1e400, load_factor", "1e-400, loss_fraction"})
    void aFigureThatNobodyCanWriteOutIsNoFigure(String figure, String field) {
        var sent = tariff("0.25", "1.00", "CNY", null, null);
        var isLoad = field.equals("load_factor");
        var refused =
                assertThrows(
                        Problem.class,
                        () -> draft(with(sent, isLoad ? figure : "0.85", isLoad ? "0" : figure)));
        assertEquals("field.decimal", code(refused, field));
        assertEquals(1, tariffs.of(site.id()).size());
    }

    @Test
    void aDemandChargeThatNoGridAsksForIsRefused() {
        var sent = tariff("0.25", "1.00", "CNY", null, null);
        var likely = new TariffDraft(sent, tariffs).likely(site, clock.instant());
        var absurd =
                new TariffVersion(
                        likely.id(),
                        likely.dataCenterId(),
                        1,
                        likely.currency(),
                        likely.table(),
                        new BigDecimal("1000000"),
                        likely.loadFactor(),
                        likely.lossFraction(),
                        likely.effectiveFrom(),
                        TariffVersion.State.DRAFT,
                        "a bill",
                        "own",
                        "");
        var refused = assertThrows(Problem.class, () -> tariffs.draft(absurd, actor("dora")));
        assertEquals("tariff.demand", code(refused, "demandPerKwMonth"));
    }

    @Test
    void hoursOfAnotherClockThanTheSitesAreRefusedAndOnePriceAtAllHoursIsNot() {
        var sent = tariff("0.25", "1.00", "CNY", null, null);
        var refused = assertThrows(Problem.class, () -> draft(in("America/New_York", sent, false)));
        assertEquals("tariff.zone", code(refused, "table.zone"));
        assertEquals(2, draft(in("Asia/Chongqing", sent, false)).number());
        assertEquals(3, draft(in("America/New_York", sent, true)).number());
    }

    @Test
    void whatIsInDoubtIsDraftedByWhoeverConfirmsIt() {
        var draft = draft(tariff("0", "10.01", "CNY", null, true));
        assertEquals(new BigDecimal("10.01"), draft.table().rules().get(1).pricePerKwh());
        assertThrows(Problem.class, () -> draft(tariff("0", "10.01", "CNY", null, false)));
    }

    @Test
    void tenTimesOrATenthIsStillBelieved() {
        assertEquals(2, draft(tariff("0.025", "10.00", "CNY", null, null)).number());
    }

    @Test
    void theDoubtNamesTheCellInWords() {
        var refused =
                assertThrows(
                        Problem.class, () -> draft(tariff("0.25", "10.01", "CNY", null, null)));
        assertTrue(refused.detail().startsWith("PEAK 08:00-00:00 at 10.01 is"), refused.detail());
    }

    private static String code(Problem refused, String field) {
        return Objects.requireNonNull(refused.faults().get(field)).code();
    }

    private TariffVersion draft(NewTariff sent) {
        var likely = new TariffDraft(sent, tariffs).likely(site, clock.instant());
        return tariffs.draft(likely, actor("dora"));
    }

    private Actor actor(String name) {
        return new Actor(name, provider.organisationId(), Set.of(Role.PROVIDER), "-");
    }

    private static NewTariff in(String zone, NewTariff sent, boolean isFlat) {
        var table = Objects.requireNonNull(sent.table());
        var rules = Objects.requireNonNull(table.rules());
        var always = new NewRule(null, null, "00:00", "24:00", "flat", "0.8", null);
        return new NewTariff(
                null,
                null,
                null,
                null,
                new NewTable(zone, null, null, isFlat ? List.of(always) : rules),
                "CNY",
                "0",
                "a bill",
                "own",
                null,
                null,
                "0.85",
                "0",
                null,
                null);
    }

    private static NewTariff with(NewTariff sent, String loadFactor, String lossFraction) {
        return new NewTariff(
                null,
                null,
                null,
                null,
                sent.table(),
                "CNY",
                "0",
                "a bill",
                "own",
                null,
                null,
                loadFactor,
                lossFraction,
                null,
                null);
    }

    private static NewTariff tariff(
            String night,
            String day,
            String currency,
            @Nullable String from,
            @Nullable Boolean confirmed) {
        var rules = new ArrayList<NewRule>();
        rules.add(new NewRule(null, null, "00:00", "08:00", "valley", night, null));
        rules.add(new NewRule(null, null, "08:00", "24:00", "peak", day, null));
        return new NewTariff(
                null,
                null,
                null,
                null,
                new NewTable("Asia/Shanghai", null, null, rules),
                currency,
                "0",
                "a bill",
                "own",
                null,
                null,
                "0.85",
                "0",
                from,
                confirmed);
    }
}
