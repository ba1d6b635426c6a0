package io.intertie.settlement;

import com.prowidesoftware.swift.model.mx.MxPain00100109;
import com.prowidesoftware.swift.model.mx.dic.CreditTransferTransaction34;
import com.prowidesoftware.swift.model.mx.dic.CustomerCreditTransferInitiationV09;
import com.prowidesoftware.swift.model.mx.dic.PaymentInstruction30;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;

/// A payment file as somebody else's software reads it.
record BankFile(String messageId, BigDecimal controlSum, PaymentInstruction30 payment) {
    /// Where the schema lies, if it does: it is not ours to ship.
    private static final Path SCHEMA =
            Path.of(System.getProperty("intertie.spec", "../shared/spec"), "pain.001.001.09.xsd");

    static BankFile read(String xml) {
        if (Files.exists(SCHEMA)) {
            validate(xml);
        }
        CustomerCreditTransferInitiationV09 file = MxPain00100109.parse(xml).getCstmrCdtTrfInitn();
        if (file.getPmtInf().size() != 1 || file.getPmtInf().get(0).getCdtTrfTxInf().size() != 1) {
            throw new AssertionError("one payment expected in\n" + xml);
        }
        return new BankFile(
                file.getGrpHdr().getMsgId(),
                file.getGrpHdr().getCtrlSum(),
                file.getPmtInf().get(0));
    }

    static void validate(String xml) {
        try {
            SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(SCHEMA.toFile())
                    .newValidator()
                    .validate(new StreamSource(new StringReader(xml)));
        } catch (org.xml.sax.SAXException | java.io.IOException invalid) {
            throw new AssertionError(invalid.getMessage() + " in\n" + xml, invalid);
        }
    }

    CreditTransferTransaction34 transfer() {
        return payment.getCdtTrfTxInf().get(0);
    }

    /// Amount and currency as the bank will read them.
    String instructed() {
        var amount = transfer().getAmt().getInstdAmt();
        return amount.getCcy() + " " + amount.getValue().toPlainString();
    }
}
