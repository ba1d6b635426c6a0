package io.intertie.web.buyer;

import io.intertie.choice.Choice;
import io.intertie.choice.Considered;
import io.intertie.choice.Verdict;
import io.intertie.metering.UsageRecord;
import io.intertie.web.SmallMarket;
import java.util.List;

/// Why a request of the small market went where it went.
final class SmallChoices {
    private SmallChoices() {}

    /// The three offers of the first model, and one that is listed no more.
    static Choice of(UsageRecord usage) {
        return new Choice(
                usage.requestId(),
                usage.buyerId(),
                usage.modelId(),
                usage.admittedAt(),
                "weighted-price",
                List.of(
                        new Considered(SmallMarket.id(111), Verdict.KEPT, 293_100),
                        new Considered(SmallMarket.id(112), Verdict.BEHIND_UPTIME, 941),
                        new Considered(SmallMarket.id(113), Verdict.MAX_PRICE, 1_105_610),
                        new Considered(SmallMarket.id(999), Verdict.POLICY_COUNTRY, 0)),
                2);
    }
}
