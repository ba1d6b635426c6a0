package io.intertie.settlement;

import io.intertie.billing.BankFixture;
import io.intertie.money.Money;

/// What a bank says of payouts, in its own formats.
final class BankAnswers {
    private BankAnswers() {}

    /// An account of a currency, for a statement or a notification.
    static BankFixture account(Payout payout) {
        return new BankFixture(payout.amount().currency().code());
    }

    /// The payout leaves the account.
    static BankFixture left(BankFixture bank, String ref, Payout payout, String number) {
        var amount = payout.amount().minorText();
        return bank.entry("DBIT", ref, amount, left(payout, payout.amount(), number));
    }

    static String left(Payout payout, Money amount, String number) {
        return details(payout.endToEndId(), amount, "DBIT", cdtrAcct(number), "");
    }

    /// A part of the payout, or all of it, comes back; `more` says why.
    static BankFixture back(
            BankFixture bank, String ref, Payout payout, Money amount, String more) {
        return bank.entry(
                "CRDT",
                ref,
                amount.minorText(),
                details(payout.endToEndId(), amount, "CRDT", "", more));
    }

    static String details(
            String endToEndId, Money amount, String way, String account, String more) {
        var charges =
                more.contains("<RtrInf>") ? more.substring(0, more.indexOf("<RtrInf>")) : more;
        return "<TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs>".formatted(endToEndId)
                + "<Amt Ccy=\"%s\">%s</Amt>".formatted(amount.currency(), amount.minorText())
                + "<CdtDbtInd>%s</CdtDbtInd>".formatted(way)
                + charges
                + account
                + more.substring(charges.length())
                + "</TxDtls>";
    }

    static String cdtrAcct(String number) {
        var id =
                Character.isLetter(number.charAt(0))
                        ? "<IBAN>" + number + "</IBAN>"
                        : "<Othr><Id>" + number + "</Id></Othr>";
        return "<RltdPties><CdtrAcct><Id>" + id + "</Id></CdtrAcct></RltdPties>";
    }

    static String reason(String code) {
        return "<RtrInf><Rsn><Cd>%s</Cd></Rsn><AddtlInf>account closed</AddtlInf></RtrInf>"
                .formatted(code);
    }

    static String charge(Money fee) {
        return ("<Chrgs><Rcrd><Amt Ccy=\"%s\">%s</Amt><CdtDbtInd>DBIT</CdtDbtInd>"
                        + "<ChrgInclInd>true</ChrgInclInd></Rcrd></Chrgs>")
                .formatted(fee.currency(), fee.minorText());
    }

    /// A pain.002 about a payout's file: `group` says what of the whole, `payments` what of parts.
    static byte[] report(Payout payout, String group, String payments) {
        return report("RPT-1", payout.reference(), group, payments);
    }

    static byte[] report(String id, String messageId, String group, String payments) {
        return BankFixture.bytes(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">
                <CstmrPmtStsRpt><GrpHdr><MsgId>%s</MsgId>
                <CreDtTm>2026-11-24T08:00:00Z</CreDtTm></GrpHdr>
                <OrgnlGrpInfAndSts><OrgnlMsgId>%s</OrgnlMsgId>
                <OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>%s</OrgnlGrpInfAndSts>
                %s</CstmrPmtStsRpt></Document>\
                """
                        .formatted(id, messageId, group, payments));
    }

    /// The whole file is rejected, as its bank counts it.
    static String rejected(String payments, String sum) {
        return ("<OrgnlNbOfTxs>%s</OrgnlNbOfTxs><OrgnlCtrlSum>%s</OrgnlCtrlSum>"
                        + "<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AM04</Cd></Rsn></StsRsnInf>")
                .formatted(payments, sum);
    }

    /// One payment of a file, with its status.
    static String payment(Payout payout, String status, String amount) {
        return """
        <OrgnlPmtInfAndSts><OrgnlPmtInfId>%s</OrgnlPmtInfId>
        <NbOfTxsPerSts><DtldNbOfTxs>1</DtldNbOfTxs><DtldSts>%s</DtldSts></NbOfTxsPerSts>
        <TxInfAndSts><OrgnlEndToEndId>%s</OrgnlEndToEndId><TxSts>%s</TxSts>
        <StsRsnInf><Rsn><Cd>AC01</Cd></Rsn><AddtlInf>no such account</AddtlInf></StsRsnInf>
        <OrgnlTxRef><Amt><InstdAmt Ccy="%s">%s</InstdAmt></Amt></OrgnlTxRef>
        </TxInfAndSts></OrgnlPmtInfAndSts>\
        """
                .formatted(
                        payout.reference(),
                        status,
                        payout.endToEndId(),
                        status,
                        payout.amount().currency(),
                        amount);
    }
}
