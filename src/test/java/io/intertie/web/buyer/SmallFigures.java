package io.intertie.web.buyer;

import io.intertie.proof.Explanation;
import io.intertie.proof.Verify;
import io.intertie.web.SmallMarket;
import io.intertie.web.books.FigureLine;
import java.util.List;
import java.util.UUID;

/// The worked example's charge, bit for bit, with one figure that is not as stored.
public final class SmallFigures {
    private static final String HASH = "7c1e90ab".repeat(8);

    private SmallFigures() {}

    public static List<FigureLine> all() {
        var figures =
                List.of(
                        new Verify.Figure("inputs", "both", "sha256(inputs)", HASH, HASH),
                        new Verify.Figure("formula", "both", "version", "1", "1"),
                        new Verify.Figure(
                                "per-kwh",
                                "both",
                                "Σ (E × 1.032 + 0.0502820306204673650282) × h ÷ 2190 h",
                                "0.49280703062046736502820306204673651",
                                "0.49280703062046736502820306204673651"),
                        new Verify.Figure(
                                "net.OUTPUT",
                                "both",
                                "(1.06 × 1.2 × 0.49280703062046736502820306204673651 + 4.8) × 1.15",
                                "6240878",
                                "6240878"),
                        new Verify.Figure(
                                "list.OUTPUT",
                                "buyer",
                                "6.240878224 × 0.14908054 × 1.01 ÷ 0.935",
                                "1005100",
                                "1005000"),
                        new Verify.Figure(
                                "charge",
                                "buyer",
                                "5300 × 233200 + 1100 × 1005100",
                                "2341570000",
                                "2341570000"),
                        new Verify.Figure(
                                "buyer.after",
                                "buyer",
                                "0 + 2341570000 = 1000000 × m + c",
                                "570000",
                                "570000"),
                        new Verify.Figure(
                                "posted", "buyer", "−Σ 2010, 2011, 5060", "2341", "2341"));
        return FigureLine.of(
                new Explanation(new UUID(0, 1), SmallMarket.id(500), SmallMarket.id(1), figures));
    }
}
