package io.intertie.billing;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;

/// Bank files as a bank writes them: camt.053 for a day, camt.054 as it happens.
public final class BankFixture {
    public static final String IBAN = "DE89370400440532013000";

    /// Where the schema lies, if it does: it is not ours to ship.
    private static final Path SCHEMA =
            Path.of(System.getProperty("intertie.spec", "../shared/spec"), "camt.053.001.08.xsd");

    private final String currency;
    private final List<String> entries = new ArrayList<>();
    private BigDecimal sum = BigDecimal.ZERO;
    private BigDecimal opens = new BigDecimal("1000.00");
    private String id = "STMT-1";
    private String day = "2026-11-24";

    public BankFixture(String currency) {
        this.currency = currency;
    }

    public BankFixture named(String statement, String on, String opening) {
        id = statement;
        day = on;
        opens = new BigDecimal(opening);
        return this;
    }

    public BankFixture credit(String ref, String amount, String remittance) {
        return entry("CRDT", ref, amount, details(amount, "Anna Krüger", remittance));
    }

    public BankFixture debit(String ref, String amount) {
        return entry("DBIT", ref, amount, "");
    }

    public BankFixture entry(String way, String ref, String amount, String details) {
        var signed = new BigDecimal(amount);
        sum = way.equals("CRDT") ? sum.add(signed) : sum.subtract(signed);
        entries.add(
                "<Ntry><Amt Ccy=\"%s\">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
                                .formatted(currency, amount, way)
                        + "<BookgDt><Dt>%s</Dt></BookgDt>".formatted(day)
                        + (ref.isEmpty() ? "" : "<AcctSvcrRef>" + ref + "</AcctSvcrRef>")
                        + "<BkTxCd><Prtry><Cd>NTRF</Cd></Prtry></BkTxCd>"
                        + (details.isEmpty() ? "" : "<NtryDtls>" + details + "</NtryDtls>")
                        + "</Ntry>");
        return this;
    }

    /// Details of a payer, with the remittance as free text that a bank broke into lines.
    static String details(String amount, String payer, String remittance) {
        var half = remittance.length() / 2;
        return "<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>"
                + "<Amt Ccy=\"EUR\">"
                + amount
                + "</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
                + "<RltdPties><Dbtr><Pty><Nm>"
                + payer
                + "</Nm></Pty></Dbtr></RltdPties>"
                + (remittance.isEmpty()
                        ? ""
                        : "<RmtInf><Ustrd>"
                                + remittance.substring(0, half + 1)
                                + "</Ustrd>"
                                + "<Ustrd>"
                                + remittance.substring(half + 1)
                                + "</Ustrd></RmtInf>")
                + "</TxDtls>";
    }

    static String structured(String amount, String reference) {
        return "<TxDtls><Amt Ccy=\"EUR\">"
                + amount
                + "</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
                + "<RmtInf><Strd><CdtrRefInf><Ref>"
                + reference
                + "</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>";
    }

    public String statement() {
        return statement(opens.add(sum), entries.size());
    }

    /// A statement that says what it likes about its closing balance and its number of entries.
    String statement(BigDecimal closes, int count) {
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
        <GrpHdr><MsgId>MSG-%1$s</MsgId><CreDtTm>2026-11-24T22:00:00Z</CreDtTm></GrpHdr>
        <Stmt><Id>%1$s</Id><CreDtTm>2026-11-24T22:00:00Z</CreDtTm>
        <Acct><Id><IBAN>%2$s</IBAN></Id><Ccy>%3$s</Ccy></Acct>
        %4$s%5$s
        <TxsSummry><TtlNtries><NbOfNtries>%6$d</NbOfNtries></TtlNtries></TxsSummry>
        %7$s
        </Stmt></BkToCstmrStmt></Document>\
        """
                .formatted(
                        id,
                        IBAN,
                        currency,
                        balance("OPBD", opens),
                        balance("CLBD", closes),
                        count,
                        String.join("\n", entries));
    }

    private String balance(String code, BigDecimal amount) {
        return "<Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy=\"%s\">%s</Amt>"
                        .formatted(code, currency, amount.abs().toPlainString())
                + "<CdtDbtInd>%s</CdtDbtInd><Dt><Dt>%s</Dt></Dt></Bal>"
                        .formatted(amount.signum() < 0 ? "DBIT" : "CRDT", day);
    }

    public String notification() {
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08">
        <BkToCstmrDbtCdtNtfctn>
        <GrpHdr><MsgId>NTF-%1$s</MsgId><CreDtTm>2026-11-24T10:00:00Z</CreDtTm></GrpHdr>
        <Ntfctn><Id>NTF-%1$s</Id><CreDtTm>2026-11-24T10:00:00Z</CreDtTm>
        <Acct><Id><IBAN>%2$s</IBAN></Id><Ccy>%3$s</Ccy></Acct>
        %4$s
        </Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\
        """
                .formatted(id, IBAN, currency, String.join("\n", entries));
    }

    public static byte[] bytes(String xml) {
        return xml.getBytes(StandardCharsets.UTF_8);
    }

    /// The statement as bytes, held against the schema where it lies.
    public byte[] file() {
        var xml = statement();
        if (Files.exists(SCHEMA)) {
            try {
                SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                        .newSchema(SCHEMA.toFile())
                        .newValidator()
                        .validate(new StreamSource(new java.io.StringReader(xml)));
            } catch (org.xml.sax.SAXException | java.io.IOException invalid) {
                throw new AssertionError(invalid.getMessage() + " in\n" + xml, invalid);
            }
        }
        return bytes(xml);
    }
}
