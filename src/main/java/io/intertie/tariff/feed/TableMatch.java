package io.intertie.tariff.feed;

import io.intertie.catalog.DataCenter;
import io.intertie.platform.http.Wording;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which rows of a table are a site's: those that name it, or else those of its grid region.
final class TableMatch {
    private final List<DataCenter> sites;
    private final Map<String, String> regions;
    private final Faults faults;
    private final Map<DataCenter, List<TableRow>> bySite = new LinkedHashMap<>();
    private final List<String> undecided = new ArrayList<>();

    /// `regions` are the codes of all regions by what they are called.
    TableMatch(
            List<TableRow> rows,
            List<DataCenter> sites,
            Map<String, String> regions,
            Faults faults) {
        this.sites = sites;
        this.regions = regions;
        this.faults = faults;
        rows.forEach(this::checkPlace);
        sites.forEach(site -> match(site, rows));
    }

    Map<DataCenter, List<TableRow>> bySite() {
        return bySite;
    }

    List<String> undecided() {
        return undecided;
    }

    /// The lines that are no site's.
    List<Integer> unused(List<TableRow> rows) {
        var used = new HashSet<TableRow>();
        bySite.values().forEach(used::addAll);
        return rows.stream().filter(row -> !used.contains(row)).map(TableRow::line).toList();
    }

    private void checkPlace(TableRow row) {
        var named = row.place().site();
        if (!named.isEmpty()) {
            var found = sites.stream().filter(site -> isNamed(site, named)).count();
            if (found != 1) {
                var told = Told.shortened(named);
                faults.at(
                        row.line(),
                        "site",
                        found == 0
                                ? Wording.of("table.site", "\"%s\" is no site of yours", told)
                                : Wording.of(
                                        "table.sites",
                                        "\"%s\" is the name of several sites: write the site's id",
                                        told));
            }
        }
        var region = row.place().region();
        if (!region.isEmpty() && !regions.containsKey(region)) {
            faults.at(
                    row.line(),
                    "region",
                    Wording.of(
                            "table.region",
                            "\"%s\" is no known grid region",
                            Told.shortened(region)));
        }
    }

    private static boolean isNamed(DataCenter site, String name) {
        return site.slug().equals(name) || site.id().toString().equals(name);
    }

    private void match(DataCenter site, List<TableRow> rows) {
        var named = rows.stream().filter(row -> isNamed(site, row.place().site())).toList();
        var its = named.isEmpty() ? ofRegion(site.gridRegion(), rows) : named;
        if (its.isEmpty()) {
            return;
        }
        if (its.stream().map(row -> row.place().voltage()).distinct().count() > 1) {
            undecided.add(site.slug());
        } else {
            bySite.put(site, its);
        }
    }

    private List<TableRow> ofRegion(String region, List<TableRow> rows) {
        return rows.stream()
                .filter(row -> row.place().site().isEmpty())
                .filter(row -> isSame(row.place().region(), region))
                .toList();
    }

    private boolean isSame(String region, String other) {
        return regions.getOrDefault(region, region).equals(regions.getOrDefault(other, other));
    }
}
