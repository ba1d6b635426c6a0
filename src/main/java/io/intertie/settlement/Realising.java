package io.intertie.settlement;

import io.intertie.ledger.FxPosition;
import io.intertie.ledger.Journal;
import io.intertie.ledger.movement.RealiseFx;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.Map;

/// Books what a deal gained or lost against the average cost of the position that it closes (E23).
@ApplicationScoped
class Realising {
    private final FxPosition fxPosition;
    private final Positions positions;
    private final Journal journal;

    @Inject
    Realising(FxPosition fxPosition, Positions positions, Journal journal) {
        this.fxPosition = fxPosition;
        this.positions = positions;
        this.journal = journal;
    }

    /// What buying a currency would realise now, before the deal is booked.
    Money gain(Trace.Deal deal) {
        var bought = deal.bought();
        var position = positionIn(bought.currency());
        return position.move(bought.micro(), BigDecimal.valueOf(deal.sold().micro()));
    }

    private AverageCost positionIn(Currency currency) {
        var position = new AverageCost(Operator.HOME);
        for (var day : fxPosition.exchanged()) {
            if (day.given().currency().equals(currency)) {
                var _ = position.move(day.given().micro(), atHome(day, day.taken()).negate());
            } else if (day.taken().currency().equals(currency)) {
                var _ = position.move(day.taken().micro(), atHome(day, day.given()).negate());
            }
        }
        return position;
    }

    /// The other side of an exchange in the home currency, at its own day's middle rate if need be.
    private BigDecimal atHome(FxPosition.Exchanged day, Money other) {
        if (other.currency().equals(Operator.HOME)) {
            return BigDecimal.valueOf(other.micro());
        }
        return positions
                .quote(other.currency(), day.until())
                .map(quote -> BigDecimal.valueOf(Positions.atMid(other, quote).micro()))
                .orElse(BigDecimal.ZERO);
    }

    void book(String dealRef, Trace.Deal deal, Money gain) {
        if (!gain.isZero()) {
            var _ =
                    journal.book(
                            new RealiseFx(
                                    dealRef,
                                    gain,
                                    Map.of(
                                            "bought", deal.bought().toString(),
                                            "sold", deal.sold().toString(),
                                            "quote", deal.quoteId().toString())));
        }
    }
}
