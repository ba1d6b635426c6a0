package io.intertie.tariff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.money.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceFormulaTest {
    @ParameterizedTest
    @CsvSource({
        "INPUT,        0.059137, 4.7,  1448007, 0.233185, 233200",
        "CACHED_INPUT, 0.005914, 4.7,  144801,  0.023319, 23400",
        "OUTPUT,       0.626851, 11.6, 6240878, 1.005024, 1005100",
    })
    void theWorkedExampleComesOutToTheLastDigit(
            TokenClass tokens,
            BigDecimal electricity,
            BigDecimal sharePercent,
            long provider,
            BigDecimal exact,
            long buyer) {
        var tariff = Golden.tariff(Golden.table());
        var perKwh = tariff.delivered().mean(tariff.table().bands());
        var cost = PriceFormula.electricity(tokens, Golden.energy(), Golden.PUE, perKwh);
        var net = PriceFormula.net(tokens, cost, Golden.terms());
        var list = PriceFormula.list(net, Golden.dollars(), Golden.terms());
        var cents = cost.add(Golden.terms().base(tokens));

        assertEquals(new BigDecimal("0.492807"), perKwh.setScale(6, RoundingMode.HALF_EVEN));
        assertEquals(electricity, cost.setScale(6, RoundingMode.HALF_EVEN));
        assertEquals(sharePercent, cost.movePointRight(2).divide(cents, 1, RoundingMode.HALF_EVEN));
        assertEquals(provider, Rounding.toMicro(net));
        assertEquals(exact, list.setScale(6, RoundingMode.HALF_EVEN));
        assertEquals(buyer, Rounding.upToTick(list));
    }

    @Test
    void aSpreadGrowsWithTheRootOfTheDaysAndIsAtLeastFiftyBasisPoints() {
        var dollars = Golden.dollars();
        var volatility = new BigDecimal("0.005");
        assertEquals(new BigDecimal("0.010000"), PriceFormula.spread(dollars));
        assertEquals(new BigDecimal("0.051125"), PriceFormula.spread(dollars, volatility, 25));
        var narrow = Golden.quote(Golden.USD, "0.149", 10);
        assertEquals(new BigDecimal("0.0050"), PriceFormula.spread(narrow));
        var own = Golden.quote(Golden.CNY, "1", 0);
        assertEquals(BigDecimal.ZERO, PriceFormula.spread(own, volatility, 25));
    }

    @Test
    void anIndexMovesAPriceByItsElectricityShareWithinItsBounds() {
        var index =
                new PriceVersion.Index(
                        Map.of(), Map.of(), new BigDecimal("0.20"), new BigDecimal("0.10"));
        var share = new BigDecimal("0.25");
        assertEquals(0, indexed(share, "1.10", index).compareTo(new BigDecimal("1.025")));
        assertEquals(0, indexed(share, "1.50", index).compareTo(new BigDecimal("1.05")));
        assertEquals(0, indexed(share, "0.50", index).compareTo(new BigDecimal("0.975")));
    }

    private static BigDecimal indexed(BigDecimal share, String ratio, PriceVersion.Index index) {
        return PriceFormula.indexed(share, new BigDecimal(ratio), index);
    }
}
