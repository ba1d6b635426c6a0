package io.intertie.billing;

import io.intertie.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Whoever knows the payments that the market has sent to its bank: the settlement.
///
/// It is told of each line and each answer of the bank that can be about one, in the transaction
/// that writes the line, and books what it means.
public interface SentPayments {
    /// What a line or an answer is to them.
    enum Meaning {
        /// The payment has left the account.
        BOOKED,
        /// It came back, or never left.
        RETURNED,
        /// It was told before.
        REPEATED,
        /// It does not fit: somebody has to look, and a credit waits in 2040.
        BREAK
    }

    /// What the bank passes on about a payment; `accounts` are those it names, `reason` is why it
    /// came back, `fee` what was kept of it then.
    record Named(
            String endToEndId, Set<String> accounts, Optional<String> reason, Optional<Money> fee) {
        public Named {
            accounts = Set.copyOf(accounts);
        }
    }

    /// A line of one of the account's entries; `amount` is negative when money left. `hasOwnRef` if
    /// `bankRef` is the bank's own and not a place in a statement.
    record Moved(
            UUID entryId,
            String bankRef,
            boolean hasOwnRef,
            LocalDate bookedOn,
            Money amount,
            Named named) {}

    /// A status that a pain.002 reports, of one payment, or of all of a file when it names none.
    record Answer(
            String reportId,
            LocalDate reportedOn,
            Original original,
            String status,
            Optional<Money> amount,
            Named named) {
        public boolean isRejection() {
            return status.equals("RJCT");
        }
    }

    /// The file that an answer is about, as the bank counts it.
    record Original(String messageId, Optional<Integer> payments, Optional<BigDecimal> sum) {}

    /// What a line means; nothing if it is no payment of theirs.
    Optional<Meaning> line(Moved line);

    /// What an answer means; nothing if it neither moves nor breaks anything.
    Optional<Meaning> answer(Answer answer);
}
