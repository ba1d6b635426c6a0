package io.intertie.ledger;

import io.intertie.money.Check;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Counters of what was spent and is held: the projection of the holds that count on them.
///
/// **Always true** whoever changes a counter holds the lock of its wallet's row.
@ApplicationScoped
class CounterStore {
    private static final String TAKE =
            """
            insert into spend_counter as c
                (book_id, counter, organisation_id, currency, most, held)
            select ?, cap.counter, ?, ?, cap.most, ? from (values {caps}) as cap (counter, most)
            where cap.most >= ? order by cap.counter
            on conflict (book_id, counter)
            do update set held = c.held + excluded.held, most = excluded.most
            where c.spent_pico + 1000000::numeric * (c.held + excluded.held)
                <= 1000000::numeric * excluded.most
            returning counter\
            """;
    private static final String FIND =
            """
            select counter, div(spent_pico + 999999, 1000000)::bigint as spent, held
            from spend_counter where book_id = ? and counter in ({counters})\
            """;

    private final Database database;

    @Inject
    CounterStore(Database database) {
        this.database = database;
    }

    /// Counts a hold on each counter whose cap leaves room for it, checked and taken by one
    /// statement; tells on which. Unless it is on all, the transaction must not be committed.
    Set<String> take(Hold hold, List<Wallets.Cap> caps) {
        var parameters = new ArrayList<Object>();
        Collections.addAll(
                parameters,
                Book.ID,
                hold.organisationId(),
                hold.amount().currency().code(),
                hold.amount().micro());
        for (var cap : caps) {
            parameters.add(cap.counter());
            parameters.add(cap.most().micro());
        }
        parameters.add(hold.amount().micro());
        var places = String.join(", ", Collections.nCopies(caps.size(), "(?, ?::bigint)"));
        return new HashSet<>(
                database.sql(TAKE.replace("{caps}", places), parameters.toArray())
                        .list(row -> row.text("counter")));
    }

    /// Ends the counting of a hold that nothing was charged for.
    void free(Hold hold) {
        pay(hold, 0);
    }

    /// Turns what a hold counted as held into what was charged.
    void pay(Hold hold, long pico) {
        if (hold.counters().isEmpty()) {
            return;
        }
        var updated =
                database.sql(
                                "update spend_counter set held = held - ?,"
                                        + " spent_pico = spent_pico + ? where book_id = ?"
                                        + " and counter = any(string_to_array(?, ' '))",
                                hold.amount().micro(),
                                pico,
                                Book.ID,
                                String.join(" ", hold.counters()))
                        .update();
        Check.that(updated == hold.counters().size(), "%s counts on %s", hold, updated);
    }

    /// What stands on counters; those that nothing ever counted on are absent.
    Map<String, Wallets.Counted> find(Collection<String> counters) {
        if (counters.isEmpty()) {
            return Map.of();
        }
        var parameters = new ArrayList<Object>(List.of(Book.ID));
        parameters.addAll(counters);
        var places = String.join(", ", Collections.nCopies(counters.size(), "?"));
        return database
                .sql(FIND.replace("{counters}", places), parameters.toArray())
                .list(row ->
                        Map.entry(
                                row.text("counter"),
                                new Wallets.Counted(row.number("spent"), row.number("held"))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
