package io.intertie.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.money.Currency;
import io.intertie.platform.persistence.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The ECB's rates of 294 days, taken in as a file and crossed for all 110 pairs of 11 currencies.
class CrossRateTable {
    private static final Instant LATER = Instant.parse("2023-02-22T12:00:00Z");
    private static final List<String> DAYS = lines("/fx/ecb_2022_2023.csv");
    private static final List<String> COLUMNS =
            Stream.of(DAYS.getFirst().split(",", -1)).skip(1).map(it -> it.substring(3)).toList();
    private static final List<Currency> CURRENCIES =
            Stream.concat(Stream.of("EUR"), COLUMNS.stream()).map(Currency::of).toList();

    @Test
    void everyPairOfEveryDayIsCrossedAsOutsideArithmeticSays() {
        var database = TestDatabase.fresh();
        var clock = Clock.fixed(LATER, ZoneOffset.UTC);
        var room = TestQuotes.without(database, clock);
        var days = days();
        var taken = room.book().upload(TestQuotes.file(days), TestQuotes.ADA);
        assertEquals(2_940, taken.rates());
        assertEquals(0, taken.held());

        var onRecord = onRecord(room.rates().around(EcbFile.EUR, days.keySet().iterator().next()));
        var sums = new LinkedHashMap<String, BigDecimal>();
        onRecord.values()
                .forEach(day ->
                        crossed(day)
                                .forEach((pair, mid) -> sums.merge(pair, mid, BigDecimal::add)));
        var expected = new LinkedHashMap<String, BigDecimal>();
        lines("/fx/cross_sums.csv").stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .forEach(cells -> expected.put(cells[0], new BigDecimal(cells[1])));
        assertEquals(110, expected.size());
        assertEquals(expected, sums);
    }

    private static Map<LocalDate, Map<Currency, CrossRate.Reference>> onRecord(
            List<ReferenceRate> rates) {
        var byDay = new TreeMap<LocalDate, Map<Currency, CrossRate.Reference>>();
        for (var rate : rates) {
            byDay.computeIfAbsent(rate.asOf(), day -> new LinkedHashMap<>())
                    .put(rate.quote(), CrossRate.Reference.of(rate));
        }
        byDay.values().forEach(day -> day.put(EcbFile.EUR, of(day, Currency.of("USD")).ofTheHub()));
        return byDay;
    }

    private static CrossRate.Reference of(
            Map<Currency, CrossRate.Reference> day, Currency currency) {
        return Objects.requireNonNull(day.get(currency));
    }

    /// All pairs of a day, with the rates that they name.
    private static Map<String, BigDecimal> crossed(Map<Currency, CrossRate.Reference> day) {
        var mids = new LinkedHashMap<String, BigDecimal>();
        for (var base : CURRENCIES) {
            for (var quote : CURRENCIES) {
                if (!base.equals(quote)) {
                    var cross = CrossRate.of(of(day, base), of(day, quote));
                    assertEquals(base.code().equals("EUR"), cross.baseRateId().isEmpty());
                    assertEquals(quote.code().equals("EUR"), cross.quoteRateId().isEmpty());
                    mids.put(new CurrencyPair(base, quote).toString(), cross.mid().value());
                }
            }
        }
        return mids;
    }

    private static Map<LocalDate, Map<String, String>> days() {
        var days = new TreeMap<LocalDate, Map<String, String>>();
        DAYS.stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .forEach(cells -> {
                    var rates = new LinkedHashMap<String, String>();
                    for (int i = 0; i < COLUMNS.size(); i++) {
                        rates.put(COLUMNS.get(i), cells[i + 1]);
                    }
                    days.put(LocalDate.parse(cells[0]), rates);
                });
        return days;
    }

    private static List<String> lines(String resource) {
        try (var file = CrossRateTable.class.getResourceAsStream(resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
