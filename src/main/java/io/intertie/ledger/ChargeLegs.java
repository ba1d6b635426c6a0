package io.intertie.ledger;

import io.intertie.money.Carry;
import io.intertie.money.Check;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import java.util.ArrayList;
import java.util.List;

/// What a charge comes to in whole micro, given what earlier ones left below.
///
/// Each leg has its own carry and the fee is what remains, computed last; so only sums decide, and
/// the same charges end in the same books whatever their order and batches (`ChargeProperties`).
/// The price of that: a fee may be minus one micro, when the share comes due before the charge.
///
/// **Units** micro; `shareMicro` is the buyer's money that is not the fee: it goes into the FX
/// position, or to the provider where both have one currency.
record ChargeLegs(long buyerMicro, long shareMicro, long providerMicro, Carries after) {

    /// What is left below one micro, of each leg.
    record Carries(Carry buyer, ShareCarry share, Carry provider) {
        static final Carries NONE = new Carries(Carry.NONE, ShareCarry.NONE, Carry.NONE);
    }

    static ChargeLegs of(ChargeUsage.Charge charge, Carries before) {
        var buyer = before.buyer().plus(charge.buyerPico());
        var provider = before.provider().plus(charge.providerPico());
        if (charge.isOneCurrency()) {
            return new ChargeLegs(
                    buyer.micro(),
                    provider.micro(),
                    provider.micro(),
                    new Carries(buyer.rest(), before.share(), provider.rest()));
        }
        var share = before.share().plus(charge.buyerPico(), charge.feeBps());
        return new ChargeLegs(
                buyer.micro(),
                share.micro(),
                provider.micro(),
                new Carries(buyer.rest(), share.rest(), provider.rest()));
    }

    long feeMicro() {
        return Math.subtractExact(buyerMicro, shareMicro);
    }

    /// The postings, when the wallet gives `walletMicro` and the market the rest.
    List<Posting> postings(ChargeUsage.Charge charge, long walletMicro) {
        Check.that(walletMicro <= buyerMicro, "%s of %s", walletMicro, buyerMicro);
        var paid = charge.buyerCurrency();
        var wallet = Account.of(AccountCode.BUYER_WALLET, charge.buyerId(), paid);
        var overrun = Account.ofMarket(AccountCode.OVERRUN_LOSS, paid);
        var fee = Account.ofMarket(AccountCode.PLATFORM_FEE, paid);
        var accrued =
                Account.of(
                        AccountCode.PROVIDER_ACCRUED,
                        charge.providerId(),
                        charge.providerCurrency());
        var share = charge.isOneCurrency() ? accrued : position(paid);
        var postings =
                new ArrayList<Posting>(
                        Leg.matched(
                                List.of(
                                        new Leg(wallet, walletMicro),
                                        new Leg(overrun, buyerMicro - walletMicro),
                                        new Leg(fee, Math.max(0, -feeMicro()))),
                                List.of(
                                        new Leg(fee, Math.max(0, feeMicro())),
                                        new Leg(share, shareMicro))));
        if (!charge.isOneCurrency() && providerMicro > 0) {
            var owed = charge.providerCurrency();
            postings.add(new Posting(position(owed), accrued, new Money(owed, providerMicro)));
        }
        return List.copyOf(postings);
    }

    private static Account position(Currency currency) {
        return Account.ofMarket(AccountCode.FX_POSITION, currency);
    }
}
