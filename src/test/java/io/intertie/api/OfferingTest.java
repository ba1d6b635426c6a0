package io.intertie.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.gateway.TestOffers;
import io.intertie.tariff.EnergyProfile;
import io.intertie.tariff.energy.MeasuredEnergy;
import io.intertie.web.SmallTariffs;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OfferingTest {
    private static final Instant NOW = Instant.parse("2026-11-26T02:00:00Z");

    private static Offering offering(int intervals) {
        var offer = TestOffers.of(TestOffers.CHAT, URI.create("http://localhost/v1"), 0);
        var profile =
                new EnergyProfile(
                        new BigDecimal("0.05"),
                        new BigDecimal("0.005"),
                        new BigDecimal("0.50"),
                        EnergyProfile.Grade.A,
                        "metered");
        var measured =
                new MeasuredEnergy(
                        offer.listing().id(), profile, intervals, NOW, NOW, Optional.empty());
        var place =
                new Offering.Place(
                        offer.listing(),
                        offer.model(),
                        offer.provider(),
                        offer.dataCenter(),
                        offer.priceAt(NOW).orElseThrow(),
                        new SmallTariffs().inForce(UUID.randomUUID()),
                        TestOffers.USD);
        return Offering.of(
                place, Optional.of(measured).filter(one -> intervals > 0), Optional.empty());
    }

    @Test
    void thePriceIsThatOfTheBandOfNowByClass() {
        assertEquals(
                Map.of("input", 233_200L, "cached_input", 23_400L, "output", 1_005_100L),
                offering(0).microPerMillion());
    }

    @Test
    void energyIsDeclaredUntilEnoughIntervalsWereMeasured() {
        assertEquals("C", offering(0).energy().grade());
        assertEquals("C", offering(95).energy().grade());
        assertEquals(Optional.of(95), offering(95).energy().measuredIntervals());
        assertEquals(Optional.of(786_164L), offering(95).energy().tokensPerKwh());
        assertEquals("A", offering(96).energy().grade());
        assertEquals(Optional.of(1_666_667L), offering(96).energy().tokensPerKwh());
    }
}
