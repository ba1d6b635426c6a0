package io.intertie.billing;

import io.intertie.billing.BankStatement.Entry;
import io.intertie.billing.BankStatement.Line;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.files.XmlTree;
import io.intertie.platform.files.XmlTree.Refused;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads ISO 20022 camt.053.001.08 (end of day), camt.054.001.08 (as it happens) and
/// pain.002.001.10 (answers to payments, by [StatusReport]).
///
/// **Always true** a file is read whole or not at all: wherever it states a sum, a number of
/// entries or balances, what it lists agrees with that.
final class BankFileReader {
    private static final String SPACE = "urn:iso:std:iso:20022:tech:xsd:";

    /// A file as it was read.
    record BankFile(
            Kind kind,
            String messageId,
            List<BankStatement> statements,
            List<SentPayments.Answer> answers) {}

    enum Kind {
        CAMT_053("camt.053.001.08", "BkToCstmrStmt", "Stmt"),
        CAMT_054("camt.054.001.08", "BkToCstmrDbtCdtNtfctn", "Ntfctn"),
        PAIN_002("pain.002.001.10", "CstmrPmtStsRpt", "");

        private final String message;
        private final String body;
        private final String part;

        Kind(String message, String body, String part) {
            this.message = message;
            this.body = body;
            this.part = part;
        }
    }

    private BankFileReader() {}

    /// @throws Refused if it is no such file, or does not agree with itself
    static BankFile read(byte[] bytes) throws Refused {
        var document = XmlTree.read(bytes);
        for (var kind : Kind.values()) {
            if (document.namespace().equals(SPACE + kind.message)) {
                return read(document, kind);
            }
        }
        throw new Refused(
                "bank.kind",
                "This is neither a camt.053.001.08, a camt.054.001.08 nor a pain.002.001.10: %s",
                document.namespace().substring(Math.max(0, document.namespace().length() - 40)));
    }

    private static BankFile read(XmlTree document, Kind kind) throws Refused {
        var body = document.at(kind.body).orElseThrow(() -> missing(kind.body));
        var messageId = needed(body, "GrpHdr/MsgId");
        try {
            return kind == Kind.PAIN_002
                    ? new BankFile(kind, messageId, List.of(), StatusReport.read(body))
                    : new BankFile(kind, messageId, statements(body, kind), List.of());
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException wrong) {
            throw new Refused("bank.malformed", "An amount, a currency or a date is malformed.");
        }
    }

    private static List<BankStatement> statements(XmlTree body, Kind kind) throws Refused {
        var statements = new ArrayList<BankStatement>();
        for (var part : body.all(kind.part)) {
            statements.add(statement(part, kind));
        }
        if (statements.isEmpty()) {
            throw missing(kind.part);
        }
        return List.copyOf(statements);
    }

    private static BankStatement statement(XmlTree part, Kind kind) throws Refused {
        var account =
                part.text("Acct/Id/IBAN")
                        .or(() -> part.text("Acct/Id/Othr/Id"))
                        .orElseThrow(() -> missing("Acct/Id"));
        var entries = new ArrayList<Entry>();
        for (var entry : part.all("Ntry")) {
            if (entry.text("Sts/Cd").equals(Optional.of("BOOK"))) {
                entries.add(entry(entry, part, kind, entries.size()));
            }
        }
        BankTotals.agree(part);
        var balances = balancesIfAny(part, kind);
        if (balances.isPresent()) {
            BankTotals.agree(balances.get(), entries);
        }
        return new BankStatement(
                needed(part, "Id"),
                account,
                balances.map(found -> found.opens().currency())
                        .orElseGet(() -> currency(part, entries)),
                balances,
                List.copyOf(entries));
    }

    private static Currency currency(XmlTree part, List<Entry> entries) {
        return part.text("Acct/Ccy")
                .map(Currency::of)
                .orElseGet(() ->
                        entries.isEmpty()
                                ? Currency.of("EUR")
                                : entries.getFirst().amount().currency());
    }

    private static Entry entry(XmlTree entry, XmlTree part, Kind kind, int index) throws Refused {
        var amount = signed(entry);
        var details =
                entry.all("NtryDtls").stream().flatMap(one -> one.all("TxDtls").stream()).toList();
        var own =
                entry.text("AcctSvcrRef")
                        .or(() -> entry.text("NtryRef"))
                        .or(() ->
                                details.size() == 1
                                        ? details.getFirst().text("Refs/AcctSvcrRef")
                                        : Optional.empty());
        var ref =
                own
                        // An end-of-day statement is complete, so a place in it is a name, too.
                        .or(() ->
                                        kind == Kind.CAMT_053
                                                ? part.text("Id").map(id -> id + "#" + index)
                                                : Optional.empty())
                        .orElse("");
        return new Entry(
                ref,
                own.isPresent(),
                amount,
                day(entry, part),
                isTrue(entry, "RvslInd"),
                lines(amount, entry, details));
    }

    /// One line for each payer if their amounts add up to the entry's, else one for all.
    private static List<Line> lines(Money amount, XmlTree entry, List<XmlTree> details)
            throws Refused {
        if (details.size() <= 1) {
            var only =
                    details.isEmpty()
                            ? new Line(amount, "", "", true, Optional.empty())
                            : line(amount, details.getFirst(), entry);
            return List.of(only);
        }
        var lines = new ArrayList<Line>();
        var sum = Money.zero(amount.currency());
        for (var detail : details) {
            var part =
                    detail.at("Amt").isPresent()
                            ? signed(detail, amount)
                            : Money.zero(sum.currency());
            if (!part.currency().equals(sum.currency())) {
                return List.of(inDoubt(amount, details));
            }
            sum = sum.plus(part);
            lines.add(line(part, detail, detail));
        }
        var isSound = sum.equals(amount) && lines.stream().noneMatch(one -> one.amount().isZero());
        return isSound ? List.copyOf(lines) : List.of(inDoubt(amount, details));
    }

    private static Line inDoubt(Money amount, List<XmlTree> details) {
        return new Line(amount, "", texts(details), false, Optional.empty());
    }

    private static Line line(Money amount, XmlTree detail, XmlTree entry) {
        var party = amount.isNegative() ? "Cdtr" : "Dbtr";
        var payer =
                detail.text("RltdPties/" + party + "/Pty/Nm")
                        .or(() -> detail.text("RltdPties/" + party + "/Nm"))
                        .orElse("");
        return new Line(
                amount,
                cut(payer, 140),
                cut(PaymentDetails.remittance(detail), 2000),
                true,
                PaymentDetails.of(detail, entry, amount));
    }

    private static String texts(List<XmlTree> details) {
        return cut(
                details.stream().map(PaymentDetails::remittance).collect(Collectors.joining(" | ")),
                2000);
    }

    private static Optional<BankStatement.Balances> balancesIfAny(XmlTree part, Kind kind)
            throws Refused {
        return kind == Kind.CAMT_053 ? Optional.of(balances(part)) : Optional.empty();
    }

    private static BankStatement.Balances balances(XmlTree part) throws Refused {
        var opens = balance(part, List.of("OPBD", "PRCD"));
        var closes = balance(part, List.of("CLBD"));
        return new BankStatement.Balances(signed(opens), signed(closes), day(closes, "Dt"));
    }

    private static XmlTree balance(XmlTree part, List<String> codes) throws Refused {
        for (var code : codes) {
            for (var balance : part.all("Bal")) {
                if (balance.text("Tp/CdOrPrtry/Cd").equals(Optional.of(code))) {
                    return balance;
                }
            }
        }
        throw new Refused("bank.balance", "The statement has no balance %s.", codes.getFirst());
    }

    private static Money signed(XmlTree element) throws Refused {
        var amount = element.at("Amt").orElseThrow(() -> missing("Amt"));
        var money = money(amount);
        return switch (needed(element, "CdtDbtInd")) {
            case "CRDT" -> money;
            case "DBIT" -> money.negated();
            default -> throw missing("CdtDbtInd");
        };
    }

    private static Money money(XmlTree amount) throws Refused {
        var currency = Currency.of(amount.attributes().getOrDefault("Ccy", ""));
        var money = Money.of(BankTotals.decimal(amount.text()).toPlainString(), currency);
        if (!money.equals(money.wholeMinor())) {
            throw new Refused(
                    "bank.decimals", "An amount has more decimals than %s has.", currency);
        }
        return money;
    }

    /// A part's amount, which goes the entry's way unless it says otherwise.
    private static Money signed(XmlTree detail, Money whole) throws Refused {
        if (detail.at("CdtDbtInd").isPresent()) {
            return signed(detail);
        }
        var amount = detail.at("Amt").orElseThrow(() -> missing("Amt"));
        var money = money(amount);
        return whole.isNegative() ? money.negated() : money;
    }

    private static LocalDate day(XmlTree entry, XmlTree part) throws Refused {
        return entry.at("BookgDt").isPresent()
                ? day(entry, "BookgDt")
                : entry.at("ValDt").isPresent()
                        ? day(entry, "ValDt")
                        : date(needed(part, "CreDtTm"));
    }

    private static LocalDate day(XmlTree element, String name) throws Refused {
        return date(
                element.text(name + "/Dt")
                        .or(() -> element.text(name + "/DtTm"))
                        .orElseThrow(() -> missing(name)));
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text.substring(0, Math.min(10, text.length())));
    }

    private static boolean isTrue(XmlTree element, String name) {
        return element.text(name)
                .filter(text -> text.equals("true") || text.equals("1"))
                .isPresent();
    }

    private static String needed(XmlTree element, String path) throws Refused {
        return element.text(path).orElseThrow(() -> missing(path));
    }

    private static Refused missing(String what) {
        return new Refused("bank.lacks", "The file lacks %s.", what);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
