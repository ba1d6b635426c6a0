package io.intertie.web.admin;

import io.intertie.billing.BankFiles;
import io.intertie.billing.CardEvents;
import io.intertie.billing.Receipts;
import io.intertie.billing.Refunds;
import io.intertie.settlement.BankHalf;
import io.intertie.web.Figures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/// Puts together what the bank's page shows.
@ApplicationScoped
class ReconcileViews {
    private final BankFiles bankFiles;
    private final BankHalf bankHalf;
    private final Receipts receipts;
    private final Refunds refunds;
    private final CardEvents events;
    private final Desk desk;

    @Inject
    ReconcileViews(
            BankFiles bankFiles,
            BankHalf bankHalf,
            Receipts receipts,
            Refunds refunds,
            CardEvents events,
            Desk desk) {
        this.bankFiles = bankFiles;
        this.bankHalf = bankHalf;
        this.receipts = receipts;
        this.refunds = refunds;
        this.events = events;
        this.desk = desk;
    }

    ReconcilePage.View view(Optional<BankFiles.Report> report, Optional<String> refusal) {
        var figures = desk.figures();
        return new ReconcilePage.View(
                lines(receipts.unmatched(), figures),
                bankHalf.breaks().stream()
                        .map(one -> ReconcilePage.Break.of(one, figures))
                        .toList(),
                lines(figures, refunds.awaitingApproval()),
                lines(figures, refunds.cameBack()),
                bankFiles.gaps().stream()
                        .map(gap ->
                                new ReconcilePage.Gap(
                                        gap.statementId(),
                                        gap.closesOn().toString(),
                                        figures.iso(gap.closed()),
                                        figures.iso(gap.opens())))
                        .toList(),
                events.refusals(),
                lines(bankFiles.latest(), figures),
                desk.mayAct(),
                report,
                refusal);
    }

    private static List<ReconcilePage.Line> lines(
            List<BankFiles.Received> received, Figures figures) {
        return received.stream().map(line -> ReconcilePage.Line.of(line, figures)).toList();
    }

    private static List<ReconcilePage.Refund> lines(Figures figures, List<Refunds.Refund> refunds) {
        return refunds.stream()
                .map(one ->
                        new ReconcilePage.Refund(
                                one.id().toString(),
                                figures.iso(one.amount()),
                                one.reason(),
                                one.preparedBy()))
                .toList();
    }
}
