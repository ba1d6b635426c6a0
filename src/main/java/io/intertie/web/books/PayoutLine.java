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
        Optional<String> holdReason,
        Optional<Answer> booked,
        Optional<Answer> returned) {
    /// Who did it, and when.
    public record Step(String by, Figures.Moment at) {}

    /// What the bank said: when, under its reference, and why and at what fee it came back; `slug`
    /// is the end of its key.
    public record Answer(
            String slug, String on, String bankRef, Optional<String> reason, Optional<String> fee) {
        static Answer of(Payout.Answer answer, Figures figures) {
            return new Answer(
                    answer.kind().name().toLowerCase(Locale.ROOT),
                    figures.date(answer.on()),
                    answer.bankRef(),
                    answer.reason(),
                    Optional.of(answer.fee()).filter(fee -> !fee.isZero()).map(figures::iso));
        }
    }

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
                payout.holdReason(),
                payout.booked().map(answer -> Answer.of(answer, utc)),
                payout.returned().map(answer -> Answer.of(answer, utc)));
    }

    public boolean isWaiting() {
        return state.equals("awaiting-approval");
    }

    public boolean isHeld() {
        return state.equals("held");
    }

    /// On its way, or there.
    public boolean isSent() {
        return state.equals("sent") || state.equals("settled");
    }

    public boolean isFailed() {
        return state.equals("failed");
    }

    /// How the state is coloured.
    public String tone() {
        return isSent() ? "ok" : isHeld() || isFailed() ? "bad" : "warn";
    }
}
