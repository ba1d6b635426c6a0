package io.intertie.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.money.CheckFailed;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Money enters and leaves only through the bank or the card processor (I15).
@Tag("money")
class WaysTest {
    private static final Currency USD = Currency.of("USD");
    private static final Set<AccountCode> DOORS =
            Set.of(AccountCode.BANK, AccountCode.PSP_CLEARING);

    @Test
    void moneyOfParticipantsPassesTheMarketsDoorsOnlyHere() {
        assertEquals(
                """
                BANK_TOPUP 1010>2010
                CARD_REFUND 2010>1020
                CHARGEBACK 1050>1020
                CHARGEBACK 5010>1020
                DISPUTE_CLOSED 1020>1050
                DISPUTE_CLOSED 1020>2010
                DISPUTE_FEE_RETURNED 1020>5010
                FX_DEAL 1010>9010
                FX_DEAL 9010>1010
                PAYOUT_BOOKED 1030>1010
                PAYOUT_RETURNED 1010>2021
                PAYOUT_RETURNED 5010>1010
                PSP_PAYOUT 1010>1020
                RECEIPT_CLEARED 2040>1010
                TOPUP 1020>2010
                TOPUP 5010>1020
                UNMATCHED_RECEIPT 1010>2040\
                """,
                ways(way -> DOORS.contains(way.from()) || DOORS.contains(way.to())));
    }

    @Test
    void whatNamesNobodyWaitsInOneAccount() {
        assertEquals(
                """
                RECEIPT_CLEARED 2040>1010
                RECEIPT_CLEARED 2040>2010
                UNMATCHED_RECEIPT 1010>2040\
                """,
                ways(way ->
                        way.from() == AccountCode.UNMATCHED_RECEIPTS
                                || way.to() == AccountCode.UNMATCHED_RECEIPTS));
    }

    @Test
    void aWalletIsFilledOnlyByThese() {
        assertEquals(
                """
                BANK_TOPUP 1010>2010
                DISPUTE_CLOSED 1020>2010
                RECEIPT_CLEARED 2040>2010
                SLA_CREDIT 5040>2010
                TOPUP 1020>2010\
                """,
                ways(way -> way.to() == AccountCode.BUYER_WALLET));
    }

    @Test
    void whatIsNotWrittenInTheListCannotBeBooked() {
        for (var kind : JournalEntry.Kind.values()) {
            for (var from : AccountCode.values()) {
                for (var to : AccountCode.values()) {
                    var way = new Ways.Way(from, to);
                    if (from != to && !Ways.mayGo(kind, way)) {
                        assertThrows(CheckFailed.class, () -> entry(kind, way), kind + " " + way);
                    }
                }
            }
        }
    }

    @Test
    void aReversalGoesBackOnlyWhereSomethingWent() {
        for (var from : AccountCode.values()) {
            for (var to : AccountCode.values()) {
                var way = new Ways.Way(from, to);
                var there = Ways.mayGo(JournalEntry.Kind.CAPTURE, way.back());
                assertEquals(there, Ways.mayGo(JournalEntry.Kind.REFUND, way), way.toString());
                if (Ways.mayGo(JournalEntry.Kind.CORRECTION, way)) {
                    assertTrue(
                            Arrays.stream(JournalEntry.Kind.values())
                                    .anyMatch(kind -> Ways.mayGo(kind, way.back())),
                            way.toString());
                }
            }
        }
    }

    private interface Filter {
        boolean holds(Ways.Way way);
    }

    private static String ways(Filter filter) {
        var found = new TreeSet<String>();
        for (var kind : JournalEntry.Kind.values()) {
            Ways.of(kind).stream()
                    .filter(filter::holds)
                    .map(way -> "%s %d>%d".formatted(kind, way.from().number(), way.to().number()))
                    .forEach(found::add);
        }
        return found.stream().collect(Collectors.joining("\n"));
    }

    private static JournalEntry entry(JournalEntry.Kind kind, Ways.Way way) {
        var posting =
                new Posting(
                        Account.ofMarket(way.from(), USD),
                        Account.ofMarket(way.to(), USD),
                        new Money(USD, 1));
        return new JournalEntry(
                UUID.randomUUID(), kind, "x", Instant.EPOCH, List.of(posting), Map.of());
    }
}
