package io.intertie.platform.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.platform.config.TestClock;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxReaderTest {
    private final Database database = TestDatabase.fresh();
    private final TestClock clock = new TestClock();
    private final Outbox outbox = TestOutbox.on(database, clock);
    private final Set<Integer> refused = new HashSet<>();

    /// What is of interest.
    public record Heard(int number) {}

    /// What is not.
    public record Unheard(int number) {}

    @BeforeEach
    void register() {
        database.sql("insert into outbox_reader (name, last_read) values ('test', 0)").update();
        database.sql("create table done (number integer not null, at timestamptz not null)")
                .update();
    }

    private OutboxReader reader() {
        return new OutboxReader(database, clock, "test", Set.of(Heard.class), this::write);
    }

    private void write(OutboxReader.Told told) {
        var event = (Heard) told.event();
        database.sql("insert into done values (?, ?)", event.number(), told.publishedAt()).update();
        if (refused.contains(event.number())) {
            throw new IllegalStateException("not now");
        }
    }

    private List<Integer> done() {
        return database.sql("select number from done order by number")
                .list(row -> row.count("number"));
    }

    @Test
    void eachEventIsToldOnceWhoeverReads() {
        IntStream.range(0, 120).forEach(number -> outbox.publish(new Heard(number)));
        reader().carry();
        outbox.publish(new Heard(120));
        reader().carry();
        reader().carry();
        assertEquals(IntStream.rangeClosed(0, 120).boxed().toList(), done());
    }

    @Test
    void severalNodesTellEachEventOnce() throws Exception {
        IntStream.range(0, 300).forEach(number -> outbox.publish(new Heard(number)));
        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int node = 0; node < 4; node++) {
                nodes.execute(() -> IntStream.range(0, 9).forEach(i -> reader().carry()));
            }
        }
        assertEquals(IntStream.range(0, 300).boxed().toList(), done());
    }

    @Test
    void whatIsOfNoInterestIsReadPast() {
        IntStream.range(0, 60).forEach(number -> outbox.publish(new Unheard(number)));
        outbox.publish(new Heard(1));
        outbox.publish(new Unheard(61));
        reader().carry();
        assertEquals(List.of(1), done());
        long read =
                database.sql("select last_read from outbox_reader where name = 'test'")
                        .one(row -> row.number("last_read"));
        assertEquals(62, read);
    }

    @Test
    void anEventThatFailsWaitsAndKeepsNobodyFromTheOthers() {
        IntStream.range(0, 5).forEach(number -> outbox.publish(new Heard(number)));
        refused.add(2);
        reader().carry();
        assertEquals(List.of(0, 1, 3, 4), done());
        clock.advance(Duration.ofMinutes(10));
        reader().carry();
        assertEquals(List.of(0, 1, 3, 4), done(), "it fails still");
        refused.clear();
        reader().carry();
        assertEquals(List.of(0, 1, 3, 4), done(), "and waits");
        clock.advance(Duration.ofMinutes(10));
        reader().carry();
        reader().carry();
        assertEquals(List.of(0, 1, 2, 3, 4), done());
    }

    @Test
    void whereTheDatabaseGoesAwayNothingIsSetAside() {
        outbox.publish(new Heard(1));
        var calls = new AtomicInteger();
        var unlucky =
                new OutboxReader(
                        database,
                        clock,
                        "test",
                        Set.of(Heard.class),
                        told -> {
                            calls.incrementAndGet();
                            database.sql("select pg_terminate_backend(pg_backend_pid())")
                                    .list(row -> true);
                        });
        assertThrows(RuntimeException.class, unlucky::carry);
        assertEquals(1, calls.get());
        reader().carry();
        assertEquals(List.of(1), done());
    }

    @Test
    void theMomentOfThePublicationIsTold() {
        outbox.publish(new Heard(7));
        var published = clock.instant();
        clock.advance(Duration.ofHours(3));
        reader().carry();
        assertEquals(
                List.of(published),
                database.sql("select at from done").list(row -> row.instant("at")));
    }
}
