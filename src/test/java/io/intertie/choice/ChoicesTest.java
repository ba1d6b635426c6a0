package io.intertie.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.platform.config.TestClock;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Faucet;
import io.intertie.platform.persistence.TestDatabase;
import io.intertie.platform.persistence.UuidV7;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChoicesTest {
    private static final UUID BUYER = UUID.randomUUID();
    private static final UUID MODEL = UUID.randomUUID();
    private static final UUID FIRST = UUID.randomUUID();
    private static final UUID SECOND = UUID.randomUUID();
    private static final LocalDate LONG_AGO = LocalDate.of(2000, 1, 1);

    private final TestClock clock = new TestClock();
    private final Faucet faucet = new Faucet(TestDatabase.freshSource(), 4);
    private final Database database = new Database(faucet.source());
    private final Choices choices = new Choices(database, clock);

    @AfterEach
    void close() {
        faucet.close();
    }

    @Test
    void aChoiceIsReadAsItWasTaken() {
        var choice = choice(chosen(FIRST, 1_226_222), lost(SECOND, Verdict.PRICE_CAP, 7));
        choices.record(choice);
        choices.flush();
        assertEquals(Optional.of(choice), choices.of(choice.requestId()));
        assertEquals(Optional.empty(), choices.of(UuidV7.at(clock.instant())));
    }

    @Test
    void whereThereWasNoChoiceOnlyTheTallyIsKept() {
        var choice = choice(chosen(FIRST, 1));
        choices.record(choice);
        choices.flush();
        assertEquals(Optional.empty(), choices.of(choice.requestId()));
        assertEquals(1, choices.tallies(List.of(FIRST), LONG_AGO).size());
    }

    @Test
    void talliesAreByListingDayAndVerdictFromAllNodes() {
        var other = new Choices(database, clock);
        var at = clock.instant();
        for (int i = 0; i < 3; i++) {
            choices.record(choice(chosen(FIRST, 1), lost(SECOND, Verdict.MAX_PRICE, 2)));
        }
        other.record(choice(chosen(SECOND, 1), lost(FIRST, Verdict.MAX_PRICE, 2)));
        choices.flush();
        other.flush();
        clock.advance(Duration.ofDays(1));
        choices.record(choice(chosen(FIRST, 1), lost(SECOND, Verdict.MAX_PRICE, 2)));
        choices.flush();
        var today = LocalDate.ofInstant(at, java.time.ZoneOffset.UTC);
        assertEquals(
                List.of(
                        new Tally(SECOND, today.plusDays(1), Verdict.MAX_PRICE, 1, clock.instant()),
                        new Tally(SECOND, today, Verdict.MAX_PRICE, 3, at),
                        new Tally(SECOND, today, Verdict.CHOSEN, 1, at)),
                choices.tallies(List.of(SECOND), LONG_AGO));
        assertEquals(1, choices.tallies(List.of(SECOND), today.plusDays(1)).size());
        assertEquals(List.of(), choices.tallies(List.of(), LONG_AGO));
        assertEquals(List.of(), choices.tallies(List.of(UUID.randomUUID()), LONG_AGO));
    }

    @Test
    void ofManyOffersTheFirstAreKeptAndTheOthersCounted() {
        var all = new ArrayList<Considered>();
        for (int i = 0; i < 100; i++) {
            all.add(new Considered(UUID.randomUUID(), Verdict.NEXT, i));
        }
        var choice = choice(all.toArray(Considered[]::new));
        choices.record(choice);
        choices.flush();
        var kept = choices.of(choice.requestId()).orElseThrow();
        assertEquals(all.subList(0, 24), kept.offers());
        assertEquals(76, kept.further());
    }

    @Test
    void whatIsThirtyDaysOldIsForgotten() {
        var old = choice(chosen(FIRST, 1), chosen(SECOND, 2));
        choices.record(old);
        choices.flush();
        clock.advance(Duration.ofDays(2));
        var young = choice(chosen(FIRST, 1), chosen(SECOND, 2));
        choices.record(young);
        choices.flush();
        clock.advance(Duration.ofDays(29));
        choices.forget();
        assertEquals(Optional.empty(), choices.of(old.requestId()));
        assertTrue(choices.of(young.requestId()).isPresent());
        assertEquals(1, choices.tallies(List.of(FIRST), LONG_AGO).size());
    }

    @Test
    void whileTheDatabaseIsAwayWhatDoesNotFitIsLostAndCountedAndTheRestIsWrittenLater() {
        faucet.shut();
        var first = choice(chosen(FIRST, 1), chosen(SECOND, 2));
        choices.record(first);
        choices.flush();
        for (int i = 0; i < 20_500; i++) {
            choices.record(choice(chosen(FIRST, 1)));
        }
        choices.flush();
        assertEquals(501, choices.lost(), "what is held back takes room as well");
        faucet.open();
        choices.flush();
        assertTrue(choices.of(first.requestId()).isPresent());
        assertEquals(20_000, choices.tallies(List.of(FIRST), LONG_AGO).getFirst().times());
    }

    @Test
    void manyNodesAtOnceAddUpAndNoneWaitsForEver() throws Exception {
        try (var nodes = Executors.newFixedThreadPool(4)) {
            for (int node = 0; node < 4; node++) {
                var own = new Choices(database, clock);
                var isOdd = node % 2 == 1;
                var _ =
                        nodes.submit(() -> {
                            for (int round = 0; round < 20; round++) {
                                for (int i = 0; i < 5; i++) {
                                    own.record(
                                            isOdd
                                                    ? choice(chosen(FIRST, 1), chosen(SECOND, 2))
                                                    : choice(chosen(SECOND, 1), chosen(FIRST, 2)));
                                }
                                own.flush();
                            }
                            return own;
                        });
            }
        }
        var sum =
                choices.tallies(List.of(FIRST, SECOND), LONG_AGO).stream()
                        .mapToLong(Tally::times)
                        .sum();
        assertEquals(4 * 20 * 5 * 2, sum);
    }

    @Test
    void theCompactFormIsJson() {
        assertEquals(
                "{\"by\":\"price\",\"offers\":[{\"listing\":\""
                        + FIRST
                        + "\",\"verdict\":\"chosen\",\"figure\":1},{\"listing\":\""
                        + SECOND
                        + "\",\"verdict\":\"price-cap\",\"figure\":7}]}",
                Considered.json(
                        "price", List.of(chosen(FIRST, 1), lost(SECOND, Verdict.PRICE_CAP, 7))));
        for (var verdict : Verdict.values()) {
            assertEquals(verdict, Verdict.of(verdict.word()));
        }
    }

    private static Considered chosen(UUID listing, long figure) {
        return new Considered(listing, Verdict.CHOSEN, figure);
    }

    private static Considered lost(UUID listing, Verdict verdict, long figure) {
        return new Considered(listing, verdict, figure);
    }

    private Choice choice(Considered... offers) {
        Instant at = clock.instant();
        return new Choice(UuidV7.at(at), BUYER, MODEL, at, "weighted-price", List.of(offers), 0);
    }
}
