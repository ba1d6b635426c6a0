package io.intertie.billing;

import io.intertie.billing.SentPayments.Answer;
import io.intertie.billing.SentPayments.Named;
import io.intertie.billing.SentPayments.Original;
import io.intertie.platform.files.XmlTree;
import io.intertie.platform.files.XmlTree.Refused;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads ISO 20022 pain.002.001.10: what the bank says to a file of payments, before it books any.
///
/// **Always true** where it states how many payments are rejected, it lists so many, and no payment
/// contradicts the file that it is in.
final class StatusReport {
    private static final Set<String> STATUSES =
            Set.of(
                    "ACCC", "ACCP", "ACSC", "ACSP", "ACTC", "ACWC", "ACWP", "ACFC", "PART", "PDNG",
                    "RCVD", "RJCT", "CANC", "BLCK", "PATC", "PRES");

    private final XmlTree report;
    private final List<Answer> answers = new ArrayList<>();

    private StatusReport(XmlTree report) {
        this.report = report;
    }

    static List<Answer> read(XmlTree report) throws Refused {
        var reading = new StatusReport(report);
        reading.file(
                report.at("OrgnlGrpInfAndSts").orElseThrow(() -> missing("OrgnlGrpInfAndSts")));
        return List.copyOf(reading.answers);
    }

    private void file(XmlTree group) throws Refused {
        if (!group.text("OrgnlMsgNmId").filter(name -> name.startsWith("pain.001")).isPresent()) {
            throw new Refused("report.file", "The report is about no file of payments (pain.001).");
        }
        var messageId = group.text("OrgnlMsgId").orElseThrow(() -> missing("OrgnlMsgId"));
        var status = status(group, "GrpSts");
        var payments = report.all("OrgnlPmtInfAndSts");
        for (var payment : payments) {
            payment(payment, messageId, status);
        }
        if (payments.isEmpty()) {
            var said = status.orElseThrow(() -> missing("GrpSts"));
            add(original(group, messageId), said, group, Optional.empty());
        }
        agree(group);
    }

    private void payment(XmlTree payment, String messageId, Optional<String> ofFile)
            throws Refused {
        var ofAll = status(payment, "PmtInfSts");
        contradict(ofFile, ofAll);
        var inherited = ofAll.or(() -> ofFile);
        var transactions = payment.all("TxInfAndSts");
        for (var one : transactions) {
            var own = status(one, "TxSts");
            contradict(inherited, own);
            var said = own.or(() -> inherited).orElseThrow(() -> missing("TxSts"));
            add(
                    new Original(messageId, Optional.empty(), Optional.empty()),
                    said,
                    one,
                    Optional.of(
                            PaymentDetails.id(one.text("OrgnlEndToEndId"))
                                    .orElseThrow(() -> missing("OrgnlEndToEndId"))));
        }
        if (transactions.isEmpty()) {
            var said = inherited.orElseThrow(() -> missing("PmtInfSts"));
            add(original(payment, messageId), said, payment, Optional.empty());
        }
        agree(payment);
    }

    private void add(Original original, String status, XmlTree element, Optional<String> id)
            throws Refused {
        var reference = element.at("OrgnlTxRef");
        answers.add(
                new Answer(
                        report.text("GrpHdr/MsgId").orElseThrow(() -> missing("GrpHdr/MsgId")),
                        on(),
                        original,
                        status,
                        reference.flatMap(one -> one.at("Amt/InstdAmt")).map(PaymentDetails::money),
                        new Named(
                                id.orElse(""),
                                reference
                                        .map(one -> PaymentDetails.accounts(one, ""))
                                        .orElse(Set.of()),
                                PaymentDetails.reason(
                                        Optional.of(
                                                element.at("StsRsnInf")
                                                        .or(() -> ofFile())
                                                        .orElse(element))),
                                Optional.empty())));
    }

    private Optional<XmlTree> ofFile() {
        return report.at("OrgnlGrpInfAndSts/StsRsnInf");
    }

    private LocalDate on() throws Refused {
        var text = report.text("GrpHdr/CreDtTm").orElseThrow(() -> missing("GrpHdr/CreDtTm"));
        return LocalDate.parse(text.substring(0, Math.min(10, text.length())));
    }

    private static Original original(XmlTree element, String messageId) {
        return new Original(
                messageId,
                element.text("OrgnlNbOfTxs").map(Integer::valueOf),
                element.text("OrgnlCtrlSum").map(BankTotals::decimal));
    }

    private static Optional<String> status(XmlTree element, String name) throws Refused {
        var status = element.text(name);
        if (status.filter(one -> !STATUSES.contains(one)).isPresent()) {
            throw new Refused("report.status", "The report has a status that is not known.");
        }
        return status;
    }

    /// A part of what was rejected whole is not accepted.
    private static void contradict(Optional<String> whole, Optional<String> part) throws Refused {
        if (whole.equals(Optional.of("RJCT"))
                && part.filter("RJCT"::equals).isEmpty()
                && part.isPresent()) {
            throw new Refused(
                    "report.contradicts",
                    "The report contradicts itself: a part of what it rejects is not.");
        }
    }

    private void agree(XmlTree part) throws Refused {
        var listed =
                part.name().equals("OrgnlGrpInfAndSts")
                        ? report.all("OrgnlPmtInfAndSts").stream()
                                .flatMap(one -> one.all("TxInfAndSts").stream())
                                .toList()
                        : part.all("TxInfAndSts");
        for (var total : part.all("NbOfTxsPerSts")) {
            var status = total.text("DtldSts").orElse("");
            var number = total.text("DtldNbOfTxs").map(Integer::valueOf).orElse(0);
            var found =
                    listed.stream()
                            .filter(one -> one.text("TxSts").map(status::equals).orElse(true))
                            .count();
            // Reports may leave out what is fine, not what is rejected.
            if (status.equals("RJCT") && !listed.isEmpty() && found != number) {
                throw new Refused(
                        "report.number", "DtldNbOfTxs does not fit the payments of the report.");
            }
        }
    }

    private static Refused missing(String what) {
        return new Refused("bank.lacks", "The file lacks %s.", what);
    }
}
