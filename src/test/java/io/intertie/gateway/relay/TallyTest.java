package io.intertie.gateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.gateway.wire.Chunk;
import io.intertie.metering.TokenCount;
import io.intertie.metering.UsageRecord.CountedBy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Limits LIMITS = new Limits(1_000, 100, 30);

    private final Tally tally = new Tally(0);

    @Test
    @Tag("lesson-9")
    void cachedInputIsNotCountedAsInputToo() {
        tally.heard(
                json(
                        "{'usage':{'prompt_tokens':50,'completion_tokens':20,"
                                + "'prompt_tokens_details':{'cached_tokens':30},"
                                + "'completion_tokens_details':{'reasoning_tokens':5}}}"));
        var bill = tally.bill(LIMITS);
        assertEquals(new TokenCount(20, 30, 20, 5), bill.tokens());
        assertEquals(CountedBy.PROVIDER, bill.countedBy());
    }

    @Test
    @Tag("lesson-10")
    void theBucketsAddUpToTheProvidersTotalsWhateverItsDetailsSay() {
        var random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            var prompt = random.nextInt(1_000);
            var completion = random.nextInt(100);
            var one = new Tally(0);
            one.heard(
                    json(
                            ("{'usage':{'prompt_tokens':%d,'completion_tokens':%d,"
                                            + "'prompt_tokens_details':{'cached_tokens':%d},"
                                            + "'completion_tokens_details':"
                                            + "{'reasoning_tokens':%d}}}")
                                    .formatted(
                                            prompt,
                                            completion + 1,
                                            random.nextInt(2_000) - 500,
                                            random.nextInt(300) - 100)));
            assertEquals(
                    Math.min(prompt, 1_000) + Math.min(completion + 1, 100),
                    one.bill(LIMITS).tokens().total());
        }
    }

    @Test
    void withoutUsageFourDeliveredBytesAreAToken() {
        tally.delivered(json("{'choices':[{'delta':{'content':'hello'}}]}"), 1);
        tally.delivered(json("{'choices':[{'delta':{'reasoning_content':'电网'}}]}"), 2);
        tally.delivered(
                json(
                        "{'choices':[{'delta':{'tool_calls':[{'index':0,'function':"
                                + "{'name':'ab','arguments':'cd'}}]}}]}"),
                3);
        var bill = tally.bill(LIMITS);
        // 5 + 6 + 4 bytes
        assertEquals(new TokenCount(30, 0, 4, 0), bill.tokens());
        assertEquals(CountedBy.BYTES, bill.countedBy());
    }

    @Test
    void whatIsReportedAboveTheLimitsIsCut() {
        tally.heard(json("{'usage':{'prompt_tokens':5000,'completion_tokens':101}}"));
        var bill = tally.bill(LIMITS);
        assertEquals(new TokenCount(1_000, 0, 100, 0), bill.tokens());
        assertEquals(CountedBy.LIMIT, bill.countedBy());
    }

    @Test
    void countsThatAreNoCountsAreNotBelieved() {
        for (var usage :
                new String[] {
                    "{'prompt_tokens':-1,'completion_tokens':5}",
                    "{'prompt_tokens':'many','completion_tokens':5}",
                    "{'prompt_tokens':1.5,'completion_tokens':5}",
                    "{'prompt_tokens':99999999999999999999,'completion_tokens':5}",
                    "{'prompt_tokens':0,'completion_tokens':0}",
                    "'none'",
                }) {
            var one = new Tally(0);
            one.heard(json("{'usage':" + usage + "}"));
            assertEquals(CountedBy.BYTES, one.bill(LIMITS).countedBy(), usage);
        }
    }

    @Test
    void theGapsBetweenChunksTellHowSteadyAStreamIs() {
        for (long at : new long[] {10, 20, 30, 60}) {
            tally.delivered(json("{'choices':[{'delta':{'content':'a'}}]}"), at * 1_000_000);
        }
        assertEquals(10, tally.firstTokenMillis(0));
        // Gaps of 10, 10 and 30 ms.
        assertEquals(16_666, tally.gaps().mean());
        assertEquals(8_888, tally.gaps().deviation());
    }

    @Test
    void ourOwnCountIsBilledWhereThereIsNoOtherAndNeverAboveTheLimits() {
        var own = new OwnCount(CountedBy.O200K_BASE, 40, 101, 7);
        tally.counted(own);
        assertEquals(new TokenCount(40, 0, 100, 7), tally.bill(LIMITS).tokens());
        assertEquals(CountedBy.O200K_BASE, tally.bill(LIMITS).countedBy());
        tally.heard(json("{'usage':{'prompt_tokens':50,'completion_tokens':20}}"));
        assertEquals(new TokenCount(50, 0, 20, 0), tally.bill(LIMITS).tokens());
    }

    @Test
    void wordsAreKeptOnlyWhereWantedAndWantedOnlyUntilTheProviderHasCounted() {
        tally.delivered(json("{'choices':[{'delta':{'content':'hello'}}]}"), 1);
        assertEquals(Optional.empty(), tally.uncounted());
        tally.keepWords();
        tally.delivered(json("{'choices':[{'delta':{'content':' world'}}]}"), 1);
        assertEquals(List.of(" world"), tally.uncounted().orElseThrow().words());
        tally.heard(json("{'usage':{'prompt_tokens':50,'completion_tokens':20}}"));
        assertEquals(Optional.empty(), tally.uncounted());
    }

    private static Chunk json(String text) {
        return Chunk.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
