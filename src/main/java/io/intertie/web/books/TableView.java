package io.intertie.web.books;

import io.intertie.platform.http.Wording;
import io.intertie.tariff.feed.Fault;
import io.intertie.tariff.feed.TableDiff;
import io.intertie.web.Figures;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a monthly table would change, as it is shown before it is applied.
public record TableView(
        Optional<UUID> id,
        String name,
        String hash,
        List<FaultLine> faults,
        List<SiteLine> sites,
        String undecided,
        String unused,
        long open,
        boolean needsConfirmation,
        boolean isRefused) {
    /// What is wrong with a cell, in the reader's language.
    public record FaultLine(int line, String column, String what, boolean isConfirmable) {
        static FaultLine of(Fault fault, Function<Wording, String> said) {
            return new FaultLine(
                    fault.line(),
                    fault.column(),
                    said.apply(fault.wording()),
                    fault.isConfirmable());
        }
    }

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

    public static TableView of(TableDiff diff, Figures figures, Function<Wording, String> said) {
        return new TableView(
                diff.documentId(),
                diff.name(),
                diff.sha256(),
                diff.faults().stream().map(one -> FaultLine.of(one, said)).toList(),
                diff.sites().stream().map(one -> SiteLine.of(one, figures)).toList(),
                String.join(", ", diff.undecided()),
                diff.unused().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                diff.open(),
                diff.needsConfirmation(),
                diff.isRefused());
    }
}
