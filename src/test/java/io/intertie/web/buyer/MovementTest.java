package io.intertie.web.buyer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.ledger.JournalEntry;
import io.intertie.web.Messages;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MovementTest {
    @Test
    void everyKindOfEntryHasItsWordOnTheWalletsPage() {
        var messages = new Messages();
        for (var kind : JournalEntry.Kind.values()) {
            var key = "movement." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
            for (var language : Messages.LANGUAGES) {
                assertTrue(messages.has(language, key), key + " in " + language);
            }
        }
    }
}
