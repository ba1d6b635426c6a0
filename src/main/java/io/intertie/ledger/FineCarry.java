package io.intertie.ledger;

import io.intertie.money.Check;

/// What a part of charges, in basis points, has come to below one micro: the providers' share of
/// them, or a jurisdiction's VAT.
///
/// **Units** 1e-10 micro, because basis points of a whole number of pico have four more decimals;
/// `0 ≤ rest < 10,000,000,000`. Nothing is ever rounded.
record FineCarry(long rest) {
    static final FineCarry NONE = new FineCarry(0);
    static final int WHOLE_BPS = 10_000;

    private static final long PICO_PER_MICRO = 1_000_000;
    private static final long PER_MICRO = WHOLE_BPS * PICO_PER_MICRO;

    FineCarry {
        Check.that(rest >= 0 && rest < PER_MICRO, "carry of %s", rest);
    }

    /// Whole micro to post now, and the carry after it.
    record Step(long micro, FineCarry rest) {}

    /// `bps` of a charge on top.
    Step plus(long pico, int bps) {
        Check.that(bps >= 0 && bps <= WHOLE_BPS, "%s bps", bps);
        // In two parts, so that no product is larger than the charge itself.
        var wholePico = pico / WHOLE_BPS * bps;
        var fine = wholePico % PICO_PER_MICRO * WHOLE_BPS + pico % WHOLE_BPS * bps + rest;
        return new Step(
                wholePico / PICO_PER_MICRO + fine / PER_MICRO, new FineCarry(fine % PER_MICRO));
    }
}
