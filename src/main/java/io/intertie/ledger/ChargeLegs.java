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
/// **Units** micro; `netMicro` is the charge without VAT; `shareMicro` is the buyer's money that is
/// not the fee: it goes into the FX position, or to the provider where both have one currency.
record ChargeLegs(
        long netMicro, long vatMicro, long shareMicro, long providerMicro, Carries after) {

    /// What is left below one micro, of each leg.
    record Carries(Carry buyer, FineCarry share, Carry provider, FineCarry vat) {
        static final Carries NONE =
                new Carries(Carry.NONE, FineCarry.NONE, Carry.NONE, FineCarry.NONE);
    }

    /// Who pays: promo credit first, then the wallet, and the market what neither covers.
    record Payment(long promoMicro, long walletMicro, long overrunMicro) {
        static Payment of(long due, long promo, long covered) {
            var paid = Math.min(due, covered);
            var promoMicro = Math.min(promo, paid);
            return new Payment(promoMicro, paid - promoMicro, due - paid);
        }

        long buyerMicro() {
            return Math.addExact(promoMicro, walletMicro);
        }
    }

    static ChargeLegs of(ChargeUsage.Charge charge, Carries before) {
        var buyer = before.buyer().plus(charge.buyerPico());
        var provider = before.provider().plus(charge.providerPico());
        var vat =
                before.vat()
                        .plus(charge.buyerPico(), charge.vat().map(ChargeUsage.Vat::bps).orElse(0));
        var share =
                charge.isOneCurrency()
                        ? new FineCarry.Step(provider.micro(), before.share())
                        : before.share()
                                .plus(charge.buyerPico(), FineCarry.WHOLE_BPS - charge.feeBps());
        return new ChargeLegs(
                buyer.micro(),
                vat.micro(),
                share.micro(),
                provider.micro(),
                new Carries(buyer.rest(), share.rest(), provider.rest(), vat.rest()));
    }

    /// What buyer and market have to pay together.
    long dueMicro() {
        return Math.addExact(netMicro, vatMicro);
    }

    long feeMicro() {
        return Math.subtractExact(netMicro, shareMicro);
    }

    List<Posting> postings(ChargeUsage.Charge charge, Book.Mode mode, Payment payment) {
        var paid = charge.buyerCurrency();
        var fee = market(AccountCode.PLATFORM_FEE, paid);
        var share = new Leg(share(charge), shareMicro);
        var sources = new ArrayList<>(payers(charge, payment));
        var sinks = new ArrayList<Leg>();
        if (mode == Book.Mode.AGENT) {
            sources.add(new Leg(fee, Math.max(0, -feeMicro())));
            sinks.add(new Leg(fee, Math.max(0, feeMicro())));
        } else {
            sinks.add(new Leg(market(AccountCode.USAGE_REVENUE, paid), netMicro));
        }
        charge.vat().ifPresent(vat -> sinks.add(new Leg(vat.account(paid), vatMicro)));
        if (mode == Book.Mode.AGENT) {
            sinks.add(share);
        }
        var postings = new ArrayList<Posting>(Leg.matched(sources, sinks));
        if (mode == Book.Mode.PRINCIPAL) {
            add(postings, market(AccountCode.INFERENCE_COST, paid), share.account(), shareMicro);
        }
        add(
                postings,
                market(AccountCode.PROMO_EXPENSE, paid),
                market(AccountCode.PROMO_GRANTS, paid),
                payment.promoMicro());
        if (!charge.isOneCurrency()) {
            var position = market(AccountCode.FX_POSITION, charge.providerCurrency());
            add(postings, position, accrued(charge), providerMicro);
        }
        return List.copyOf(postings);
    }

    private List<Leg> payers(ChargeUsage.Charge charge, Payment payment) {
        var all = payment.buyerMicro() + payment.overrunMicro();
        Check.that(all == dueMicro(), "%s pays %s", payment, dueMicro());
        var paid = charge.buyerCurrency();
        return List.of(
                new Leg(
                        Account.of(AccountCode.PROMO_WALLET, charge.buyerId(), paid),
                        payment.promoMicro()),
                new Leg(
                        Account.of(AccountCode.BUYER_WALLET, charge.buyerId(), paid),
                        payment.walletMicro()),
                new Leg(market(AccountCode.OVERRUN_LOSS, paid), payment.overrunMicro()));
    }

    private static void add(List<Posting> postings, Account from, Account to, long micro) {
        if (micro > 0) {
            postings.add(new Posting(from, to, new Money(from.currency(), micro)));
        }
    }

    private static Account share(ChargeUsage.Charge charge) {
        return charge.isOneCurrency()
                ? accrued(charge)
                : market(AccountCode.FX_POSITION, charge.buyerCurrency());
    }

    private static Account accrued(ChargeUsage.Charge charge) {
        return Account.of(
                AccountCode.PROVIDER_ACCRUED, charge.providerId(), charge.providerCurrency());
    }

    private static Account market(AccountCode code, Currency currency) {
        return Account.ofMarket(code, currency);
    }
}
