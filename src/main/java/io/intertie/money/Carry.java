package io.intertie.money;

/// What is left below one micro after posting, kept for the next request.
///
/// **Units** pico: 1e-12 of the major unit; `0 ≤ pico < 1,000,000`. **Always true** Σ charged pico
/// = 1e6 × Σ posted micro + carry, in whatever batches it came.
public record Carry(long pico) {
    /// No remainder yet.
    public static final Carry NONE = new Carry(0);

    private static final long PICO_PER_MICRO = 1_000_000L;

    public Carry {
        Check.that(pico >= 0 && pico < PICO_PER_MICRO, "carry of %s pico", pico);
    }

    /// What is posted now and what remains, when `charged` pico come on top.
    public Step plus(long charged) {
        Check.that(charged >= 0, "charge of %s pico", charged);
        var total = Math.addExact(pico, charged);
        return new Step(total / PICO_PER_MICRO, new Carry(total % PICO_PER_MICRO));
    }

    /// Whole micro to post, and the carry after it.
    public record Step(long micro, Carry rest) {}
}
