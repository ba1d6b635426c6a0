package io.intertie.tariff.feed;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What a monthly table would change, before anything is changed.
///
/// `documentId` is what to apply; it is empty where a fault keeps the table from being applied, and
/// then nothing was stored. `undecided` are sites in a region of which the table tells several
/// voltages: a line that names the site decides. `unused` are the lines that concern no site of
/// whoever asks.
public record TableDiff(
        Optional<UUID> documentId,
        String name,
        String sha256,
        List<Fault> faults,
        List<SiteChange> sites,
        List<String> undecided,
        List<Integer> unused) {
    public TableDiff {
        faults = List.copyOf(faults);
        sites = List.copyOf(sites);
        undecided = List.copyOf(undecided);
        unused = List.copyOf(unused);
    }

    /// A site whose tariff would have a new draft; `draftId` is there once it has.
    public record SiteChange(
            UUID dataCenterId,
            String site,
            String region,
            Instant effectiveFrom,
            List<CellChange> cells,
            List<Affected> listings,
            Optional<UUID> draftId) {}

    /// A listing that the verified draft will reprice.
    public record Affected(UUID listingId, String upstreamModel) {}

    /// A cell, what it says of, and what is in force; hours are told with their band.
    public record CellChange(
            int line, String column, String of, Optional<String> before, String now) {}

    /// Whether somebody must say that its unlikely figures are meant.
    public boolean needsConfirmation() {
        return faults.stream().anyMatch(Fault::isConfirmable);
    }

    public boolean isRefused() {
        return faults.stream().anyMatch(fault -> !fault.isConfirmable());
    }

    /// How many drafts applying it would make.
    public long open() {
        return sites.stream()
                .filter(site -> site.draftId().isEmpty() && !site.cells().isEmpty())
                .count();
    }
}
