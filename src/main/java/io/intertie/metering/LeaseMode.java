package io.intertie.metering;

import io.intertie.ledger.ChargeUsage;
import io.intertie.ledger.Hold;
import io.intertie.money.Check;
import io.intertie.money.Currency;
import io.intertie.money.Rounding;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Requests are paid out of what this node leases of wallets: reserved in memory, kept in the
/// node's log before they are answered, put on the books in batches.
///
/// What counts on a limit, what no lease can be had for, and whatever comes while the log cannot be
/// written or has not come back for a second, is held strictly, each by itself.
final class LeaseMode implements SpendingMode {
    private static final long IDLE = TimeUnit.SECONDS.toNanos(1);

    private final StrictMode strict;
    private final LeaseNode node;
    private final Map<UUID, Reserved> reserved = new ConcurrentHashMap<>();
    private final Map<Wallet, Budget> budgets = new ConcurrentHashMap<>();

    LeaseMode(StrictMode strict, LeaseNode node) {
        this.strict = strict;
        this.node = node;
    }

    private record Wallet(UUID organisationId, Currency currency) {
        static Wallet of(UsageRecord usage) {
            return new Wallet(usage.buyerId(), usage.buyerCurrency());
        }
    }

    /// A request that a lease stands behind; `kept` while its record goes to the log, and once it
    /// is there.
    private static final class Reserved {
        private final Budget budget;
        private final Asked asked;
        private Optional<CompletableFuture<Charge>> kept = Optional.empty();

        Reserved(Budget budget, Asked asked) {
            this.budget = budget;
            this.asked = asked;
        }
    }

    @Override
    public Optional<Hold.Outcome> reserveNow(Asked asked) {
        if (isReserved(asked)) {
            return Optional.of(placed(asked));
        }
        if (!asked.caps().isEmpty() || !node.isOpen() || !node.hasRoomNow()) {
            return Optional.empty();
        }
        var budget = budget(new Wallet(asked.buyerId(), asked.needed().currency()));
        if (!budget.reserveNow(asked.needed().micro())) {
            return Optional.empty();
        }
        reserved.put(asked.requestId(), new Reserved(budget, asked));
        return Optional.of(placed(asked));
    }

    private boolean isReserved(Asked asked) {
        var before = reserved.get(asked.requestId());
        if (before == null) {
            return false;
        }
        Check.that(
                before.asked.buyerId().equals(asked.buyerId())
                        && before.asked.needed().equals(asked.needed()),
                "request %s holds %s already",
                asked.requestId(),
                before.asked.needed());
        return true;
    }

    @Override
    public Hold.Outcome reserve(Asked asked) {
        if (isReserved(asked)) {
            return placed(asked);
        }
        if (!asked.caps().isEmpty() || !node.isOpen()) {
            return strict.reserve(asked);
        }
        var budget = budget(new Wallet(asked.buyerId(), asked.needed().currency()));
        if (node.hasRoom() && budget.reserve(asked.needed().micro())) {
            reserved.put(asked.requestId(), new Reserved(budget, asked));
            return placed(asked);
        }
        var outcome = strict.reserve(asked);
        if (outcome instanceof Hold.Outcome.Insufficient) {
            // What this node leases and does not use may be what is missing.
            budget.giveBack(0);
            return strict.reserve(asked);
        }
        return outcome;
    }

    private static Hold.Outcome placed(Asked asked) {
        return new Hold.Outcome.Placed(
                new Hold(
                        asked.requestId(),
                        asked.buyerId(),
                        asked.needed(),
                        Hold.State.HELD,
                        asked.expiresAt(),
                        List.of()));
    }

    @Override
    public void release(UUID requestId) {
        var found = reserved.get(requestId);
        if (found == null) {
            strict.release(requestId);
        } else {
            isReleased(found);
        }
    }

    private boolean isReleased(Reserved found) {
        synchronized (found) {
            var isReserved =
                    found.kept.isEmpty() && reserved.remove(found.asked.requestId(), found);
            if (isReserved) {
                found.budget.release(found.asked.needed().micro());
            }
            return isReserved;
        }
    }

    @Override
    public int expire(Instant now) {
        var expired =
                reserved.values().stream()
                        .filter(one -> !one.asked.expiresAt().isAfter(now))
                        .filter(this::isReleased)
                        .count();
        return Math.toIntExact(expired) + strict.expire(now);
    }

    /// Ends when the record is durable: nobody is answered before.
    @Override
    public Charge record(UsageRecord usage, Charge charge) {
        var later = recordLater(usage, charge);
        if (later.isEmpty()) {
            return strict.record(usage, charge);
        }
        try {
            return later.get().join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    @Override
    public Optional<CompletableFuture<Charge>> recordLater(UsageRecord usage, Charge charge) {
        return Optional.ofNullable(reserved.get(usage.requestId()))
                .map(found -> kept(found, usage, charge));
    }

    private CompletableFuture<Charge> kept(Reserved found, UsageRecord usage, Charge charge) {
        synchronized (found) {
            if (found.kept.isPresent()) {
                return found.kept.get();
            }
            if (reserved.get(usage.requestId()) != found) {
                throw new HoldGone(usage.requestId(), Optional.of(Hold.State.EXPIRED));
            }
            checked(found.asked, usage);
            var rated = new UsageRecords.Rated(usage, charge, Optional.empty());
            var durable = new CompletableFuture<Charge>();
            found.kept = Optional.of(durable);
            var _ =
                    node.keep(rated)
                            .whenComplete((kept, failed) -> ended(found, rated, durable, failed));
            return durable;
        }
    }

    /// What could not be kept is tried again, and spent once.
    private static void ended(
            Reserved found,
            UsageRecords.Rated rated,
            CompletableFuture<Charge> durable,
            @Nullable Throwable failed) {
        if (failed == null) {
            found.budget.spend(found.asked.needed().micro(), micro(rated));
            durable.complete(rated.charge());
            return;
        }
        synchronized (found) {
            found.kept = Optional.empty();
        }
        durable.completeExceptionally(
                failed instanceof CompletionException wrapped && wrapped.getCause() != null
                        ? wrapped.getCause()
                        : failed);
    }

    private static void checked(Asked asked, UsageRecord usage) {
        Check.that(
                asked.buyerId().equals(usage.buyerId())
                        && asked.needed().currency().equals(usage.buyerCurrency()),
                "%s is not of %s",
                usage,
                asked);
    }

    /// What a charge takes of a lease at most. **Units** micro.
    private static long micro(UsageRecords.Rated rated) {
        return Rounding.coveringMicro(rated.charge().buyerPico());
    }

    /// Records are on the books, and the leases have paid for them.
    void booked(List<UsageRecords.Rated> records, List<ChargeUsage.Consumed> consumed) {
        var charged = new HashMap<Wallet, Long>();
        for (var rated : records) {
            // What an earlier run of this node has left was reserved by nobody here.
            if (reserved.remove(rated.usage().requestId()) != null) {
                charged.merge(Wallet.of(rated.usage()), micro(rated), Math::addExact);
            }
        }
        for (var one : consumed) {
            var wallet = new Wallet(one.organisationId(), one.currency());
            var micro = Optional.ofNullable(charged.remove(wallet)).orElse(0L);
            budget(wallet).settle(micro, one.micro());
        }
        charged.forEach((wallet, micro) -> budget(wallet).settle(micro, 0));
    }

    private Budget budget(Wallet wallet) {
        return budgets.computeIfAbsent(
                wallet, key -> node.budget(key.organisationId(), key.currency()));
    }

    /// Gives back what has been idle; what another node may need.
    void tidy() {
        for (var budget : budgets.values()) {
            budget.giveBack(IDLE);
        }
    }

    /// The leases are not this node's any more.
    void lose() {
        budgets.values().forEach(Budget::lose);
    }

    @Override
    public boolean isUnbooked(UUID requestId) {
        var found = reserved.get(requestId);
        return found != null && isKept(found);
    }

    private static boolean isKept(Reserved found) {
        synchronized (found) {
            return found.kept.filter(CompletableFuture::isDone).isPresent();
        }
    }
}
