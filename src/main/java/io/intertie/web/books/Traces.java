package io.intertie.web.books;

import io.intertie.catalog.Catalog;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.settlement.Settlements;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.Tariffs;
import io.intertie.web.Figures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/// Fetches what a payout's page rests on, from the rooms that keep it.
@ApplicationScoped
public class Traces {
    private static final int RECORDS = 50;

    private final Settlements settlements;
    private final PriceBook book;
    private final Tariffs tariffs;
    private final Catalog catalog;

    @Inject
    Traces(Settlements settlements, PriceBook book, Tariffs tariffs, Catalog catalog) {
        this.settlements = settlements;
        this.book = book;
        this.tariffs = tariffs;
        this.catalog = catalog;
    }

    /// A payout's trace with one of its requests opened: the one asked for, else the first.
    ///
    /// @throws Problem if there is no such payout
    public TraceView of(UUID payoutId, Optional<UUID> request, boolean isWhole, Figures figures) {
        var trace =
                settlements
                        .trace(payoutId, RECORDS)
                        .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "no such payout"));
        var versions =
                trace.priceVersions().stream().flatMap(id -> book.find(id).stream()).toList();
        var used =
                versions.stream()
                        .map(version -> version.inputs().tariffVersionId())
                        .distinct()
                        .flatMap(id -> tariffs.find(id).stream())
                        .toList();
        return TraceView.of(
                new TraceView.Facts(trace, Names.of(catalog), versions, used, request, isWhole),
                figures);
    }
}
