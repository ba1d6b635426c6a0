package io.intertie.web.books;

import io.intertie.settlement.Payout;
import io.intertie.web.Figures;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/// A payout in a list, and at the head of its page.
public record PayoutLine(
        String id,
        String windowId,
        String reference,
        String endToEndId,
        Names.Seller seller,
        String amount,
        String state,
        Step prepared,
        Optional<Step> approved,
        Optional<String> holdReason) {
    /// Who did it, and when.
    public record Step(String by, Figures.Moment at) {}

    public static PayoutLine of(Payout payout, Names names, Figures figures) {
        var utc = figures.in(ZoneOffset.UTC);
        return new PayoutLine(
                payout.id().toString(),
                payout.windowId().toString(),
                payout.reference(),
                payout.endToEndId(),
                names.seller(payout.providerId()),
                utc.iso(payout.amount()),
                payout.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                new Step(payout.preparedBy(), utc.moment(payout.preparedAt())),
                payout.approvedBy()
                        .flatMap(by -> payout.approvedAt().map(at -> new Step(by, utc.moment(at)))),
                payout.holdReason());
    }

    public boolean isWaiting() {
        return state.equals("awaiting-approval");
    }

    public boolean isHeld() {
        return state.equals("held");
    }

    public boolean isSent() {
        return state.equals("sent");
    }

    /// How the state is coloured.
    public String tone() {
        return isSent() ? "ok" : isHeld() ? "bad" : "warn";
    }
}
