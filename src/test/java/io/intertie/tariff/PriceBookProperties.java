package io.intertie.tariff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever tables, terms and rates come: what is shown is what is paid, and it adds up.
class PriceBookProperties {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theCurveShowsWhatARequestPaysAndItsPartsAddUp(long seed) {
        var random = new Random(seed);
        var world = new World();
        world.quotes.clear();
        for (var currency : PriceBook.BUYER_CURRENCIES) {
            var own = currency.equals(Golden.CNY);
            var mid = own ? "1" : decimal(random, 1, 200_000_000, 8).toPlainString();
            world.quote(currency, mid, own ? 0 : 50 + random.nextInt(300));
        }
        world.tariff(randomTable(random));
        world.price(randomTerms(random));
        var start = world.now().plus(Duration.ofHours(random.nextInt(8_000)));
        for (var currency : PriceBook.BUYER_CURRENCIES) {
            for (var tokens : TokenClass.values()) {
                var hours = world.book.hours(world.listing.id(), tokens, currency, start, 49);
                assertEquals(49, hours.size());
                for (int i = 0; i < hours.size(); i += 16) {
                    var hour = hours.get(i);
                    var price = world.book.at(world.listing.id(), hour.from()).orElseThrow();
                    var line = price.version().line(tokens, price.band(), currency).orElseThrow();
                    assertEquals(price.band(), hour.band());
                    assertEquals(price.tariffPerKwh(), hour.tariffPerKwh());
                    assertEquals(line.buyerMicroPerMillion(), hour.buyerMicroPerMillion());
                    assertAddsUp(world.book.anatomy(price, tokens, currency).orElseThrow(), line);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverIsPublishedTheVersionsTouchAndNeverOverlap(long seed) {
        var random = new Random(seed);
        var world = new World();
        world.tariff(randomTable(random));
        world.price(randomTerms(random));
        int published = 1;
        for (int i = 0; i < 25; i++) {
            world.pass(Duration.ofHours(1 + random.nextInt(200)));
            var when = world.now().plus(Duration.ofHours(random.nextInt(400)));
            var outcome =
                    world.repricing.propose(
                            world.proposal(randomTerms(random), when), world.drafter);
            published += outcome instanceof Repricing.Outcome.Published ? 1 : 0;
        }
        var versions = world.book.of(world.listing.id()).reversed();
        assertEquals(published, versions.size());
        assertTrue(published > 2, "published " + published);
        for (int i = 1; i < versions.size(); i++) {
            var end = versions.get(i - 1).effectiveTo().orElse(Instant.MAX);
            assertEquals(versions.get(i).effectiveFrom(), end);
            assertEquals(i + 1, versions.get(i).number());
        }
        assertTrue(versions.getLast().effectiveTo().isEmpty());
    }

    private static void assertAddsUp(PriceAnatomy anatomy, PriceVersion.Line line) {
        long buyer = 0;
        long local = 0;
        var shares = BigDecimal.ZERO;
        for (var part : anatomy.parts()) {
            assertTrue(part.buyerMicro() >= 0, part::toString);
            assertTrue(part.localMicro() >= 0, part::toString);
            assertTrue(part.share().signum() >= 0, part::toString);
            buyer += part.buyerMicro();
            local += part.localMicro();
            shares = shares.add(part.share());
        }
        assertEquals(line.buyerMicroPerMillion(), buyer);
        assertEquals(line.providerMicroPerMillion(), local);
        assertEquals(0, BigDecimal.ONE.compareTo(shares));
    }

    private static TariffTable randomTable(Random random) {
        var rules = new ArrayList<TariffTable.Rule>();
        var bands = Band.values();
        int from = 0;
        while (from < 96) {
            int until = Math.min(96, from + 1 + random.nextInt(30));
            rules.add(
                    World.rule(
                            time(from),
                            time(until),
                            bands[random.nextInt(bands.length)],
                            decimal(random, 0, 20_000, 4).toPlainString()));
            from = until;
        }
        return new TariffTable(World.SHANGHAI, rules);
    }

    private static String time(int quarter) {
        return String.format("%02d:%02d", quarter % 96 / 4, quarter % 4 * 15);
    }

    private static PriceTerms randomTerms(Random random) {
        return PriceTerms.of(
                Golden.base(
                        decimal(random, 300, 400, 2).toPlainString(),
                        decimal(random, 300, 400, 3).toPlainString(),
                        decimal(random, 300, 400, 1).toPlainString()),
                decimal(random, 0, 5_000, 4));
    }

    private static BigDecimal decimal(Random random, int least, int most, int scale) {
        return BigDecimal.valueOf(least + random.nextInt(most - least + 1), scale);
    }
}
