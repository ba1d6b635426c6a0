package io.intertie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.sandbox.SandboxProvider;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The same question costs the same however it is asked, and its answer says what and by whom.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParityTest {
    private static final String SAYS = "[[sandbox:tokens=20,cached=4,reasoning=6]]";

    private final SandboxProvider sandbox = SandboxProvider.start(0);
    private final TestMarket market = new TestMarket("10", sandbox.baseUrl());

    @AfterAll
    void theBooksAgree() {
        assertEquals(List.of(), market.ledger.coherence().faults());
        market.close();
        sandbox.close();
    }

    private JsonNode usage(UUID id, Asking asking, boolean streamed) {
        var heads = Asking.heads(TestMarket.KEY);
        var heard = market.answer(id, asking.path, heads, asking.body(SAYS, 100, streamed));
        assertEquals(200, heard.status(), heard.body().toString());
        return Asking.usage(heard);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EMBEDDINGS")
    @Tag("lesson-2")
    void streamedOrWholeItCostsTheSameAndNeverNothing(Asking asking) {
        var streamed = UUID.randomUUID();
        var whole = UUID.randomUUID();
        var told = usage(streamed, asking, true).path("cost").decimalValue();
        assertEquals(told, usage(whole, asking, false).path("cost").decimalValue());
        assertTrue(told.signum() > 0);
        for (var id : List.of(streamed, whole)) {
            var charge = market.record(id).charge();
            assertEquals(0, told.compareTo(BigDecimal.valueOf(charge.buyerPico(), 12)));
            assertTrue(charge.providerPico() > 0);
        }
    }

    @ParameterizedTest
    @MethodSource("io.intertie.gateway.Asking#ways")
    @Tag("lesson-20")
    void whoDoesNotAskForUsageIsToldAllTheSame(Asking asking, boolean streamed) {
        var usage = usage(UUID.randomUUID(), asking, streamed);
        assertTrue(usage.path("cost").decimalValue().signum() > 0, usage.toString());
    }

    @ParameterizedTest
    @MethodSource("io.intertie.gateway.Asking#ways")
    @Tag("lesson-21")
    void anAnswerNamesItsProviderAndItsQuantisation(Asking asking, boolean streamed) {
        var details = usage(UUID.randomUUID(), asking, streamed).path("cost_details");
        assertEquals("provider-0", details.path("provider").asText());
        assertEquals("fp8", details.path("quantization").asText());
    }
}
