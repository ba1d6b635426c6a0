package io.intertie.billing;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Money as Stripe counts it: whole numbers of a smallest unit, which is not ISO's everywhere.
///
/// **Source** docs.stripe.com/currencies: zero-decimal, three-decimal and special cases.
final class StripeAmounts {
    /// Where Stripe's decimals differ from ISO 4217's.
    private static final Map<String, Integer> DECIMALS = Map.of("ISK", 2, "UGX", 2, "MGA", 0);

    private StripeAmounts() {}

    /// An amount in Stripe's smallest unit.
    ///
    /// @throws Problem if cards cannot pay it exactly
    static long of(Money amount) {
        var unit = microPerUnit(amount.currency());
        var step = Math.multiplyExact(unit, amount.currency().minorDigits() == 3 ? 10 : 1);
        if (amount.micro() % step != 0 || !amount.equals(amount.wholeMinor())) {
            throw Problem.field(
                    "amount",
                    amount.currency().minorDigits() == 3
                            ? Wording.of(
                                    "card.steps",
                                    "Cards pay %s in steps of 0.010.",
                                    amount.currency())
                            : Wording.of(
                                    "card.units",
                                    "Cards pay %s in whole smallest units.",
                                    amount.currency()));
        }
        return amount.micro() / unit;
    }

    /// An amount that Stripe names.
    static Money money(long units, String currency) {
        var known = Currency.of(currency.toUpperCase(Locale.ROOT));
        return new Money(known, Math.multiplyExact(units, microPerUnit(known)));
    }

    /// The amount of a checkout session as its event tells it; empty if it tells none that is
    /// sound.
    static Optional<Money> told(JsonNode session) {
        var total = session.path("amount_total");
        var currency = session.path("currency").asText("").toUpperCase(Locale.ROOT);
        return total.isIntegralNumber() && total.canConvertToInt() && Currency.isKnown(currency)
                ? Optional.of(money(total.asLong(), currency))
                : Optional.empty();
    }

    private static long microPerUnit(Currency currency) {
        var decimals = DECIMALS.getOrDefault(currency.code(), currency.minorDigits());
        return Math.divideExact(1_000_000L, Math.powExact(10L, decimals));
    }
}
