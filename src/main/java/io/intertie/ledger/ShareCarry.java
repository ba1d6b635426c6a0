package io.intertie.ledger;

import io.intertie.money.Check;

/// What the providers' part of a wallet's charges has come to below one micro.
///
/// **Units** 1e-10 micro, because a fee in basis points of a whole number of pico has four more
/// decimals; `0 ≤ rest < 10,000,000,000`. Nothing is ever rounded.
record ShareCarry(long rest) {
    static final ShareCarry NONE = new ShareCarry(0);

    private static final long BPS = 10_000;
    private static final long PICO_PER_MICRO = 1_000_000;
    private static final long PER_MICRO = BPS * PICO_PER_MICRO;

    ShareCarry {
        Check.that(rest >= 0 && rest < PER_MICRO, "share carry of %s", rest);
    }

    /// Whole micro to post now, and the carry after it.
    record Step(long micro, ShareCarry rest) {}

    /// The share of a charge: all but `feeBps` of it.
    Step plus(long pico, int feeBps) {
        // In two parts, so that no product is larger than the charge itself.
        var shareBps = BPS - feeBps;
        var wholePico = pico / BPS * shareBps;
        var fine = wholePico % PICO_PER_MICRO * BPS + pico % BPS * shareBps + rest;
        return new Step(
                wholePico / PICO_PER_MICRO + fine / PER_MICRO, new ShareCarry(fine % PER_MICRO));
    }
}
