package io.intertie.tariff;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.money.Rounding;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The document's figures are the code's.
class PricingMethodTest {
    private static final Path DOCUMENT = Path.of("docs/pricing-method.md");

    @Test
    void theDocumentShowsTheWorkedExampleThatTheCodeComputes() throws IOException {
        var tariff = Golden.tariff(Golden.table());
        var perKwh = tariff.delivered().mean(Set.of());
        var table = new StringBuilder();
        table.append("| class | electricity CNY/M | electricity share | provider CNY/M |")
                .append(" exact USD/M | list USD/M |\n|---|---|---|---|---|---|\n");
        for (var tokens : TokenClass.values()) {
            var cost = PriceFormula.electricity(tokens, Golden.energy(), Golden.PUE, perKwh);
            var share = cost.divide(cost.add(Golden.terms().base(tokens)), 4, RoundingMode.DOWN);
            var net = PriceFormula.net(tokens, cost, Golden.terms());
            var list = PriceFormula.list(net, Golden.dollars(), Golden.terms());
            table.append("| ")
                    .append(tokens.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
            table.append(" | ").append(rounded(cost));
            table.append(" | ").append(share.movePointRight(2)).append(" %");
            table.append(" | ").append(BigDecimal.valueOf(Rounding.toMicro(net), 6));
            table.append(" | ").append(rounded(list));
            table.append(" | ").append(BigDecimal.valueOf(Rounding.upToTick(list) / 100, 4));
            table.append(" |\n");
        }
        assertShown(table.toString());
    }

    @Test
    void theDocumentTellsWhatADearerTariffAndARequestComeTo() throws IOException {
        var perKwh = Golden.tariff(Golden.table()).delivered().mean(java.util.Set.of());
        var now = output(perKwh);
        var dearer = output(perKwh.multiply(new BigDecimal("1.20")));
        var rise = dearer.divide(now, 6, RoundingMode.HALF_EVEN).subtract(BigDecimal.ONE);
        var percent = rise.movePointRight(2).setScale(2, RoundingMode.HALF_EVEN);
        assertShown("A tariff\nthat is 20 % dearer makes output " + percent + " % dearer.");

        long buyer = 5_300 * micro(TokenClass.INPUT, true) + 1_100 * micro(TokenClass.OUTPUT, true);
        long provider =
                5_300 * micro(TokenClass.INPUT, false) + 1_100 * micro(TokenClass.OUTPUT, false);
        assertShown("%,d pico dollars".formatted(buyer));
        assertShown("%,d pico yuan".formatted(provider));
        assertShown(
                BigDecimal.valueOf(buyer / 1_000_000, 6) + " USD with " + carry(buyer) + " pico");
        var kwh =
                new BigDecimal("5300")
                        .multiply(Golden.energy().input())
                        .add(new BigDecimal("1100").multiply(Golden.energy().output()))
                        .multiply(Golden.PUE)
                        .movePointLeft(6);
        assertShown(kwh.setScale(6, RoundingMode.HALF_EVEN) + " kWh");
    }

    private static String carry(long pico) {
        return "%,d".formatted(pico % 1_000_000);
    }

    private static BigDecimal output(BigDecimal perKwh) {
        var cost = PriceFormula.electricity(TokenClass.OUTPUT, Golden.energy(), Golden.PUE, perKwh);
        var net = PriceFormula.net(TokenClass.OUTPUT, cost, Golden.terms());
        return PriceFormula.list(net, Golden.dollars(), Golden.terms());
    }

    private static long micro(TokenClass tokens, boolean isBuyer) {
        var basis =
                new PriceBasis(
                        Golden.tariff(Golden.table()),
                        Golden.PUE,
                        Golden.energy(),
                        Golden.terms(),
                        java.util.List.of(Golden.dollars()));
        return basis.lines().stream()
                .filter(line -> line.tokens() == tokens)
                .mapToLong(line ->
                        isBuyer ? line.buyerMicroPerMillion() : line.providerMicroPerMillion())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theDocumentListsEveryReferenceTariffWithItsQuality() throws IOException {
        var table = new StringBuilder();
        table.append(
                "| code | region | per kWh | demand charge | quality |\n|---|---|---|---|---|\n");
        for (var reference : References.ALL) {
            table.append("| `").append(reference.code()).append("` | ").append(reference.region());
            table.append(" | ").append(reference.currency()).append(' ').append(range(reference));
            table.append(" | ").append(demand(reference));
            table.append(" | ").append(reference.quality()).append(" |\n");
        }
        assertShown(table.toString());
    }

    @Test
    void theDocumentListsTheGridsHoursAndWhatTheyContradict() throws IOException {
        var table = new StringBuilder("| code | region | multipliers | what floats | quality |\n");
        table.append("|---|---|---|---|---|\n");
        var faults = new StringBuilder();
        for (var grid : Grids.ALL.values()) {
            table.append("| `").append(grid.code()).append("` | ").append(grid.region());
            table.append(" | ").append(multipliers(grid)).append(" | ").append(grid.floats());
            table.append(" | ").append(grid.quality()).append(" |\n");
            for (var fault : grid.faults()) {
                faults.append("- `").append(grid.code()).append("`: ").append(fault).append(".\n");
            }
        }
        assertShown(table.toString());
        assertShown(faults.toString());
    }

    private static String multipliers(ReferenceTariff.Grid grid) {
        return grid.isMultiplied()
                ? grid.hours().stream()
                        .flatMap(one -> one.multiplier().stream())
                        .distinct()
                        .sorted()
                        .map(BigDecimal::toPlainString)
                        .collect(Collectors.joining(", "))
                : "none in the source";
    }

    private static String range(ReferenceTariff reference) {
        var prices =
                reference.table().rules().stream()
                        .map(TariffTable.Rule::pricePerKwh)
                        .sorted(Comparator.naturalOrder())
                        .map(price -> rounded(price).stripTrailingZeros().toPlainString())
                        .toList();
        var least = prices.getFirst();
        return least.equals(prices.getLast()) ? least : least + " to " + prices.getLast();
    }

    private static String demand(ReferenceTariff reference) {
        var charge = reference.demandPerKwMonth();
        return charge.signum() == 0 ? "none" : charge.toPlainString() + " per kW-month";
    }

    private static BigDecimal rounded(BigDecimal amount) {
        return amount.setScale(6, RoundingMode.HALF_EVEN);
    }

    private static void assertShown(String table) throws IOException {
        var text = Files.readString(DOCUMENT);
        assertTrue(text.contains(table), () -> DOCUMENT + " lacks this table:\n" + table);
    }
}
