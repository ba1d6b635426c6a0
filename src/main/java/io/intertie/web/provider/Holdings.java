package io.intertie.web.provider;

import io.intertie.settlement.SettlementWindow;
import io.intertie.settlement.Settlements;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.Tariffs;
import io.intertie.web.Figures;
import io.intertie.web.books.Names;
import io.intertie.web.books.PayoutLine;
import io.intertie.web.books.StatementView;
import io.intertie.web.books.WindowLine;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/// A provider's sites, listings, windows and payouts, written out for lists.
@RequestScoped
class Holdings {
    private final Estate estate;
    private final Tariffs tariffs;
    private final PriceBook book;
    private final Settlements settlements;
    private final Clock clock;

    @Inject
    Holdings(Estate estate, Tariffs tariffs, PriceBook book, Settlements settlements, Clock clock) {
        this.estate = estate;
        this.tariffs = tariffs;
        this.book = book;
        this.settlements = settlements;
        this.clock = clock;
    }

    /// An open window with what has come together in it so far.
    public record Accrual(WindowLine window, StatementView soFar) {}

    List<SiteLine> sites(Figures figures) {
        var now = clock.instant();
        return estate.sites().stream()
                .map(site -> SiteLine.of(site, tariffs.inForce(site.id(), now), now, figures))
                .toList();
    }

    List<ListingLine> listings(Names names, Figures figures) {
        var now = clock.instant();
        return estate.listings().stream()
                .map(one -> ListingLine.of(one, book.at(one.id(), now), names, figures))
                .toList();
    }

    List<Accrual> accruals(UUID providerId, Names names, Figures figures) {
        return settlements.windowsOf(providerId).stream()
                .filter(SettlementWindow::isOpen)
                .map(window ->
                        new Accrual(
                                WindowLine.of(window, names, figures),
                                StatementView.of(settlements.dryRun(window.id()), names, figures)))
                .toList();
    }

    List<PayoutLine> payouts(UUID providerId, Names names, Figures figures) {
        return settlements.payoutsOf(providerId).stream()
                .map(payout -> PayoutLine.of(payout, names, figures))
                .toList();
    }
}
