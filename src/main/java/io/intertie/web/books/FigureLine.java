package io.intertie.web.books;

import io.intertie.proof.Explanation;
import io.intertie.proof.Verify;
import java.util.List;
import java.util.Locale;

/// One figure of a charge on a page: its formula with its numbers, and whether it is as stored.
///
/// `name` ends a message's key; `tokens` is the class that it is about, or empty.
public record FigureLine(
        String name,
        String tokens,
        String formula,
        String recomputed,
        String stored,
        boolean isEqual) {

    public static List<FigureLine> of(Explanation explanation) {
        return explanation.figures().stream().map(FigureLine::of).toList();
    }

    private static FigureLine of(Verify.Figure figure) {
        var parts = figure.name().split("\\.", 2);
        var isOfTokens = parts.length == 2 && Character.isUpperCase(parts[1].charAt(0));
        return new FigureLine(
                isOfTokens ? parts[0] : figure.name(),
                isOfTokens ? parts[1].toLowerCase(Locale.ROOT).replace('_', '-') : "",
                figure.formula(),
                figure.recomputed(),
                figure.stored(),
                figure.isEqual());
    }
}
