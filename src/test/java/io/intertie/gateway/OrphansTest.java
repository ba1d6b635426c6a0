package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.sandbox.SandboxProvider;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The question after orphans finds each kind of them, so that where it finds none there is none.
@Tag("lesson-30")
class OrphansTest {
    private final SandboxProvider sandbox = SandboxProvider.start(0);
    private final TestMarket market = new TestMarket("10", sandbox.baseUrl());

    @AfterEach
    void stop() {
        market.close();
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delete from hold where state = 'CAPTURED'        | served, not captured",
                "delete from usage_record where state <> 'FAILED' | captured, not served",
                "update usage_record set provider_pico = 1 where state = 'FAILED'"
                        + "| failed, and paid",
                "update usage_record set buyer_pico = 0 where state <> 'FAILED' | paid on one side",
                "update hold set state = 'HELD', ended_at = null where state = 'VOIDED'"
                        + "| over, and held",
                "update usage_sum set pico = pico + 1 where day is null | added up",
            })
    void anOrphanIsFound(String change, String what) {
        assertEquals(200, market.chat(UUID.randomUUID(), TestMarket.chat("hello")).status());
        var fails = TestMarket.chat("[[sandbox:status=500]]");
        assertEquals(502, market.chat(UUID.randomUUID(), fails).status());
        assertEquals(List.of(), Orphans.in(market.database()));
        market.database()
                .transaction(() -> {
                    for (var table : List.of("usage_record", "hold")) {
                        var _ = sql("alter table " + table + " disable trigger all");
                    }
                    var _ = sql("alter table usage_record drop constraint failed_is_free");
                    assertEquals(1, sql(change));
                });
        var found = Orphans.in(market.database());
        assertTrue(found.stream().anyMatch(one -> one.startsWith(what)), found.toString());
    }

    private int sql(String change) {
        return market.database().sql(change).update();
    }
}
