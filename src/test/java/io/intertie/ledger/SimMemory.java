package io.intertie.ledger;

import io.intertie.ledger.movement.ExpirePromo;
import io.intertie.ledger.movement.GrantPromo;
import io.intertie.ledger.movement.Reverse;
import io.intertie.ledger.movement.Template;
import io.intertie.money.Money;
import io.intertie.platform.persistence.UuidV7;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// Whole books in memory: what the templates and the charge's arithmetic come to where nothing is
/// lost. Idempotency, holds, promo credit and overdrafts are told again here in the plainest way.
final class SimMemory implements SimBooks {
    final BooksInMemory books = new BooksInMemory(Book.Mode.AGENT);
    final List<JournalEntry> journal = new ArrayList<>();
    final Map<Account, Purse> purses = new LinkedHashMap<>();
    final Map<UUID, Held> holds = new TreeMap<>();
    final SimGrants grants = new SimGrants();
    final Map<UUID, List<JournalEntry>> reversals = new HashMap<>();
    private final Map<String, JournalEntry> causes = new HashMap<>();
    private final Clock clock;
    private Book.Mode mode = Book.Mode.AGENT;

    SimMemory(Clock clock) {
        this.clock = clock;
    }

    /// A wallet's figures, in micro.
    record Purse(long posted, long promo, long held) {
        static final Purse EMPTY = new Purse(0, 0, 0);

        long available() {
            return posted + promo - held;
        }

        Purse plus(long morePosted, long morePromo, long moreHeld) {
            var next =
                    new Purse(
                            Math.addExact(posted, morePosted),
                            Math.addExact(promo, morePromo),
                            Math.addExact(held, moreHeld));
            var covered = Math.addExact(next.posted, next.promo) >= next.held;
            if (next.posted < 0 || next.promo < 0 || next.held < 0 || !covered) {
                throw new Refused();
            }
            return next;
        }
    }

    /// A hold, and the charge that it was captured with.
    record Held(Hold hold, Optional<ChargeUsage.Charge> charge) {}

    /// The books would become wrong, so nothing is written.
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static Account wallet(Account of) {
        return new Account(AccountCode.BUYER_WALLET, of.owner(), of.currency());
    }

    private static Account wallet(UUID buyer, Money amount) {
        return Account.of(AccountCode.BUYER_WALLET, buyer, amount.currency());
    }

    Purse purse(Account wallet) {
        return purses.getOrDefault(wallet, Purse.EMPTY);
    }

    Optional<JournalEntry> find(JournalEntry.Kind kind, String ref) {
        return Optional.ofNullable(causes.get(kind + " " + ref));
    }

    private JournalEntry entry(Template movement) {
        var now = clock.instant();
        return new JournalEntry(
                UuidV7.at(now),
                movement.kind(),
                movement.externalRef(),
                now,
                movement.postings(),
                movement.basis());
    }

    @Override
    public String book(Template movement) {
        var outcome = book(entry(movement));
        if (outcome.equals("Booked") && movement instanceof GrantPromo grant) {
            grants.open(grant);
        }
        return outcome;
    }

    private String book(JournalEntry entry) {
        var before = find(entry.kind(), entry.externalRef());
        if (before.isPresent()) {
            return before.get().postings().equals(entry.postings()) ? "Replayed" : "Conflict";
        }
        var changed = new HashMap<Account, long[]>();
        for (var posting : entry.postings()) {
            change(changed, posting.from(), -posting.amount().micro());
            change(changed, posting.to(), posting.amount().micro());
        }
        var next = new HashMap<Account, Purse>();
        try {
            changed.forEach((wallet, by) -> next.put(wallet, purse(wallet).plus(by[0], by[1], 0)));
        } catch (Refused | ArithmeticException overdrawn) {
            return "refused";
        }
        purses.putAll(next);
        write(entry);
        return "Booked";
    }

    private static void change(Map<Account, long[]> changed, Account account, long micro) {
        var promo = account.code() == AccountCode.PROMO_WALLET;
        if (promo || account.code() == AccountCode.BUYER_WALLET) {
            var by = changed.computeIfAbsent(wallet(account), same -> new long[2]);
            by[promo ? 1 : 0] += micro;
        }
    }

    private void write(JournalEntry entry) {
        entry.postings().forEach(books::add);
        causes.put(entry.kind() + " " + entry.externalRef(), entry);
        journal.add(entry);
    }

    @Override
    public String place(UUID request, UUID buyer, Money amount, Instant expiresAt) {
        var before = holds.get(request);
        if (before != null) {
            return "Placed " + before.hold().state();
        }
        var wallet = wallet(buyer, amount);
        if (!purses.containsKey(wallet)) {
            return "NoWallet";
        }
        if (purse(wallet).available() < amount.micro()) {
            return "Insufficient " + purse(wallet).available();
        }
        purses.put(wallet, purse(wallet).plus(0, 0, amount.micro()));
        var hold = new Hold(request, buyer, amount, Hold.State.HELD, expiresAt, List.of());
        holds.put(request, new Held(hold, Optional.empty()));
        return "Placed HELD";
    }

    @Override
    public String capture(ChargeUsage.Charge charge) {
        var held = holds.get(charge.captureId());
        if (held == null) {
            return "NotHeld";
        }
        return switch (held.hold().state()) {
            case HELD -> captured(charge, held.hold());
            case CAPTURED -> held.charge().equals(Optional.of(charge)) ? "Replayed" : "refused";
            case VOIDED, EXPIRED -> "NotHeld " + held.hold().state();
        };
    }

    private String captured(ChargeUsage.Charge charge, Hold hold) {
        var wallet = wallet(hold.organisationId(), hold.amount());
        var purse = purse(wallet);
        var legs = books.legs(charge);
        var covered = hold.amount().micro() + purse.available();
        var payment = ChargeLegs.Payment.of(legs.dueMicro(), purse.promo(), covered);
        var next =
                purse.plus(-payment.walletMicro(), -payment.promoMicro(), -hold.amount().micro());
        purses.put(wallet, next);
        grants.use(wallet, payment.promoMicro());
        books.keep(charge, legs);
        end(hold, Hold.State.CAPTURED, Optional.of(charge));
        var postings = legs.postings(charge, mode, payment);
        if (!postings.isEmpty()) {
            var now = clock.instant();
            var ref = charge.captureId().toString();
            var kind = JournalEntry.Kind.CAPTURE;
            write(new JournalEntry(UuidV7.at(now), kind, ref, now, postings, Map.of()));
        }
        return "Captured " + payment.buyerMicro() + " " + legs.after().buyer().pico();
    }

    private void end(Hold hold, Hold.State state, Optional<ChargeUsage.Charge> charge) {
        var ended =
                new Hold(
                        hold.requestId(),
                        hold.organisationId(),
                        hold.amount(),
                        state,
                        hold.expiresAt(),
                        hold.counters());
        holds.put(hold.requestId(), new Held(ended, charge));
    }

    @Override
    public String release(UUID request) {
        var held = holds.get(request);
        return Boolean.toString(
                held != null && held.hold().state() == Hold.State.HELD && freed(held.hold(), true));
    }

    private boolean freed(Hold hold, boolean voided) {
        var wallet = wallet(hold.organisationId(), hold.amount());
        purses.put(wallet, purse(wallet).plus(0, 0, -hold.amount().micro()));
        end(hold, voided ? Hold.State.VOIDED : Hold.State.EXPIRED, Optional.empty());
        return true;
    }

    @Override
    public String sweep() {
        var now = clock.instant();
        for (var held : List.copyOf(holds.values())) {
            var hold = held.hold();
            if (hold.state() == Hold.State.HELD && !hold.expiresAt().isAfter(now)) {
                freed(hold, false);
            }
        }
        grants.expired(now).forEach(this::expire);
        return "swept";
    }

    private void expire(SimGrants.Grant grant) {
        var micro = Math.min(grant.left(), purse(grant.wallet()).available());
        if (micro > 0) {
            grants.change(grant, 0, micro);
            var ref = grant.ref() + ":" + grant.expired();
            var amount = new Money(grant.wallet().currency(), micro);
            var buyer = UUID.fromString(grant.wallet().owner());
            book(entry(new ExpirePromo(ref, buyer, amount, Map.of())));
        }
    }

    @Override
    public String refund(String ref, UUID request, Money amount) {
        return find(JournalEntry.Kind.CAPTURE, request.toString())
                .map(original -> refund(ref, original, amount))
                .orElse("no entry");
    }

    private String refund(String ref, JournalEntry original, Money amount) {
        var before = find(JournalEntry.Kind.REFUND, ref);
        if (before.isPresent()) {
            return "Replayed";
        }
        var mirror = mirror(original);
        var left = mirror.left(amount.currency());
        return amount.compareTo(left) > 0
                ? "TooMuch " + left
                : reversed(JournalEntry.Kind.REFUND, ref, original, mirror.part(amount));
    }

    @Override
    public String correct(String ref, JournalEntry.Kind kind, String cause) {
        var found = find(kind, cause);
        if (found.isEmpty()) {
            return "no entry";
        }
        if (find(JournalEntry.Kind.CORRECTION, ref).isPresent()) {
            return "Replayed";
        }
        var whole = mirror(found.get()).whole();
        return whole.isEmpty()
                ? "TooMuch"
                : reversed(JournalEntry.Kind.CORRECTION, ref, found.get(), whole);
    }

    private Mirror mirror(JournalEntry original) {
        return new Mirror(original, reversals.getOrDefault(original.id(), List.of()));
    }

    private String reversed(
            JournalEntry.Kind kind, String ref, JournalEntry original, List<Posting> postings) {
        var before = reversals.computeIfAbsent(original.id(), same -> new ArrayList<>());
        var part = before.size() + 1;
        var entry = entry(new Reverse(kind, ref, original.id(), part, postings, Map.of()));
        var outcome = book(entry);
        if (outcome.equals("Booked")) {
            before.add(entry);
            postings.stream()
                    .filter(posting -> posting.to().code() == AccountCode.PROMO_WALLET)
                    .forEach(back -> grants.giveBack(wallet(back.to()), back.amount().micro()));
        }
        return outcome;
    }

    @Override
    public String become(Book.Mode next) {
        mode = next;
        return next.name();
    }
}
