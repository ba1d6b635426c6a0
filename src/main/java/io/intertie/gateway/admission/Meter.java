package io.intertie.gateway.admission;

import org.jspecify.annotations.Nullable;

/// One limit of a [Subject], which guards it: what is used of it here, and what this node may use.
final class Meter {
    /// What is limited.
    enum Kind {
        REQUESTS,
        TOKENS,
        AT_ONCE
    }

    /// Whether something fits: now, not now, or not before this node has asked for more.
    enum Fit {
        YES,
        NO,
        ASK
    }

    /// How long a node that was refused more does not ask again for each call.
    private static final long SHORT_FOR = 1_000_000_000L;

    private final Kind kind;
    private final @Nullable Window window;
    private long atOnce;

    private long limit;
    private long share;

    /// What no node had when this one asked last.
    private long free;

    private long need;
    private long askedAt = Long.MIN_VALUE;
    private long shortSince = Long.MIN_VALUE;
    private long wantedAt = Long.MIN_VALUE;

    Meter(Kind kind) {
        this.kind = kind;
        this.window = kind == Kind.AT_ONCE ? null : new Window();
    }

    Kind kind() {
        return kind;
    }

    long limit() {
        return limit;
    }

    long used(long nanos) {
        return window == null ? atOnce : window.total(nanos);
    }

    void limitTo(long most) {
        limit = most;
    }

    /// Whether so much more fits; `renewedAt` is when all shares were last renewed.
    Fit fit(long amount, long nanos, long renewedAt) {
        if (hasAsked() && nanos - Math.max(askedAt, renewedAt) > Sharing.VALID) {
            forfeit();
        }
        var after = used(nanos) + amount;
        if (after > limit) {
            return Fit.NO;
        }
        if (after <= share) {
            need = 1;
            return Fit.YES;
        }
        need = after - share;
        wantedAt = nanos;
        return shortSince != Long.MIN_VALUE && nanos - shortSince < SHORT_FOR ? Fit.NO : Fit.ASK;
    }

    /// Counts in a second, or takes back what was counted in it.
    void add(long second, long amount) {
        if (window == null) {
            atOnce += amount;
        } else {
            window.add(second, amount);
        }
    }

    /// What may still be used on all nodes, as far as this one knows.
    long remaining(long nanos) {
        var here = used(nanos);
        return Math.max(0, Math.min(limit - here, share - here + free));
    }

    /// How long until so much more fits, or until all is back where nothing more is wanted.
    long nanosUntil(long amount, long nanos) {
        if (window == null) {
            return SHORT_FOR;
        }
        var here = used(nanos);
        if (amount == 0) {
            return here == 0 ? 0 : window.nanosUntilLeft(here, nanos);
        }
        var most = Math.min(limit, share);
        return here == 0 || here + amount <= most
                ? SHORT_FOR
                : window.nanosUntilLeft(Math.min(here, here + amount - most), nanos);
    }

    long share() {
        return share;
    }

    long need() {
        return need;
    }

    /// Takes the answer to a question: what this node may use now, and what nobody has.
    void shared(long granted, long left, boolean isEnough, long nanos) {
        share = granted;
        free = left;
        askedAt = nanos;
        shortSince = isEnough ? Long.MIN_VALUE : nanos;
    }

    /// Whether it was refused more, and somebody has wanted it since.
    boolean isShort(long nanos) {
        return shortSince != Long.MIN_VALUE && nanos - wantedAt < 2 * SHORT_FOR;
    }

    /// Whether it was refused more, and nobody wants it any longer.
    boolean isShortInVain(long nanos) {
        return shortSince != Long.MIN_VALUE && !isShort(nanos);
    }

    /// Gives up a half of what is not used, for nodes that want it; tells whether there was any.
    boolean giveHalf(long nanos) {
        var unused = Math.min(share, limit) - used(nanos);
        var keeps = Math.max(used(nanos), Math.min(share, limit) - Math.max(0, (unused + 1) / 2));
        if (keeps >= share) {
            return false;
        }
        share = keeps;
        return true;
    }

    /// Whether it will soon need more, and there may be more.
    boolean isLow(long nanos) {
        return free > 0 && share < limit && used(nanos) * 4 > share * 3;
    }

    /// Keeps what was used in the last minute, and nothing of what ends with this node.
    void keepUsed(long nanos) {
        share = window == null ? 0 : used(nanos);
    }

    /// Forgets its share, which other nodes may have by now.
    void forfeit() {
        share = 0;
        askedAt = Long.MIN_VALUE;
        shortSince = Long.MIN_VALUE;
    }

    boolean hasAsked() {
        return askedAt != Long.MIN_VALUE;
    }
}
