package io.intertie.web.books;

import io.intertie.settlement.SettlementWindow;
import io.intertie.web.Figures;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/// A settlement window in a list, and at the head of its page.
public record WindowLine(
        String id,
        Names.Seller seller,
        String currency,
        int sequence,
        Figures.Moment opensAt,
        Optional<Figures.Moment> closesAt,
        String state) {
    public static WindowLine of(SettlementWindow window, Names names, Figures figures) {
        var utc = figures.in(ZoneOffset.UTC);
        return new WindowLine(
                window.id().toString(),
                names.seller(window.providerId()),
                window.currency().code(),
                window.sequence(),
                utc.moment(window.opensAt()),
                window.closesAt().map(utc::moment),
                window.state().name().toLowerCase(Locale.ROOT));
    }

    public boolean isOpen() {
        return state.equals("open");
    }

    /// How the state is coloured.
    public String tone() {
        return switch (state) {
            case "sent", "settled" -> "ok";
            case "held", "failed" -> "bad";
            case "closed" -> "warn";
            default -> "brand";
        };
    }
}
