package io.intertie.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    @TempDir private Path folder;

    @Test
    void complaintsSayMoreThanTheLinesAfterThem() throws IOException {
        var log = log();
        append("INFO starting\nSEVERE no such table\n\tat some.Frame\nSEVERE no such table\n");
        append("INFO bye\n".repeat(20));

        assertEquals("SEVERE no such table", log.lastWords());
    }

    @Test
    void withoutComplaintsTheLastFifteenLinesMustDo() throws IOException {
        var log = log();
        for (int i = 1; i <= 20; i++) {
            append("line " + i + "\n\n");
        }

        assertTrue(log.lastWords().startsWith("line 6\n"));
        assertTrue(log.lastWords().endsWith("\nline 20"));
    }

    @Test
    void anEarlierRunIsNotQuoted() throws IOException {
        var log = log();
        append("SEVERE yesterday\n");
        log.beginRun();
        append("today\n");

        assertEquals("today", log.lastWords());
    }

    @Test
    void theLogOfTheStartBeforeIsKeptAside() throws IOException {
        var log = log();
        append("before\n");
        log.rotate();

        assertFalse(Files.exists(log.path()));
        assertEquals("before\n", Files.readString(folder.resolve("test.log.1")));
    }

    private LogTail log() {
        return new LogTail(folder.resolve("test.log"));
    }

    private void append(String text) throws IOException {
        Files.writeString(
                folder.resolve("test.log"),
                text,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
