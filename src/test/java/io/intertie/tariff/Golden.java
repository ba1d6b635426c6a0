package io.intertie.tariff;

import io.intertie.fx.CurrencyPair;
import io.intertie.fx.Quote;
import io.intertie.money.Currency;
import io.intertie.money.Rate;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;

/// The worked example: Inner Mongolia West at 110 kV, sold for US dollars.
final class Golden {
    static final Currency CNY = Currency.of("CNY");
    static final Currency USD = Currency.of("USD");
    static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");
    static final BigDecimal PUE = new BigDecimal("1.20");

    private Golden() {}

    static TariffVersion tariff(TariffTable table) {
        return new TariffVersion(
                UUID.randomUUID(),
                UUID.randomUUID(),
                1,
                CNY,
                table,
                new BigDecimal("31.2"),
                new BigDecimal("0.85"),
                BigDecimal.ZERO,
                NOW,
                TariffVersion.State.VERIFIED,
                "a grid company's table",
                "secondary",
                "");
    }

    static TariffTable table() {
        return TariffTable.flat(ZoneId.of("Asia/Shanghai"), new BigDecimal("0.442525"));
    }

    static EnergyProfile energy() {
        return new EnergyProfile(
                new BigDecimal("0.10"),
                new BigDecimal("0.01"),
                new BigDecimal("1.06"),
                EnergyProfile.Grade.C,
                "declared");
    }

    static PriceTerms terms() {
        return PriceTerms.of(base("1.20", "0.12", "4.80"), new BigDecimal("0.15"));
    }

    static Map<TokenClass, BigDecimal> base(String input, String cachedInput, String output) {
        return Map.of(
                TokenClass.INPUT, new BigDecimal(input),
                TokenClass.CACHED_INPUT, new BigDecimal(cachedInput),
                TokenClass.OUTPUT, new BigDecimal(output));
    }

    static Quote quote(Currency buyer, String mid, int spreadBps) {
        return new Quote(
                UUID.randomUUID(),
                new CurrencyPair(CNY, buyer),
                new Rate(new BigDecimal(mid)),
                spreadBps,
                0,
                NOW.minusSeconds(60),
                NOW.plusSeconds(86_400),
                "a reference bank",
                "official",
                LocalDate.EPOCH);
    }

    static Quote dollars() {
        return quote(USD, "0.14908054", 100);
    }
}
