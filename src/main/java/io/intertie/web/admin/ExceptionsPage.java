package io.intertie.web.admin;

import io.intertie.audit.Verification;
import io.intertie.settlement.SettlementWindow;
import io.intertie.settlement.Settlements;
import io.intertie.web.Figures;
import io.intertie.web.Pages;
import io.intertie.web.books.Names;
import io.intertie.web.books.PayoutLine;
import io.intertie.web.books.StatementView;
import io.intertie.web.books.WindowLine;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// `/admin`: what needs a hand comes first.
@Controller
@Path("/admin")
@RequestScoped
public class ExceptionsPage {
    private final Settlements settlements;
    private final Drafts drafts;
    private final Watch watch;
    private final Desk desk;
    private final Pages pages;

    @Inject
    ExceptionsPage(Settlements settlements, Drafts drafts, Watch watch, Desk desk, Pages pages) {
        this.settlements = settlements;
        this.drafts = drafts;
        this.watch = watch;
        this.desk = desk;
        this.pages = pages;
    }

    /// What the page shows; `unpaid` are the payouts that wait for approval or are held.
    public record View(
            List<Closable> windows,
            List<PayoutLine> unpaid,
            List<Drafts.Line> drafts,
            List<Rates.Line> rates,
            FeedAlarms feeds,
            boolean isChainIntact,
            String chainLength) {
        public long closable() {
            return windows.stream().filter(Closable::isReady).count();
        }

        public long stale() {
            return rates.stream().filter(Rates.Line::isStale).count();
        }
    }

    /// The feeds and bidding zones in alarm, and how many are watched.
    public record FeedAlarms(List<String> names, int watched) {}

    /// An open window and what it would close to now.
    public record Closable(WindowLine window, StatementView tried) {
        public boolean isReady() {
            return tried.isSound() && tried.sums().isPayable();
        }
    }

    @GET
    public Response show() {
        var figures = desk.figures();
        var names = desk.names();
        var verified = watch.chain();
        return pages.show(
                "admin/exceptions",
                new View(
                        settlements.windows().stream()
                                .filter(SettlementWindow::isOpen)
                                .map(window -> tried(window, names, figures))
                                .toList(),
                        settlements.payouts().stream()
                                .filter(payout -> !payout.state().isApproved())
                                .map(payout -> PayoutLine.of(payout, names, figures))
                                .toList(),
                        drafts.waiting(names, figures),
                        watch.rates(figures),
                        watch.feeds(),
                        verified instanceof Verification.Intact,
                        length(verified, figures)));
    }

    private Closable tried(SettlementWindow window, Names names, Figures figures) {
        return new Closable(
                WindowLine.of(window, names, figures),
                StatementView.of(settlements.dryRun(window.id()), names, figures));
    }

    private static String length(Verification verified, Figures figures) {
        return switch (verified) {
            case Verification.Intact intact -> figures.count(intact.entries());
            case Verification.Broken broken -> figures.count(broken.sequence());
        };
    }
}
