package io.intertie.web.admin;

import io.intertie.billing.BankFiles;
import io.intertie.billing.CardEvents;
import java.util.List;
import java.util.Optional;

/// The bank's page with one of everything.
final class ReconcileSheet {
    private ReconcileSheet() {}

    static Object page() {
        return new ReconcilePage.View(
                List.of(
                        line("unmatched", "no-reference", "EUR 75.00", "thanks"),
                        line("unmatched", "other-currency", "EUR 12.00", "RF18 5390 0754 7034")),
                List.of(
                        broken("amount", "CNY -275.00", "PO-2026-000047"),
                        broken("unknown", "CNY -12.00", "")),
                List.of(new ReconcilePage.Refund("3", "EUR 900.00", "Asked by the buyer", "ada")),
                List.of(new ReconcilePage.Refund("4", "EUR 10.00", "Asked by the buyer", "ada")),
                List.of(
                        new ReconcilePage.Gap(
                                "STMT-4", "2026-11-27", "EUR 1,010.00", "EUR 1,500.00")),
                List.of(new CardEvents.Refusals("2026-11-25", "forged", 50)),
                List.of(
                        line("credited", "", "EUR 250.00", "RF18 5390 0754 7034"),
                        line("processor-payout", "", "EUR 96.80", "STRIPE PAYOUT"),
                        line("noted", "", "EUR -20.00", "")),
                true,
                Optional.of(
                        new BankFiles.Report("CAMT_053", "MSG-1", 8, 1, 2, 2, 1, 1, 1, 2, 1, 0)),
                Optional.empty());
    }

    private static ReconcilePage.Break broken(String kind, String amount, String payout) {
        var known = Optional.of(payout).filter(reference -> !reference.isEmpty());
        return new ReconcilePage.Break(
                "5",
                kind,
                "0192700070008000000000007c1ea90f",
                known.map(reference -> "6"),
                known,
                "2026112400019",
                Optional.of(amount));
    }

    private static ReconcilePage.Line line(
            String state, String doubt, String amount, String remittance) {
        return new ReconcilePage.Line(
                "1",
                "2026-11-24",
                amount,
                "Anna Krüger",
                remittance,
                "2026112400017",
                state,
                Optional.of(doubt).filter(word -> !word.isEmpty()));
    }
}
