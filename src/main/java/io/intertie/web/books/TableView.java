package io.intertie.web.books;

import io.intertie.tariff.feed.Fault;
import io.intertie.tariff.feed.TableDiff;
import io.intertie.web.Figures;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// What a monthly table would change, as it is shown before it is applied.
public record TableView(
        Optional<UUID> id,
        String name,
        String hash,
        List<Fault> faults,
        List<SiteLine> sites,
        String undecided,
        String unused,
        long open,
        boolean needsConfirmation,
        boolean isRefused) {
    /// A site with its cells; drafted already, or to be.
    public record SiteLine(
            String site,
            String region,
            Figures.Moment effectiveFrom,
            List<TableDiff.CellChange> cells,
            String listings,
            boolean isDrafted) {
        static SiteLine of(TableDiff.SiteChange change, Figures figures) {
            return new SiteLine(
                    change.site(),
                    change.region(),
                    figures.moment(change.effectiveFrom()),
                    change.cells(),
                    change.listings().stream()
                            .map(TableDiff.Affected::upstreamModel)
                            .collect(Collectors.joining(", ")),
                    change.draftId().isPresent());
        }
    }

    public static TableView of(TableDiff diff, Figures figures) {
        return new TableView(
                diff.documentId(),
                diff.name(),
                diff.sha256(),
                diff.faults(),
                diff.sites().stream().map(one -> SiteLine.of(one, figures)).toList(),
                String.join(", ", diff.undecided()),
                diff.unused().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                diff.open(),
                diff.needsConfirmation(),
                diff.isRefused());
    }
}
