package io.intertie.web.books;

import io.intertie.tariff.feed.MonthlyTables;
import io.intertie.web.Figures;

/// A monthly table that was tried without a fault; `drafts` is how many it became.
public record TriedLine(
        String id, String name, String hash, String by, Figures.Moment at, int drafts) {
    public static TriedLine of(MonthlyTables.Tried tried, Figures figures) {
        return new TriedLine(
                tried.id().toString(),
                tried.name(),
                tried.sha256(),
                tried.takenBy(),
                figures.moment(tried.takenAt()),
                tried.drafts());
    }
}
