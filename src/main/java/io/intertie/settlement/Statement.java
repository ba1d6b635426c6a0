package io.intertie.settlement;

import io.intertie.money.Currency;
import io.intertie.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// What a closed window comes to: frozen, with the hash of its canonical text.
///
/// `gross` is what the provider earned, `reserve` what is held back, `due` the rest. With what
/// earlier payouts left below one minor unit (`broughtForward`) and what of them came back
/// (`returned`) it is `payable` in whole minor units; `carried` stays for the next payout.
public record Statement(
        UUID windowId,
        UUID providerId,
        Instant opensAt,
        Instant closesAt,
        Money gross,
        Money reserve,
        Money due,
        Money broughtForward,
        Money returned,
        Money payable,
        Money carried,
        long requests,
        List<Line> lines,
        List<Collection> collected,
        List<Control> controls,
        String hash) {
    public Statement {
        lines = List.copyOf(lines);
        collected = List.copyOf(collected);
        controls = List.copyOf(controls);
    }

    /// Usage by model. **Units** `earned` in major units of the provider's currency, twelve
    /// decimals.
    public record Line(
            UUID modelId, long requests, long inputTokens, long outputTokens, BigDecimal earned) {}

    /// What buyers paid in one currency for this usage.
    ///
    /// `overrun` is what the market lost on requests above their hold, `fee` what it keeps;
    /// `forProviders` went into the FX position, or to the provider directly within one currency.
    /// **Always true** paid + overrun = fee + forProviders.
    public record Collection(
            Currency currency,
            long captures,
            Money paid,
            Money overrun,
            Money fee,
            Money forProviders) {}

    /// A check that was made while closing, with what it compared.
    public record Control(String name, boolean passed, String detail) {}

    /// Whether every control passed, so that the window may close.
    public boolean isSound() {
        return controls.stream().allMatch(Control::passed);
    }

    /// The controls that did not pass, with what they compared.
    String failures() {
        return controls.stream()
                .filter(control -> !control.passed())
                .map(control -> control.name() + " (" + control.detail() + ")")
                .collect(Collectors.joining(", "));
    }
}
