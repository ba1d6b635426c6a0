package io.intertie.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.money.Currency;
import io.intertie.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Currency JPY = Currency.of("JPY");
    private static final Instant NOON = Instant.parse("2026-11-23T12:05:09Z");

    private static Figures of(Locale locale, Currency own) {
        return Figures.of(new Prefs(locale, own, ZoneId.of("Europe/Berlin"), Theme.AUTO));
    }

    @Test
    void aBareYenSignIsWrittenOnlyForYuanInChinese() {
        assertEquals("¥", of(Locale.CHINESE, SmallMarket.CNY).symbol(SmallMarket.CNY));
        assertEquals("CN¥", of(Locale.ENGLISH, SmallMarket.CNY).symbol(SmallMarket.CNY));
        assertEquals("JP¥", of(Locale.CHINESE, JPY).symbol(JPY));
        assertEquals("CN¥", of(Locale.CHINESE, SmallMarket.EUR).symbol(SmallMarket.CNY));
    }

    @Test
    void aDollarIsBareOnlyForWhoseOwnItIs() {
        assertEquals("$", of(Locale.ENGLISH, SmallMarket.USD).symbol(SmallMarket.USD));
        assertEquals("US$", of(Locale.ENGLISH, SmallMarket.EUR).symbol(SmallMarket.USD));
    }

    @Test
    void aWalletIsCutToWholeMinorUnitsAndNeverRoundedUp() {
        var figures = of(Locale.ENGLISH, SmallMarket.EUR);
        assertEquals("€182.40", figures.money(Money.of("182.409999", SmallMarket.EUR)));
        assertEquals("JP¥1,204", figures.money(Money.of("1204.9", JPY)));
        assertEquals("−€0.50", figures.money(Money.of("-0.5", SmallMarket.EUR)));
    }

    @Test
    @Tag("lesson-11")
    void aRequestsCostHasAllItsDecimalsInSixTenOrTwelvePlaces() {
        var figures = of(Locale.ENGLISH, SmallMarket.USD);
        assertEquals("$0.0023415700", figures.cost(SmallMarket.USD, 2_341_570_000L));
        assertEquals("$0.002341", figures.cost(SmallMarket.USD, 2_341_000_000L));
        assertEquals("$0.000000000001", figures.cost(SmallMarket.USD, 1));
        assertEquals("$0.000000", figures.cost(SmallMarket.USD, 0));
    }

    @Test
    void aSumAtAGlanceIsCutAndNeverRoundedUp() {
        var figures = of(Locale.ENGLISH, SmallMarket.USD);
        assertEquals("$0.000285", figures.costBrief(SmallMarket.USD, 285_915_600L));
        assertEquals("$12.99", figures.costBrief(SmallMarket.USD, 12_999_999_999_999L));
    }

    @Test
    void anAmountIsInMinorUnitsOrInMicro() {
        var figures = of(Locale.ENGLISH, SmallMarket.EUR);
        assertEquals("€200.00", figures.exact(Money.of("200", SmallMarket.EUR)));
        assertEquals("−€0.000050", figures.exact(Money.of("-0.00005", SmallMarket.EUR)));
    }

    @Test
    void aTokenPriceHasFourDecimals() {
        var figures = of(Locale.ENGLISH, SmallMarket.EUR);
        assertEquals("€0.2931", figures.price(SmallMarket.EUR, 293_100));
        assertEquals("€12.0000", figures.price(SmallMarket.EUR, 12_000_000));
        assertEquals("CN¥0.708", figures.perKwh(SmallMarket.CNY, new BigDecimal("0.708")));
        var exact = new BigDecimal("0.4928070306204673650282030620467365");
        assertEquals("CN¥0.492807", figures.perKwh(SmallMarket.CNY, exact));
        assertEquals("CN¥0.4928", figures.perKwhBrief(SmallMarket.CNY, exact));
    }

    @Test
    void anUptimeNeverClaimsMoreThanItIs() {
        var figures = of(Locale.ENGLISH, SmallMarket.EUR);
        assertEquals("99.99%", figures.uptime(new BigDecimal("0.999999")));
        assertEquals("100.00%", figures.uptime(BigDecimal.ONE));
    }

    @Test
    void largeNumbersAreShortInTheReadersLanguage() {
        assertEquals("1.85M", of(Locale.ENGLISH, SmallMarket.EUR).compact(1_850_000));
        assertEquals("185万", of(Locale.CHINESE, SmallMarket.EUR).compact(1_850_000));
    }

    @Test
    void aTimeIsWrittenInTheReadersZoneAndKeepsItsInstant() {
        var moment = of(Locale.ENGLISH, SmallMarket.EUR).moment(NOON);
        assertEquals("23 Nov 2026, 13:05", moment.text());
        assertEquals("2026-11-23T12:05:09Z", moment.iso());
        assertEquals("2026年11月23日 13:05", of(Locale.CHINESE, SmallMarket.EUR).moment(NOON).text());
    }

    @Test
    void energyIsWrittenInTheUnitThatFits() {
        var figures = of(Locale.ENGLISH, SmallMarket.EUR);
        assertEquals("2.035 Wh", figures.energy(new BigDecimal("2.035")));
        assertEquals("0.042450 Wh", figures.energy(new BigDecimal("0.04245")));
        assertEquals("1.272 kWh", figures.energy(new BigDecimal("1272")));
    }
}
