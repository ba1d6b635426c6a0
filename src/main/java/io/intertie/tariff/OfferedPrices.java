package io.intertie.tariff;

import io.intertie.platform.persistence.Columns;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// What prices the requests of all listings, which a node reads again and again.
///
/// Of a version only its end changes, once. So each reading asks which versions there are and when
/// they end, a few bytes each, and reads whole only what it has not read before.
final class OfferedPrices {
    private static final int TOGETHER = 1_000;

    private static final String ENDS =
            "select v.id, v.effective_to from price_version v left join price_version c"
                    + " on v.kind = 'HOUR' and c.id = v.series_id"
                    + " where (v.effective_to is null or v.effective_to > ?)"
                    + " and not exists (select 1 from listing_suspension s where"
                    + " s.listing_id = v.listing_id and s.resumed_at is null) and "
                    + PriceStore.IS_PRICING
                    + " order by v.listing_id, v.effective_from";

    private final Database database;
    private final Function<Row, PriceVersion> reading;
    private volatile Map<UUID, PriceVersion> last = Map.of();

    private record End(UUID id, Optional<Instant> at) {
        boolean isOf(Optional<PriceVersion> version) {
            return version.map(PriceVersion::effectiveTo).filter(at::equals).isPresent();
        }
    }

    OfferedPrices(Database database, Function<Row, PriceVersion> reading) {
        this.database = database;
        this.reading = reading;
    }

    /// The versions that price after an instant, of listings that nobody has suspended.
    List<PriceVersion> after(Instant instant) {
        var known = last;
        var ends =
                database.sql(ENDS, instant)
                        .list(row -> new End(row.id("id"), row.instantIfAny("effective_to")));
        var all = HashMap.<UUID, PriceVersion>newHashMap(ends.size());
        var isKnown = ends.stream().filter(end -> end.isOf(Optional.ofNullable(known.get(end.id))));
        isKnown.forEach(end -> all.put(end.id, known.get(end.id)));
        var others = ends.stream().map(End::id).filter(id -> !all.containsKey(id)).toList();
        for (int from = 0; from < others.size(); from += TOGETHER) {
            var some = others.subList(from, Math.min(from + TOGETHER, others.size()));
            read(some).forEach(version -> all.put(version.id(), version));
        }
        last = all;
        return ends.stream().map(end -> all.get(end.id)).toList();
    }

    private List<PriceVersion> read(Collection<UUID> some) {
        var ids = new Columns("uuid");
        some.forEach(ids::add);
        return database.sql(
                        "select * from price_version where id in (select * from "
                                + Columns.unnest("uuid")
                                + ")",
                        ids.after())
                .list(reading);
    }
}
