package io.intertie.ledger.movement;

import io.intertie.ledger.Account;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.Posting;
import io.intertie.money.Check;
import io.intertie.money.Money;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Template E1: a card payment enters a wallet, the card processor keeps its fee.
///
/// | from | to | amount |
/// |---|---|---|
/// | PSP clearing | buyer's wallet | `amount` |
/// | PSP fees | PSP clearing | `fee` |
///
/// The fee is the market's expense: the wallet gets the whole amount. `paymentRef` is the card
/// processor's.
public record TopUp(
        String paymentRef, UUID buyerId, Money amount, Money fee, Map<String, String> basis)
        implements Template {
    public TopUp {
        basis = Map.copyOf(basis);
        Check.that(amount.isPositive(), "top-up of %s", amount);
        Check.that(!fee.isNegative(), "fee of %s", fee);
    }

    @Override
    public JournalEntry.Kind kind() {
        return JournalEntry.Kind.TOPUP;
    }

    @Override
    public String externalRef() {
        return paymentRef;
    }

    @Override
    public List<Posting> postings() {
        var clearing = Account.ofMarket(AccountCode.PSP_CLEARING, amount.currency());
        var wallet = Account.of(AccountCode.BUYER_WALLET, buyerId, amount.currency());
        var fees = Account.ofMarket(AccountCode.PSP_FEES, fee.currency());
        var received = new Posting(clearing, wallet, amount);
        return fee.isZero()
                ? List.of(received)
                : List.of(received, new Posting(fees, clearing, fee));
    }
}
