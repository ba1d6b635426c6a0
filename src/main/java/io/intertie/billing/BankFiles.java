package io.intertie.billing;

import io.intertie.audit.Trail;
import io.intertie.billing.BankFileReader.BankFile;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.money.Money;
import io.intertie.platform.config.Settings;
import io.intertie.platform.files.XmlTree;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What the operator's bank says has arrived: each entry is booked once, in however many files it
/// stands.
///
/// A transfer with exactly one wallet's reference goes into that wallet (E1); one that Stripe sent
/// is its payout (E2); everything else that comes in waits in 2040, unmatched. What is about a
/// payment that the market has sent belongs to [SentPayments]; what else goes out is noted, and not
/// booked.
@ApplicationScoped
public class BankFiles {
    private final BankStore store;
    private final BankBooking booking;
    private final Settings settings;
    private final Trail trail;
    private final Clock clock;

    @Inject
    BankFiles(BankStore store, BankBooking booking, Settings settings, Trail trail, Clock clock) {
        this.store = store;
        this.booking = booking;
        this.settings = settings;
        this.trail = trail;
        this.clock = clock;
    }

    /// What a file came to, in numbers of entries and lines.
    public record Report(
            String kind,
            String messageId,
            int entries,
            int known,
            int credited,
            int unmatched,
            int payouts,
            int settled,
            int returned,
            int broken,
            int noted,
            int waiting) {}

    /// A line of the bank and what became of it; `doubt` says why it waits.
    public record Received(
            UUID id,
            String account,
            String bankRef,
            LocalDate bookedOn,
            Money amount,
            String payer,
            String remittance,
            State state,
            Optional<String> doubt,
            Optional<UUID> organisationId,
            Instant receivedAt) {
        public enum State {
            /// In a wallet, by its reference.
            CREDITED,
            /// In 2040, until somebody says whose it is.
            UNMATCHED,
            /// In a wallet, because an admin said so.
            MATCHED,
            /// To be sent back.
            RETURNED,
            PROCESSOR_PAYOUT,
            /// A payment of ours that left.
            PAYOUT_BOOKED,
            /// A payment of ours that came back.
            PAYOUT_RETURNED,
            /// Money that left, or that a bank took back, or what was told before: not booked.
            NOTED
        }
    }

    /// A statement that does not open at what the one before it closed at.
    public record Gap(
            String account, String statementId, LocalDate closesOn, Money closed, Money opens) {}

    /// Reads a camt.053, camt.054 or pain.002 and books what is new in it.
    ///
    /// @throws Problem if the actor is no admin, or if the file is refused; nothing of it is booked
    ///   then
    public Report receive(byte[] bytes, SentPayments sent, Actor actor) {
        mustBeAdmin(actor);
        var file = read(bytes, actor);
        var kept = new BankStore.Kept(sha256(bytes), actor.name(), clock.instant());
        var entries =
                file.answers().size()
                        + file.statements().stream().mapToInt(one -> one.entries().size()).sum();
        store.keep(kept, bytes, file, entries, known(file));
        var counts = new BankBooking.Counts();
        for (var statement : file.statements()) {
            for (var entry : statement.entries()) {
                booking.book(
                        new BankBooking.Source(statement.account(), kept.sha256(), sent),
                        entry,
                        counts);
            }
            store.keep(kept.sha256(), statement);
        }
        file.answers().forEach(answer -> booking.book(sent, answer, counts));
        var report = counts.report(file.kind().name(), file.messageId(), entries);
        trail.record(
                actor,
                "bank-file.received",
                file.messageId(),
                Map.of(
                        "sha256", kept.sha256(),
                        "entries", Integer.toString(report.entries()),
                        "known", Integer.toString(report.known()),
                        "credited", Integer.toString(report.credited()),
                        "unmatched", Integer.toString(report.unmatched()),
                        "settled", Integer.toString(report.settled()),
                        "returned", Integer.toString(report.returned()),
                        "broken", Integer.toString(report.broken())));
        return report;
    }

    private int known(BankFile file) {
        return (int)
                file.statements().stream()
                        .flatMap(one ->
                                one.entries().stream()
                                        .filter(entry -> store.isKnown(one.account(), entry)))
                        .count();
    }

    private BankFile read(byte[] bytes, Actor actor) {
        try {
            var file = BankFileReader.read(bytes);
            var iban = settings.bank().iban();
            if (file.statements().stream().anyMatch(one -> !one.account().equals(iban))) {
                throw new XmlTree.Refused(
                        "bank.account", "The file is about an account that is not ours.");
            }
            return file;
        } catch (XmlTree.Refused refused) {
            var why = refused.wording();
            trail.record(
                    actor,
                    "bank-file.refused",
                    sha256(bytes),
                    Map.of("why", why.english(), "bytes", Integer.toString(bytes.length)));
            throw new Problem(
                    ProblemType.UNPROCESSABLE,
                    Wording.of("bank.refused", "%s Nothing of it was booked.", why),
                    Map.of("file", why));
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// The latest lines, the newest first.
    public List<Received> latest() {
        return store.latest(100);
    }

    /// What entered an organisation's wallets by bank, the newest first.
    public List<Received> of(UUID organisationId) {
        return store.of(organisationId, 20);
    }

    /// Where statements do not follow on each other.
    public List<Gap> gaps() {
        return store.gaps();
    }

    static void mustBeAdmin(Actor actor) {
        if (!actor.is(Role.ADMIN)) {
            throw new Problem(
                    ProblemType.FORBIDDEN,
                    Wording.of("market.admin", "Only an admin of the market does this."));
        }
    }
}
