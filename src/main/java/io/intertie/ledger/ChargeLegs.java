package io.intertie.ledger;

import io.intertie.money.Carry;
import io.intertie.money.Check;
import java.util.ArrayList;
import java.util.List;

/// What a charge comes to in whole micro, given what earlier ones left below.
///
/// Only sums decide: whatever batches the same charges come in, the books end the same
/// (`ChargeProperties`). In two currencies the fee is `feeBps` of all that was ever posted, rounded
/// down; within one it is what the provider is not owed, and may be minus one micro when the
/// provider's carry comes due before the buyer's.
record ChargeLegs(long buyerMicro, long feeMicro, long providerMicro, Carries after) {

    /// What is left below one micro. **Units** pico; the fee in 1e-4 micro.
    record Carries(Carry buyer, int fee, Carry provider) {
        static final Carries NONE = new Carries(Carry.NONE, 0, Carry.NONE);
    }

    static ChargeLegs of(ChargeUsage.Charge charge, Carries before) {
        var buyer = before.buyer().plus(charge.buyerPico());
        var provider = before.provider().plus(charge.providerPico());
        if (charge.isOneCurrency()) {
            return new ChargeLegs(
                    buyer.micro(),
                    Math.subtractExact(buyer.micro(), provider.micro()),
                    provider.micro(),
                    new Carries(buyer.rest(), before.fee(), provider.rest()));
        }
        var fee =
                Math.addExact(
                        before.fee(), Math.multiplyExact(buyer.micro(), (long) charge.feeBps()));
        return new ChargeLegs(
                buyer.micro(),
                fee / 10_000,
                provider.micro(),
                new Carries(buyer.rest(), (int) (fee % 10_000), provider.rest()));
    }

    /// The postings, when the wallet gives `walletMicro` and the market the rest.
    List<Posting> postings(ChargeUsage.Charge charge, long walletMicro) {
        Check.that(walletMicro <= buyerMicro, "%s of %s", walletMicro, buyerMicro);
        var wallet =
                new Leg(
                        Account.of(
                                AccountCode.BUYER_WALLET, charge.buyerId(), charge.buyerCurrency()),
                        walletMicro);
        var overrun =
                new Leg(
                        Account.ofMarket(AccountCode.OVERRUN_LOSS, charge.buyerCurrency()),
                        buyerMicro - walletMicro);
        var accrued =
                new Leg(
                        Account.of(
                                AccountCode.PROVIDER_ACCRUED,
                                charge.providerId(),
                                charge.providerCurrency()),
                        providerMicro);
        var fee = Account.ofMarket(AccountCode.PLATFORM_FEE, charge.buyerCurrency());
        if (charge.isOneCurrency()) {
            return Leg.matched(
                    List.of(wallet, overrun, new Leg(fee, Math.max(0, -feeMicro))),
                    List.of(accrued, new Leg(fee, Math.max(0, feeMicro))));
        }
        var bought = Account.ofMarket(AccountCode.FX_POSITION, charge.buyerCurrency());
        var owed = Account.ofMarket(AccountCode.FX_POSITION, charge.providerCurrency());
        var postings =
                new ArrayList<Posting>(
                        Leg.matched(
                                List.of(wallet, overrun),
                                List.of(
                                        new Leg(fee, feeMicro),
                                        new Leg(bought, buyerMicro - feeMicro))));
        postings.addAll(Leg.matched(List.of(new Leg(owed, providerMicro)), List.of(accrued)));
        return List.copyOf(postings);
    }
}
