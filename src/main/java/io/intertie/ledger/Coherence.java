package io.intertie.ledger;

import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Whether the books agree with themselves: every projection is counted again from the journals.
@ApplicationScoped
public class Coherence {
    private final Database database;
    private final JournalStore entries;

    @Inject
    Coherence(Database database, JournalStore entries) {
        this.database = database;
        this.entries = entries;
    }

    /// The same outside the container, for offline commands.
    public static Coherence on(Database database) {
        return new Coherence(database, new JournalStore(database));
    }

    /// What is not as the journals say.
    public record Fault(String place, String found, String expected) {}

    /// Everything that disagrees; empty when the books are sound. Asks in a transaction of its own,
    /// so none may be running.
    ///
    /// | looks at | expects |
    /// |---|---|
    /// | each journal and currency | lines that sum to zero |
    /// | each journal | the hash that was written with it |
    /// | each journal | the cause that it was booked for, and no cause without one |
    /// | each wallet's posted amount and promo credit | the sum of its lines |
    /// | each wallet's promo credit | what its grants have left |
    /// | each wallet's held amount | the sum of its open holds |
    /// | each spend counter | the holds that count on it: what they hold, what was charged |
    /// | the carries of wallet, share, provider and VAT | what was charged, less what was posted |
    /// | each entry's reversals | no more than it moved, the other way |
    public List<Fault> faults() {
        // One snapshot for all questions, or a capture between two of them would look wrong.
        return database.snapshot(this::counted);
    }

    List<Fault> counted() {
        var faults = new ArrayList<Fault>();
        Projection.ALL.forEach(projection -> faults.addAll(of(projection)));
        for (var id : entries.altered()) {
            faults.add(new Fault("journal " + id, "altered", "as written"));
        }
        return List.copyOf(faults);
    }

    private List<Fault> of(Projection projection) {
        var parameters = new Object[projection.books()];
        Arrays.fill(parameters, Book.ID);
        return database.sql(projection.sql(), parameters)
                .list(row ->
                        new Fault(
                                row.text("place"),
                                row.textIfAny("found").orElse("none"),
                                row.textIfAny("expected").orElse("none")));
    }
}
