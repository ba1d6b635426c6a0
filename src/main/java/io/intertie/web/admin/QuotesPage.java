package io.intertie.web.admin;

import io.intertie.fx.RateBook;
import io.intertie.fx.RateEntries;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.web.Form;
import io.intertie.web.Pages;
import io.intertie.web.files.TakesFiles;
import io.intertie.web.files.TypedFile;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/admin/fx`: exchange rates with source, quality and age, the position, and the ways in.
@Controller
@Path("/admin/fx")
@RequestScoped
public class QuotesPage {
    private static final String TEMPLATE = "admin/fx";

    private final Rates rates;
    private final FxSheet sheet;
    private final RateBook book;
    private final RateEntries entries;
    private final Desk desk;
    private final Pages pages;

    @Inject
    QuotesPage(
            Rates rates,
            FxSheet sheet,
            RateBook book,
            RateEntries entries,
            Desk desk,
            Pages pages) {
        this.rates = rates;
        this.sheet = sheet;
        this.book = book;
        this.entries = entries;
        this.desk = desk;
        this.pages = pages;
    }

    /// What the page shows: the newest quote of each pair, all series, the position, what was
    /// entered, and the feed; `users` counts the prices in force of each quote, `refusal` says why
    /// not, just now.
    public record View(
            List<Rates.Line> rates,
            List<FxSheet.Series> series,
            FxSheet.Book book,
            List<FxSheet.Entry> entries,
            FxSheet.Feed feed,
            Map<String, Integer> users,
            boolean mayAct,
            Optional<String> refusal,
            Form form) {
        public boolean isSeed() {
            return rates.stream().anyMatch(one -> one.isInForce() && one.isSeed());
        }

        public long stale() {
            return rates.stream().filter(Rates.Line::isStale).count();
        }

        public long held() {
            return series.stream().filter(FxSheet.Series::isHeld).count();
        }

        public int users(Rates.Line line) {
            return users.getOrDefault(line.rate().id(), 0);
        }

        /// The series of currencies that are quoted come first, the others are folded away.
        public List<FxSheet.Series> series(boolean isQuoted) {
            return series.stream().filter(one -> isQuoted(one.currency()) == isQuoted).toList();
        }

        private boolean isQuoted(String currency) {
            return rates.stream().anyMatch(one -> one.rate().pair().contains(currency));
        }
    }

    @GET
    public Response show() {
        return pages.show(TEMPLATE, view(Optional.empty(), Form.EMPTY));
    }

    @POST
    @Path("entries")
    public Response enter(
            @FormParam("currency") @DefaultValue("") String currency,
            @FormParam("rate") @DefaultValue("") String rate,
            @FormParam("asOf") @DefaultValue("") String asOf,
            @FormParam("evidence") @DefaultValue("") String evidence) {
        var form =
                Form.of(
                        Map.of(
                                "currency", currency,
                                "rate", rate,
                                "asOf", asOf,
                                "evidence", evidence));
        return answered(
                form,
                () -> {
                    var _ = entries.enter(draft(form), desk.actor());
                });
    }

    private static RateEntries.Draft draft(Form form) {
        return new RateEntries.Draft(
                form.value("currency"),
                number(form.value("rate")),
                day(form.value("asOf")),
                form.value("evidence"));
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException malformed) {
            throw Problem.field(
                    "rate", Wording.of("fx.number", "The rate is a number like 4.1664."));
        }
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException malformed) {
            throw Problem.field(
                    "asOf", Wording.of("fx.date", "The day is written like 2026-11-25."));
        }
    }

    @POST
    @Path("entries/{id}/confirm")
    public Response confirm(@PathParam("id") String id) {
        return answered(
                Form.EMPTY,
                () -> {
                    var _ = entries.confirm(Desk.id(id), desk.actor());
                });
    }

    @POST
    @Path("entries/{id}/reject")
    public Response reject(@PathParam("id") String id) {
        return answered(Form.EMPTY, () -> entries.reject(Desk.id(id), desk.actor()));
    }

    @POST
    @Path("files")
    @TakesFiles
    public Response file(@BeanParam TypedFile file) {
        return answered(
                Form.of(Map.of("text", file.text())),
                () -> {
                    var _ = book.upload(file.bytes(), desk.actor());
                });
    }

    private Response answered(Form form, Runnable act) {
        var _ = desk.actor();
        try {
            act.run();
            return pages.to("/admin/fx");
        } catch (Problem problem) {
            if (problem.type() == ProblemType.NOT_FOUND) {
                throw problem;
            }
            var told = pages.told(problem);
            return pages.again(TEMPLATE, view(Optional.of(told.detail()), form.wrong(told)));
        }
    }

    private View view(Optional<String> refusal, Form form) {
        var figures = desk.figures();
        var reader = desk.userName();
        return new View(
                rates.newest(figures),
                sheet.series(figures),
                sheet.positions(figures),
                entries.latest().stream()
                        .map(one -> FxSheet.Entry.of(one, reader, figures))
                        .toList(),
                sheet.feed(figures, pages::said),
                sheet.users(),
                desk.mayAct(),
                refusal,
                form);
    }
}
