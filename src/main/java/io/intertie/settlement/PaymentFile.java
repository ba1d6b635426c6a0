package io.intertie.settlement;

import io.intertie.fx.TargetDays;
import io.intertie.money.Check;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// A customer credit transfer for the operator's bank: ISO 20022 pain.001.001.09 with one payment.
///
/// `controlSum` is the sum of all amounts in the file; the end-to-end id comes back in the bank's
/// answers. **Source** the message definition's schema, which fixes the order of elements.
record PaymentFile(String messageId, String xml, BigDecimal controlSum, Instant createdAt) {
    private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    static PaymentFile of(
            Payout payout,
            Settlements.BankAccount debtor,
            Settlements.BankAccount creditor,
            Instant at) {
        var amount = payout.amount();
        Check.that(amount.equals(amount.wholeMinor()), "payout of %s", amount);
        var text = new StringWriter();
        try {
            // The JDK's own writer: what a server has on its class path does not matter.
            var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new Writer(xml, payout, debtor, creditor, at).write();
            xml.close();
        } catch (XMLStreamException failed) {
            throw new IllegalStateException("a payment file cannot be written", failed);
        }
        return new PaymentFile(
                payout.reference(), text.toString(), new BigDecimal(amount.minorText()), at);
    }

    /// The day on which the bank is asked to pay.
    static LocalDate executionDay(Instant at) {
        return TargetDays.after(at.atZone(ZoneOffset.UTC).toLocalDate());
    }

    private record Writer(
            XMLStreamWriter xml,
            Payout payout,
            Settlements.BankAccount debtor,
            Settlements.BankAccount creditor,
            Instant at) {
        private interface Content {
            void write() throws XMLStreamException;
        }

        void write() throws XMLStreamException {
            xml.writeStartDocument("UTF-8", "1.0");
            xml.setDefaultNamespace(NAMESPACE);
            xml.writeStartElement(NAMESPACE, "Document");
            xml.writeDefaultNamespace(NAMESPACE);
            in(
                    "CstmrCdtTrfInitn",
                    () -> {
                        in("GrpHdr", this::header);
                        in("PmtInf", this::payment);
                    });
            xml.writeEndElement();
            xml.writeEndDocument();
        }

        private void header() throws XMLStreamException {
            put("MsgId", payout.reference());
            put("CreDtTm", at.truncatedTo(ChronoUnit.SECONDS).toString());
            put("NbOfTxs", "1");
            put("CtrlSum", payout.amount().minorText());
            in("InitgPty", () -> put("Nm", debtor.holder()));
        }

        private void payment() throws XMLStreamException {
            put("PmtInfId", payout.reference());
            put("PmtMtd", "TRF");
            put("NbOfTxs", "1");
            put("CtrlSum", payout.amount().minorText());
            in("ReqdExctnDt", () -> put("Dt", executionDay(at).toString()));
            in("Dbtr", () -> put("Nm", debtor.holder()));
            in("DbtrAcct", () -> account(debtor));
            in("DbtrAgt", () -> agent(debtor));
            put("ChrgBr", "SHAR");
            in("CdtTrfTxInf", this::transfer);
        }

        private void transfer() throws XMLStreamException {
            in("PmtId", () -> put("EndToEndId", payout.endToEndId()));
            in(
                    "Amt",
                    () -> {
                        xml.writeStartElement(NAMESPACE, "InstdAmt");
                        xml.writeAttribute("Ccy", payout.amount().currency().code());
                        xml.writeCharacters(payout.amount().minorText());
                        xml.writeEndElement();
                    });
            in("CdtrAgt", () -> agent(creditor));
            in(
                    "Cdtr",
                    () -> {
                        put("Nm", creditor.holder());
                        in("PstlAdr", () -> put("Ctry", creditor.country()));
                    });
            in("CdtrAcct", () -> account(creditor));
            in("RmtInf", () -> put("Ustrd", payout.reference()));
        }

        private void agent(Settlements.BankAccount account) throws XMLStreamException {
            in("FinInstnId", () -> put("BICFI", account.bic()));
        }

        private void account(Settlements.BankAccount account) throws XMLStreamException {
            in(
                    "Id",
                    () -> {
                        if (account.isIban()) {
                            put("IBAN", account.number());
                        } else {
                            in("Othr", () -> put("Id", account.number()));
                        }
                    });
        }

        private void in(String element, Content content) throws XMLStreamException {
            xml.writeStartElement(NAMESPACE, element);
            content.write();
            xml.writeEndElement();
        }

        private void put(String element, String text) throws XMLStreamException {
            in(element, () -> xml.writeCharacters(text));
        }
    }
}
