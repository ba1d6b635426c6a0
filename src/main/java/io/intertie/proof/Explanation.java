package io.intertie.proof;

import java.util.List;
import java.util.UUID;

/// A request's charge, recomputed from what is stored: figure by figure.
public record Explanation(
        UUID requestId, UUID buyerId, UUID providerId, List<Verify.Figure> figures) {
    public Explanation {
        figures = List.copyOf(figures);
    }

    /// Whether every figure is as stored.
    public boolean isEqual() {
        return figures.stream().allMatch(Verify.Figure::isEqual);
    }

    /// What the viewer may see of it: the market all, each side what both share and its own.
    public Explanation seenBy(Viewer viewer) {
        return new Explanation(
                requestId,
                buyerId,
                providerId,
                figures.stream()
                        .filter(figure ->
                                switch (figure.side()) {
                                    case "both" -> true;
                                    case "buyer" -> viewer.is(buyerId);
                                    case "provider" -> viewer.is(providerId);
                                    default -> viewer.runsTheMarket();
                                })
                        .toList());
    }
}
