package io.intertie.web.admin;

import io.intertie.ledger.Journal;
import io.intertie.ledger.TrialBalanceLine;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.web.Figures;
import io.intertie.web.Pages;
import io.intertie.web.books.Even;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// `/admin/trial-balance`: every account code in every currency, and that each currency is zero.
@Controller
@Path("/admin/trial-balance")
@RequestScoped
public class BooksPage {
    private final Journal journal;
    private final Desk desk;
    private final Pages pages;

    @Inject
    BooksPage(Journal journal, Desk desk, Pages pages) {
        this.journal = journal;
        this.desk = desk;
        this.pages = pages;
    }

    /// What the page shows.
    public record View(List<Balanced> currencies) {
        public boolean isZero() {
            return currencies.stream().allMatch(Balanced::isZero);
        }
    }

    /// The books of one currency.
    public record Balanced(
            String currency,
            List<Line> lines,
            String debits,
            String credits,
            String difference,
            boolean isZero) {
        static Balanced of(Currency currency, List<TrialBalanceLine> lines, Figures figures) {
            var debits = 0L;
            var credits = 0L;
            for (var line : lines) {
                debits = Math.addExact(debits, line.debits());
                credits = Math.addExact(credits, line.credits());
            }
            var even =
                    Even.of(
                            lines.stream()
                                    .flatMapToLong(
                                            one -> LongStream.of(one.debits(), one.credits()))
                                    .mapToObj(micro -> new Money(currency, micro)),
                            figures);
            return new Balanced(
                    currency.code(),
                    lines.stream().map(line -> Line.of(line, even)).toList(),
                    even.text(new Money(currency, debits)),
                    even.text(new Money(currency, credits)),
                    even.text(new Money(currency, Math.subtractExact(credits, debits))),
                    credits == debits);
        }
    }

    /// One account code, written out.
    public record Line(int number, String label, String debits, String credits, String balance) {
        static Line of(TrialBalanceLine line, Even even) {
            return new Line(
                    line.code().number(),
                    line.code().label(),
                    even.text(new Money(line.currency(), line.debits())),
                    even.text(new Money(line.currency(), line.credits())),
                    even.text(new Money(line.currency(), line.balance())));
        }
    }

    @GET
    public Response show() {
        return pages.show("admin/trial-balance", of(journal.trialBalance(), desk.figures()));
    }

    static View of(List<TrialBalanceLine> all, Figures figures) {
        Map<String, List<TrialBalanceLine>> byCurrency = new TreeMap<>();
        all.forEach(line ->
                byCurrency
                        .computeIfAbsent(line.currency().code(), code -> new ArrayList<>())
                        .add(line));
        return new View(
                byCurrency.values().stream()
                        .map(lines -> Balanced.of(lines.getFirst().currency(), lines, figures))
                        .toList());
    }
}
