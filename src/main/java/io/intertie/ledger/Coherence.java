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
    private static final String UNBALANCED =
            """
            select 'journal ' || journal_id || ' ' || currency as place,
                sum(micro) as found, 0 as expected
            from journal_line where book_id = ?
            group by journal_id, currency having sum(micro) <> 0\
            """;
    private static final String POSTED =
            """
            select 'posted of wallet ' || owner || ' ' || currency as place,
                w.posted as found, coalesce(l.micro, 0) as expected
            from (select organisation_id::text as owner, currency, posted
                  from wallet where book_id = ?) w
            full join (select owner, currency, sum(micro) as micro from journal_line
                  where book_id = ? and code = 2010 group by owner, currency) l
                using (owner, currency)
            where w.posted is distinct from coalesce(l.micro, 0)\
            """;
    private static final String HELD =
            """
            select 'held of wallet ' || w.organisation_id || ' ' || w.currency as place,
                w.held as found, coalesce(h.micro, 0) as expected
            from wallet w left join (
                select book_id, organisation_id, currency, sum(micro) as micro
                from hold where state = 'HELD' group by book_id, organisation_id, currency) h
                using (book_id, organisation_id, currency)
            where w.book_id = ? and w.held <> coalesce(h.micro, 0)\
            """;

    /// Whatever was charged is posted (by the wallet or by the market's overrun) or carried.
    private static final String CARRIED =
            """
            select 'carry of wallet ' || w.organisation_id || ' ' || w.currency as place,
                w.carry_pico as found, coalesce(c.pico, 0) - 1000000 * coalesce(p.micro, 0)
                    as expected
            from wallet w
            left join (
                select organisation_id, currency, sum(buyer_pico) as pico
                from hold where book_id = ? group by organisation_id, currency) c
                using (organisation_id, currency)
            left join (
                select h.organisation_id, h.currency, -sum(l.micro) as micro
                from hold h
                join journal j on j.book_id = h.book_id and j.kind = 'CAPTURE'
                    and j.external_ref = h.request_id::text
                join journal_line l on l.book_id = j.book_id and l.journal_id = j.id
                    and l.currency = h.currency and l.code in (2010, 5060)
                where h.book_id = ? group by h.organisation_id, h.currency) p
                using (organisation_id, currency)
            where w.book_id = ?
                and w.carry_pico <> coalesce(c.pico, 0) - 1000000 * coalesce(p.micro, 0)\
            """;

    private static final String OWED =
            """
            select 'carry of provider ' || c.provider_id || ' ' || c.provider_currency
                    || ' with wallet ' || c.organisation_id || ' ' || c.currency as place,
                coalesce(k.carry_pico, 0) as found, c.pico - 1000000 * coalesce(p.micro, 0)
                    as expected
            from (select organisation_id, currency, provider_id, provider_currency,
                      sum(provider_pico) as pico
                  from hold where book_id = ? and state = 'CAPTURED'
                  group by organisation_id, currency, provider_id, provider_currency) c
            left join (
                select h.organisation_id, h.currency, h.provider_id, h.provider_currency,
                    sum(l.micro) as micro
                from hold h
                join journal j on j.book_id = h.book_id and j.kind = 'CAPTURE'
                    and j.external_ref = h.request_id::text
                join journal_line l on l.book_id = j.book_id and l.journal_id = j.id
                    and l.code = 2020
                where h.book_id = ?
                group by h.organisation_id, h.currency, h.provider_id, h.provider_currency) p
                using (organisation_id, currency, provider_id, provider_currency)
            left join provider_carry k on k.book_id = ?
                and k.organisation_id = c.organisation_id and k.currency = c.currency
                and k.provider_id = c.provider_id and k.provider_currency = c.provider_currency
            where coalesce(k.carry_pico, 0) <> c.pico - 1000000 * coalesce(p.micro, 0)\
            """;

    private final Database database;
    private final JournalStore entries;

    @Inject
    Coherence(Database database, JournalStore entries) {
        this.database = database;
        this.entries = entries;
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
    /// | each wallet's posted amount | the sum of its lines |
    /// | each wallet's held amount | the sum of its open holds |
    /// | each wallet's and provider's carry | all that was charged, less what was posted |
    public List<Fault> faults() {
        // One snapshot for all questions, or a capture between two of them would look wrong.
        return database.snapshot(this::counted);
    }

    List<Fault> counted() {
        var faults = new ArrayList<Fault>();
        faults.addAll(of(UNBALANCED, 1));
        faults.addAll(of(POSTED, 2));
        faults.addAll(of(HELD, 1));
        faults.addAll(of(CARRIED, 3));
        faults.addAll(of(OWED, 3));
        for (var entry : entries.altered()) {
            faults.add(new Fault("journal " + entry.id(), "altered", "as written"));
        }
        return List.copyOf(faults);
    }

    private List<Fault> of(String question, int books) {
        var parameters = new Object[books];
        Arrays.fill(parameters, Book.ID);
        return database.sql(question, parameters)
                .list(row ->
                        new Fault(
                                row.text("place"),
                                String.valueOf(row.textIfAny("found").orElse("none")),
                                row.text("expected")));
    }
}
