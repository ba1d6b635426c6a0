package io.intertie.gateway;

import io.intertie.metering.TestUsageSums;
import io.intertie.platform.persistence.Database;
import java.util.ArrayList;
import java.util.List;

/// Money without a request, or a request without its money: there must be none.
final class Orphans {
    private static final String QUESTION =
            """
            select 'served, not captured' as what, request_id as id from usage_record u
            where state <> 'FAILED' and not exists (
                select from hold h where h.id = u.capture_id and h.state = 'CAPTURED')
            union all
            select 'captured, not served', id from hold h
            where state = 'CAPTURED' and not exists (
                select from usage_record u where u.capture_id = h.id and u.state <> 'FAILED')
            union all
            select 'failed, and paid', request_id from usage_record
            where state = 'FAILED' and (buyer_pico > 0 or provider_pico > 0)
            union all
            select 'paid on one side', request_id from usage_record
            where (buyer_pico = 0) <> (provider_pico = 0)
            union all
            select 'over, and held', request_id from usage_record
            join hold on id = request_id and hold.state = 'HELD'
            order by what, id\
            """;

    private Orphans() {}

    static List<String> in(Database database) {
        var found = new ArrayList<String>();
        found.addAll(database.sql(QUESTION).list(row -> row.text("what") + " " + row.id("id")));
        found.addAll(TestUsageSums.differences(database));
        return found;
    }
}
