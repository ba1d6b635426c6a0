package io.intertie.ledger;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The ways that each kind of entry may move money: `debited>credited`, by account code.
///
/// A capture: who pays (wallet, promo credit, overrun) for what (fee or revenue, the provider's
/// share, VAT); a fee that lends a micro; the expense of promo credit; what inference costs; the
/// provider's own currency. A refund goes back where a capture went, a correction where any went.
final class Ways {
    private static final Map<JournalEntry.Kind, Set<Way>> TABLE =
            table(
                    """
                    TOPUP             : 1020>2010 5010>1020
                    BANK_TOPUP        : 1010>2010
                    PSP_PAYOUT        : 1010>1020
                    UNMATCHED_RECEIPT : 1010>2040
                    RECEIPT_CLEARED   : 2040>2010 2040>1010
                    CARD_REFUND       : 2010>1020
                    CHARGEBACK        : 1050>1020 5010>1020
                    CLAWBACK          : 2010>1050
                    DISPUTE_CLOSED    : 5020>1050 1020>1050 1020>2010
                    DISPUTE_FEE_RETURNED : 1020>5010
                    CAPTURE           : 2010>4010 2010>4000 2010>9010 2010>2020 2010>2030 \
                                        2011>4010 2011>4000 2011>9010 2011>2020 2011>2030 \
                                        5060>4010 5060>4000 5060>9010 5060>2020 5060>2030 \
                                        4010>9010 4010>2020 5030>1090 5000>9010 5000>2020 \
                                        9010>2020
                    REFUND            :
                    SLA_CREDIT        : 5040>2010
                    PROMO_GRANT       : 1090>2011
                    PROMO_EXPIRY      : 2011>1090
                    INVOICE_ROUNDING  : 2030>5050 5050>2030
                    WINDOW_CLOSE      : 2020>2021 2020>2022
                    RESERVE_RELEASE   : 2022>2021
                    WITHHOLDING       : 2021>2031
                    NETTING           : 2021>1060 2021>4010
                    FX_DEAL           : 1010>9010 9010>1010
                    PAYOUT            : 2021>1030
                    PAYOUT_BOOKED     : 1030>1010
                    PAYOUT_RETURNED   : 1010>2021 5010>1010 1030>2021
                    REVALUATION       : 9019>6020 6020>9019
                    REALISED_FX       : 9010>6010 6010>9010
                    CORRECTION        :
                    """);

    private Ways() {}

    /// From an account of one code to an account of another.
    record Way(AccountCode from, AccountCode to) {
        Way back() {
            return new Way(to, from);
        }
    }

    static boolean mayGo(JournalEntry.Kind kind, Posting posting) {
        return mayGo(kind, new Way(posting.from().code(), posting.to().code()));
    }

    static boolean mayGo(JournalEntry.Kind kind, Way way) {
        return switch (kind) {
            case REFUND -> of(JournalEntry.Kind.CAPTURE).contains(way.back());
            case CORRECTION -> TABLE.values().stream().anyMatch(ways -> ways.contains(way.back()));
            default -> of(kind).contains(way);
        };
    }

    static Set<Way> of(JournalEntry.Kind kind) {
        return TABLE.getOrDefault(kind, Set.of());
    }

    private static Map<JournalEntry.Kind, Set<Way>> table(String text) {
        var table = new EnumMap<JournalEntry.Kind, Set<Way>>(JournalEntry.Kind.class);
        text.lines()
                .map(line -> line.split(":", 2))
                .forEach(row -> table.put(JournalEntry.Kind.valueOf(row[0].strip()), ways(row[1])));
        return table;
    }

    private static Set<Way> ways(String row) {
        return Arrays.stream(row.strip().split("\\s+", -1))
                .filter(way -> !way.isEmpty())
                .map(way -> way.split(">", 2))
                .map(way -> new Way(code(way[0]), code(way[1])))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static AccountCode code(String number) {
        return AccountCode.of(Integer.parseInt(number));
    }
}
