package io.intertie.settlement;

import io.intertie.money.Money;
import java.util.List;
import java.util.UUID;

/// What a closed window comes to: frozen, with the hash of its canonical text.
///
/// `gross` is what the provider earned, `reserve` what is held back, `due` the rest; `payable` is
/// `due` in whole minor units, `carried` what stays for the next payout.
public record Statement(
        UUID windowId,
        UUID providerId,
        Money gross,
        Money reserve,
        Money due,
        Money payable,
        Money carried,
        long requests,
        List<Line> lines,
        List<Control> controls,
        String hash) {
    /// Usage by model.
    public record Line(
            UUID modelId, long requests, long inputTokens, long outputTokens, long pico) {}

    /// A check that was made while closing, with what it compared.
    public record Control(String name, boolean passed, String detail) {}
}
