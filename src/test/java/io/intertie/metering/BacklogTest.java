package io.intertie.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("money")
class BacklogTest {
    private final Backlog backlog = new Backlog(2, 4, Duration.ofHours(1));
    private final Backlog hasty = new Backlog(0, 1, Duration.ofMillis(1));

    private void served(int records) {
        for (int i = 0; i < records; i++) {
            backlog.add();
        }
    }

    @Test
    void aRequestWaitsWhileTheBooksAreBehindAndGoesOnWhenTheyComeNearer() throws Exception {
        served(3);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> waiting = threads.submit(backlog::hasRoom);
            Thread.sleep(50);
            assertFalse(waiting.isDone());
            backlog.booked(2);
            assertTrue(waiting.get());
        }
        assertEquals(1, backlog.size());
    }

    @Test
    void aRequestThatHasWaitedLongGoesOnWhileThereIsRoomAtAll() {
        assertTrue(hasty.hasRoom());
        hasty.add();
        assertFalse(hasty.hasRoom());
    }

    @Test
    void nobodyWaitsForBooksThatAreAway() throws Exception {
        served(3);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> waiting = threads.submit(backlog::hasRoom);
            backlog.booksAreAway();
            assertTrue(waiting.get());
        }
        served(1);
        assertFalse(backlog.hasRoom());
    }
}
